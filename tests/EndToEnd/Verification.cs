using System.Net;
using System.Text.Json.Nodes;

namespace TechTransfer.EndToEnd;

[Collection(OnTheRunningSystem.Name)]
public sealed class Verification(RunningSystem system) : IDisposable
{
    private readonly HttpClient anyone = new();

    public void Dispose() => anyone.Dispose();

    [Fact]
    public async Task Number_and_code_open_the_facts_and_nothing_more()
    {
        var sample = system.Sample("C05");
        var view = JsonNode.Parse(await anyone.GetStringAsync(new Uri((string)sample.Certificate["verifyAt"]!)))!;
        Assert.True((bool)view["valid"]!);
        Assert.Equal("valid", (string?)view["status"]);
        Assert.Equal((string)sample.Certificate["sha256"]!, (string)view["sha256"]!);
        Assert.Equal(5600000m, (decimal)view["facts"]!["contractValue"]!);
        Assert.Equal(4000000m, (decimal)view["facts"]!["technicalAmount"]!);
        Assert.Equal(
            [
                "buyers",
                "contractValue",
                "effectiveFrom",
                "effectiveTo",
                "kind",
                "kindName",
                "registeredOn",
                "registrationNumber",
                "sellers",
                "signedOn",
                "technicalAmount",
                "title",
                "valueStatus",
            ],
            view["facts"]!.AsObject().Select(f => f.Key).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_unknown_number_and_a_wrong_code_are_the_same_404()
    {
        var certificate = system.Sample("C05").Certificate;
        var number = (string)certificate["number"]!;
        var answers = new List<string>();
        foreach (
            var path in (string[])
                [
                    $"{number}?code=00000-00000-00000-00000",
                    $"{number}",
                    $"CQGX-2099-000001?code={(string)certificate["code"]!}",
                    "nonsense?code=x",
                ]
        )
        {
            var answer = await anyone.GetAsync(new Uri(system.Certificates, $"/api/verify/{path}"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
            body.Remove("traceId");
            answers.Add(body.ToJsonString());
        }
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_code_is_read_as_people_type_it()
    {
        var certificate = system.Sample("C05").Certificate;
        var typed = ((string)certificate["code"]!)
            .Replace("-", "", StringComparison.Ordinal)
            .ToLowerInvariant()
            .Replace('0', 'o')
            .Replace('1', 'l');
        var answer = await anyone.GetAsync(new Uri(system.Certificates, $"/api/verify/{(string)certificate["number"]!}?code={typed}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_browser_gets_a_page_without_scripts()
    {
        var certificate = system.Sample("C05").Certificate;
        anyone.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml");
        var answer = await anyone.GetAsync(new Uri((string)certificate["verifyAt"]!));
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("文书有效", html, StringComparison.Ordinal);
        Assert.Contains("耐磨陶瓷制备技术秘密转让", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        var wrong = await anyone.GetAsync(new Uri(system.Certificates, "/api/verify/%3Cscript%3E?code=x"));
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.DoesNotContain("<script", await wrong.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }
}
