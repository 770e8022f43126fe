using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TechTransfer.Portal.Tests;

/// <summary>What holds for every page that needs no sign-in.</summary>
[Collection(OnTheVisitedSystem.Name)]
public sealed partial class PublicPages(Visited system)
{
    private static readonly string[] Paths =
    [
        "/portal",
        "/portal/verify",
        "/portal/verify?number=CQGX-2026-000001&code=x",
        "/portal/verify?number=&code=",
        "/portal/requirements",
        "/portal/requirements?kind=T3",
        "/portal/policies",
        "/portal/policies/sample-seller",
        "/portal/notices",
        "/portal/statistics",
        "/portal/statistics?by=month",
        "/portal/nowhere",
    ];

    public static TheoryData<string> Addresses => [.. Paths];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_has_no_barriers_and_fits_desk_and_phone(string path)
    {
        await VisitAsync(path, 1280);
        await VisitAsync(path, 360);
    }

    private async Task VisitAsync(string path, int width)
    {
        await using var visitor = await system.VisitAsync(width);

        var answer = (await visitor.Page.GotoAsync(path))!;

        Assert.Equal(path.EndsWith("nowhere", StringComparison.Ordinal) ? 404 : 200, answer.Status);
        Assert.Empty(await visitor.BarriersAsync());
        Assert.False(await visitor.ScrollsSidewaysAsync());
        // The browser itself reports the status of a page that is not found.
        Assert.All(visitor.Complaints, text => Assert.Contains("status of 404", text, StringComparison.Ordinal));
        Assert.Equal(1, await visitor.Page.Locator("h1").CountAsync());
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task With_large_type_a_page_still_fits_a_phone(string path)
    {
        await using var visitor = await system.VisitAsync(360);
        await visitor.Page.GotoAsync("/portal/view?size=large");

        await visitor.Page.GotoAsync(path);

        Assert.Equal("20px", await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).fontSize"));
        Assert.False(await visitor.ScrollsSidewaysAsync());
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task In_English_a_page_has_no_Chinese_but_names(string path)
    {
        await using var visitor = await system.VisitAsync(language: "en-GB");

        await visitor.Page.GotoAsync(path);

        Assert.Equal("en", await visitor.Page.Locator("html").GetAttributeAsync("lang"));
        // Names and quotations are marked as Chinese, for those who listen to the page.
        var texts = await visitor.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('body *')]
                .filter(element => !element.closest('[lang^=zh]'))
                .flatMap(element => [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data)
                    .concat(element.getAttribute('aria-label') ?? ''))
                .concat(document.title)
            """
        );
        Assert.DoesNotContain(texts, text => Han().IsMatch(text));
    }

    [Fact]
    public async Task The_choice_of_language_and_size_stays_and_leads_back_to_the_page()
    {
        await using var visitor = await system.VisitAsync();
        await visitor.Page.GotoAsync("/portal/statistics?by=month");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Large type" }).ClickAsync();

        Assert.EndsWith("/portal/statistics?by=month", visitor.Page.Url, StringComparison.Ordinal);
        Assert.StartsWith("Technology contracts registered in", await visitor.HeadingAsync(), StringComparison.Ordinal);
        await visitor.Page.GotoAsync("/portal");
        Assert.Equal("en", await visitor.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal("large", await visitor.Page.Locator("html").GetAttributeAsync("class"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/portal")]
    [InlineData("/portal\\..\\..\\elsewhere")]
    [InlineData("/portalelsewhere")]
    public async Task A_link_that_leads_elsewhere_leads_home(string to)
    {
        await using var visitor = await system.VisitAsync();

        await visitor.Page.GotoAsync($"/portal/view?reading=english&to={Uri.EscapeDataString(to)}");

        Assert.Equal(new Uri(system.Portal, "/portal").AbsoluteUri, visitor.Page.Url);
    }

    [GeneratedRegex("[\u3400-\u9FFF]")]
    private static partial Regex Han();
}
