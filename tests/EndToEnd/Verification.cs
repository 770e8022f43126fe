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
    public async Task A_browser_is_led_to_the_page_of_the_portal()
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml");
        var certificate = system.Sample("C05").Certificate;

        using var answer = await browser.GetAsync(new Uri((string)certificate["verifyAt"]!));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(
            new Uri(system.Portal, $"/portal/verify?number={(string)certificate["number"]!}&code={(string)certificate["code"]!}"),
            answer.Headers.Location
        );
        // What was typed stays data in the address.
        using var odd = await browser.GetAsync(new Uri(system.Certificates, "/api/verify/%3Cscript%3E?code=x%26number=y"));
        Assert.Equal("/portal/verify?number=%3Cscript%3E&code=x%26number%3Dy", odd.Headers.Location?.PathAndQuery);
    }

    [Fact]
    public async Task The_answer_is_there_in_words_with_what_is_printed()
    {
        var view = JsonNode.Parse(await anyone.GetStringAsync(new Uri((string)system.Sample("C05").Certificate["verifyAt"]!)))!;
        Assert.Equal("Genuine and in force", (string?)view["answer"]!["en"]);
        Assert.Contains(
            view["lines"]!.AsArray(),
            line => ((string)line!["shown"]!).StartsWith("耐磨陶瓷制备技术秘密转让", StringComparison.Ordinal)
        );
        Assert.All(view["lines"]!.AsArray(), line => Assert.NotEmpty((string)line!["label"]!["zh"]!));
    }
}
