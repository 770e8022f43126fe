using Microsoft.Playwright;

namespace TechTransfer.Portal.Tests;

/// <summary>A stranger verifies a certificate.</summary>
[Collection(OnTheVisitedSystem.Name)]
public sealed class Verifying(Visited system)
{
    private string Number => (string)system.Contract.Certificate["number"]!;

    private string Code => (string)system.Contract.Certificate["code"]!;

    [Theory]
    [InlineData(1280, true)]
    [InlineData(360, true)]
    [InlineData(1280, false)]
    public async Task The_answer_stands_first_and_in_words(int width, bool hasScripts)
    {
        await using var visitor = await system.VisitAsync(width, hasScripts);
        await visitor.Page.GotoAsync("/portal/verify");

        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "文书编号" }).FillAsync(Number);
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "核验码" }).FillAsync(Code);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "核验", Exact = true }).ClickAsync();

        Assert.Equal("核验结果 文书真实，现行有效", await visitor.HeadingAsync());
        Assert.StartsWith("文书真实，现行有效", await visitor.Page.TitleAsync(), StringComparison.Ordinal);
        await Assertions.Expect(visitor.Page.Locator(".facts")).ToContainTextAsync("耐磨陶瓷制备技术秘密转让");
        Assert.Empty(visitor.Complaints);
        if (!hasScripts)
            return;
        Assert.Empty(await visitor.BarriersAsync());
        // Those who listen to the page hear the answer at once.
        Assert.Equal("answer", await visitor.Page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-labelledby')"));
    }

    [Fact]
    public async Task It_is_done_with_the_keyboard_alone()
    {
        await using var visitor = await system.VisitAsync();
        var keys = visitor.Page.Keyboard;
        await visitor.Page.GotoAsync("/portal");

        await PressUntilAsync("文书核验");
        await keys.PressAsync("Enter");
        await visitor.IsAtAsync("/portal/verify$");
        await keys.PressAsync("Tab");
        Assert.Equal("跳到正文", await FocusedAsync());
        await keys.PressAsync("Enter");
        await keys.PressAsync("Tab");
        await keys.TypeAsync(Number);
        await keys.PressAsync("Tab");
        await keys.TypeAsync(Code);
        await keys.PressAsync("Enter");
        await visitor.IsAtAsync("/portal/verify[?]");

        Assert.Equal("核验结果 文书真实，现行有效", await visitor.HeadingAsync());

        async Task PressUntilAsync(string text)
        {
            for (var pressed = 0; await FocusedAsync() != text; pressed++)
            {
                Assert.True(pressed < 30, $"The keyboard does not reach “{text}”.");
                await keys.PressAsync("Tab");
            }
        }

        Task<string> FocusedAsync() => visitor.Page.EvaluateAsync<string>("document.activeElement.innerText ?? ''");
    }

    [Fact]
    public async Task Number_and_code_are_read_as_people_type_them()
    {
        await using var visitor = await system.VisitAsync();
        var number = string.Concat(Number.ToLowerInvariant().Select(FullWidth)).Replace("－", " ", StringComparison.Ordinal);

        await AskAsync(visitor, $" {number} ", Code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal));

        Assert.Equal("核验结果 文书真实，现行有效", await visitor.HeadingAsync());
    }

    [Fact]
    public async Task A_wrong_code_and_an_unknown_number_are_the_same_answer()
    {
        await using var visitor = await system.VisitAsync();

        await AskAsync(visitor, Number, "00000-00000-00000-00000");
        var wrong = await visitor.Page.Locator(".answer").InnerTextAsync();
        await AskAsync(visitor, "CQGX-2099-000001", Code);

        Assert.Equal(wrong, await visitor.Page.Locator(".answer").InnerTextAsync());
        Assert.Equal("核验结果 未查到该文书", await visitor.HeadingAsync());
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_in_a_summary_that_leads_there()
    {
        await using var visitor = await system.VisitAsync();

        await AskAsync(visitor, Number, "");

        var summary = visitor.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(summary).ToBeFocusedAsync();
        await summary.GetByRole(AriaRole.Link, new() { Name = "请填写核验码" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "核验码" })).ToBeFocusedAsync();
        Assert.Equal("请填写核验码", await visitor.Page.Locator("#code-fault").InnerTextAsync());
        Assert.Equal(Number, await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "文书编号" }).InputValueAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_original_file_is_genuine(bool hasScripts)
    {
        await using var visitor = await system.VisitAsync(hasScripts: hasScripts);

        await AskFileAsync(visitor, system.Contract.Pdf);

        Assert.Equal("核验结果 文件真实，文书现行有效", await visitor.HeadingAsync());
        await Assertions.Expect(visitor.Page.Locator(".facts")).ToContainTextAsync(Number);
    }

    [Fact]
    public async Task A_file_that_was_saved_again_cannot_be_judged_and_the_number_decides()
    {
        await using var visitor = await system.VisitAsync();

        await AskFileAsync(visitor, [.. system.Contract.Pdf, .. "\n% saved again\n"u8]);

        Assert.Equal("核验结果 凭该文件不能判断真伪", await visitor.HeadingAsync());
        await Assertions.Expect(visitor.Page.Locator(".answer")).ToContainTextAsync("文书编号和核验码");
        Assert.Empty(await visitor.BarriersAsync());
    }

    [Fact]
    public async Task Without_a_file_the_page_asks_for_one()
    {
        await using var visitor = await system.VisitAsync();
        await visitor.Page.GotoAsync("/portal/verify");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "核验文件" }).ClickAsync();

        Assert.Equal("请选择要核验的PDF文件", await visitor.Page.Locator("#file-fault").InnerTextAsync());
    }

    [Fact]
    public async Task A_dropped_file_is_verified_at_once()
    {
        await using var visitor = await system.VisitAsync();
        await visitor.Page.GotoAsync("/portal/verify");

        var dropped = await visitor.Page.EvaluateHandleAsync(
            """
            content => {
                const data = new DataTransfer();
                const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
                data.items.add(new File([bytes], 'dropped.pdf', { type: 'application/pdf' }));
                return data;
            }
            """,
            Convert.ToBase64String(system.Contract.Pdf)
        );
        await visitor.Page.DispatchEventAsync("[data-drop]", "drop", new { dataTransfer = dropped });

        await Assertions.Expect(visitor.Page.Locator("h1")).ToContainTextAsync("文件真实，文书现行有效");
    }

    [Fact]
    public async Task The_QR_code_leads_to_the_answer()
    {
        await using var visitor = await system.VisitAsync();

        await visitor.Page.GotoAsync((string)system.Contract.Certificate["verifyAt"]!);

        Assert.StartsWith(new Uri(system.Portal, "/portal/verify?").AbsoluteUri, visitor.Page.Url, StringComparison.Ordinal);
        Assert.Equal("核验结果 文书真实，现行有效", await visitor.HeadingAsync());
    }

    [Fact]
    public async Task A_form_that_another_site_submits_is_refused()
    {
        using var http = new HttpClient { BaseAddress = system.Portal };
        using var form = new MultipartFormDataContent { { new ByteArrayContent(system.Contract.Pdf), "file", "x.pdf" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/portal/verify") { Content = form };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await http.SendAsync(request);

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    private static async Task AskAsync(Visitor visitor, string number, string code) =>
        await visitor.Page.GotoAsync($"/portal/verify?number={Uri.EscapeDataString(number)}&code={Uri.EscapeDataString(code)}");

    private static async Task AskFileAsync(Visitor visitor, byte[] content)
    {
        await visitor.Page.GotoAsync("/portal/verify");
        await visitor
            .Page.Locator("#file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "certificate.pdf",
                    MimeType = "application/pdf",
                    Buffer = content,
                }
            );
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "核验文件" }).ClickAsync();
    }

    private static char FullWidth(char letter) => letter is > ' ' and <= '~' ? (char)(letter + 0xFEE0) : letter;
}
