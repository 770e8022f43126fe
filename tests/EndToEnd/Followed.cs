using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TechTransfer.Demo.Traces;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Messages;
using TechTransfer.Testing;
using TechTransfer.Testing.Otlp;

namespace TechTransfer.EndToEnd;

/// <summary>
/// What operators see of a filing: exported spans and metrics of all apps, and all logs. None of it may contain personal data.
/// </summary>
public sealed class Followed(FollowedSystem system) : IClassFixture<FollowedSystem>
{
    // Unique values for each kind of personal data, to search for in logs and exports.
    private const string Person = "Mark71017101（虚构）",
        Contact = "Mark71057105（虚构）",
        Phone = "139-7102710",
        Identity = "500101197103037108",
        Account = "6217007104710471047";
    private const string Title = "Mark71077107",
        FileName = "Mark71087108",
        Query = "Mark71097109";

    [Fact]
    public async Task A_filing_is_one_trace_in_all_apps_without_personal_data()
    {
        var contract = await RegisterAsync();
        await ClaimAsync();
        await system.Play.Grant.GrantAsync();
        await system.Play.DrainedAsync();
        await WatchAllAsync();

        await OneTraceLeadsToTheCertificateAndTheRewardAsync(contract);
        await EveryAppIsMeasuredAsync();
        await FailAsync();
        NothingPersonalIsTold(contract);
    }

    // Causes failures: a submission with a name that no certificate can show, and refused calls.
    private async Task FailAsync()
    {
        var sample = SampleFiles.Contract("C01", TimeProvider.System.ChinaToday());
        sample.Content["title"] = $"{Title}捕集（虚构）";
        sample.Content["buyers"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    // No font has the hieroglyph.
                    ["name"] = $"{Person}\U00013000",
                    ["kind"] = "400",
                    ["personId"] = Identity,
                    ["region"] = "500107",
                }
            );
        sample = sample with { Attachments = [.. sample.Attachments.Select(a => a with { Name = $"{FileName}-{a.Name}" })] };
        var (_, refused) = await system.Play.FileAsync(sample, new Dictionary<string, JsonNode>());
        Assert.Equal(422, refused.Status);
        Assert.Equal(["text_unprintable"], refused.Body!["errors"]!.AsArray().Select(e => (string)e!["code"]!).Distinct());

        using var http = new HttpClient { BaseAddress = system.Contracts };
        http.DefaultRequestHeaders.Authorization = system.Play.Contracts("office-u1").Http.DefaultRequestHeaders.Authorization;
        foreach (
            var (path, body) in ((string, string?)[])
                [
                    ($"/api/contracts?party={Query}&kind={Query}", null),
                    ($"/api/contracts?cursor={Query}", null),
                    ($"/api/parties?name={Query}", null),
                    ("/api/contracts", $$"""{"title":"{{Title}}","{{Query}}":1}"""),
                    ("/api/contracts", $$"""{"title":"{{Title}}"""),
                    ("/api/contracts", $$"""{"title":["{{Title}}"]}"""),
                    ("/api/receipts", $$"""{"payer":{"name":"{{Person}}"},"bankReference":"{{Account}}","remarks":"{{Title}}"}"""),
                    ("/api/imports", $"{Title},{Person}"),
                ]
        )
        {
            using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"{Query}-key");
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{Query}\"");
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, path == "/api/imports" ? "text/csv" : "application/json");
            using var answer = await http.SendAsync(request);
            Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
        }
    }

    private async Task OneTraceLeadsToTheCertificateAndTheRewardAsync(string contract)
    {
        // The Certificates app also gets a message at the submission, for the application form.
        OtlpSpan? Find(string service, string function, string? message = null) =>
            system.Collector.Spans.FirstOrDefault(s =>
                s.Service == $"techtransfer-{service}"
                && s.Name == function
                && s.Tags.GetValueOrDefault("techtransfer.id") == contract
                && (message is null || s.Tags.GetValueOrDefault("techtransfer.message") == message)
            );
        var registered = await OtlpCollector.WaitForAsync(() => Find("contracts", "RegisterContract"), "the registration");
        foreach (
            var (service, function) in ((string, string)[])
                [("certificates", "CertificatesInbox"), ("rewards", "RewardsInbox"), ("grants", "GrantsInbox")]
        )
        {
            var received = await OtlpCollector.WaitForAsync(() => Find(service, function, MessageNames.ContractRegistered), function);
            Assert.Equal((registered.Trace, registered.Id), (received.Trace, received.Parent));
            Assert.True(int.Parse(received.Tags["techtransfer.storage.calls"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        }
        foreach (var function in (string[])["DraftContract", "SubmitContract", "AcceptContract", "AssessContract"])
            Assert.Equal(registered.Trace, Find("contracts", function)?.Trace);
        var text = TraceText.Of([.. system.Collector.Spans.Where(s => s.Trace == registered.Trace)]);
        foreach (
            var line in (string[])
                [
                    "  SubmitContract ",
                    "  RegisterContract ",
                    " CertificatesInbox ← ContractRegistered ",
                    " RewardsInbox ← ContractRegistered ",
                ]
        )
            Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", text, StringComparison.Ordinal);
        // The trace continues into the reward calculation that the registration causes.
        Assert.Contains(
            system.Collector.Spans,
            s => s.Trace == registered.Trace && s.Service == "techtransfer-rewards" && s.Name == "ClaimsInbox"
        );
    }

    private async Task EveryAppIsMeasuredAsync()
    {
        foreach (var app in (string[])["contracts", "rewards", "grants", "certificates"])
        {
            OtlpPoint? Of(string metric) =>
                system.Collector.Points.FirstOrDefault(p => p.Metric == metric && p.Service == $"techtransfer-{app}");
            await WatchedAsync(() => Of("techtransfer.outbox.age"), $"the watch of {app}");
            Assert.All(
                (string[])
                    [
                        "techtransfer.invocation.duration",
                        "techtransfer.invocation.storage_calls",
                        "techtransfer.queue.length",
                        "techtransfer.queue.poison",
                        "techtransfer.outbox.length",
                    ],
                m => Assert.NotNull(Of(m))
            );
        }
        await OtlpCollector.WaitForAsync(() => Issued.Any() ? system : null, "the certificate issued");
        Assert.Equal(1, Issued.Sum(p => p.Value));
        await LastIsAsync(1, "techtransfer.case.registered", null);
        await LastIsAsync(0, "techtransfer.case.count", "submitted");
        await LastIsAsync(1, "techtransfer.claim.count", "submitted");
        await LastIsAsync(0, "techtransfer.case.clock", "overdue");
    }

    private IEnumerable<OtlpPoint> Issued =>
        system.Collector.Points.Where(p => p.Metric == "techtransfer.certificate.issued" && p.Tags["kind"] == "registration");

    // Wait for the expected value, because the first export may precede the run of the watch.
    private async Task LastIsAsync(double value, string metric, string? tag)
    {
        OtlpPoint? Last() => system.Collector.Points.LastOrDefault(p => p.Metric == metric && (tag is null || p.Tags.Values.Contains(tag)));
        await WatchedAsync(() => Last() is { } last && last.Value == value ? last : null, $"{metric} {tag} = {value}");
    }

    private void NothingPersonalIsTold(string contract)
    {
        var (logs, exported) = (system.Logged, system.Collector.Everything);
        // The logs must be detailed, or finding no personal data in them below would prove nothing.
        Assert.True(logs.Length > 100_000, $"Only {logs.Length} letters were logged.");
        Assert.Contains($"/api/contracts/{contract}/register", logs, StringComparison.Ordinal);
        Assert.Contains(contract, exported, StringComparison.Ordinal);

        string[] users = ["company-e1", "registrar-a", "registrar-b", "office-u1", "office-u1-b"];
        string[] secrets =
        [
            "Mark71017101",
            "Mark71057105",
            Title,
            FileName,
            Query,
            "捕集",
            Phone,
            Identity,
            Account,
            "成员甲",
            "成员丁",
            .. users.Select(u => SampleFiles.User(u).DisplayName),
            .. users.Select(u => system.Play.Contracts(u).Http.DefaultRequestHeaders.Authorization!.Parameter!.Split('.')[2]),
        ];
        foreach (var secret in secrets)
        {
            // JSON escapes characters beyond ASCII, so the plain text alone would not be found.
            var escaped = string.Concat(secret.Select(c => c < 128 ? $"{c}" : $"\\u{(int)c:X4}"));
            foreach (var form in (string[])[secret, escaped])
            {
                Assert.False(logs.Contains(form, StringComparison.OrdinalIgnoreCase), $"'{secret}' was logged: {Around(logs, form)}");
                Assert.False(
                    exported.Contains(form, StringComparison.OrdinalIgnoreCase),
                    $"'{secret}' was exported: {Around(exported, form)}"
                );
            }
        }
    }

    private static string Around(string text, string found)
    {
        var at = text.IndexOf(found, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)];
    }

    // Registers C09 with marked persons, telephones and attachments, and with a natural person as an extra buyer.
    private async Task<string> RegisterAsync()
    {
        var sample = SampleFiles.Contract("C09", TimeProvider.System.ChinaToday());
        var buyers = sample.Content["buyers"]!.AsArray();
        buyers.Add(
            new JsonObject
            {
                ["name"] = Person,
                ["kind"] = "400",
                ["personId"] = Identity,
                ["region"] = "500107",
            }
        );
        foreach (var (i, party) in sample.Content["sellers"]!.AsArray().Concat(buyers).Index())
        {
            // Different persons for each party, because the same person on both sides causes a warning.
            (party!["representative"], party["signer"], party["contact"], party["phone"]) = (
                $"{i}{Person}",
                $"{i}{Person}",
                $"{i}{Contact}",
                $"{Phone}{i}"
            );
            party["signerAuthority"] = "legalRepresentative";
        }
        var registered = await system.Play.RegisterAsync(sample, new Dictionary<string, JsonNode>());
        await system.Play.DrainedAsync();
        return (string)registered["id"]!;
    }

    private async Task ClaimAsync()
    {
        var company = system.Play.Rewards("company-e1");
        var list = await company.GetAsync(
            $"/api/entitlements?org={SampleFiles.User("company-e1").Org}&year={TimeProvider.System.ChinaToday().Year}"
        );
        var entitlement = list.Body!["items"]!.AsArray().First(e => (decimal)e!["amount"]! > 0)!;
        var claim = await company.PostAsync(
            "/api/claims",
            new JsonObject
            {
                ["entitlementId"] = (string)entitlement["id"]!,
                ["version"] = (long)entitlement["version"]!,
                ["bankAccount"] = new JsonObject { ["number"] = Account, ["bank"] = "重庆农商行大学城支行" },
            }
        );
        Assert.True(claim.Status == 201, claim.Body?.ToJsonString(Json.Options));
    }

    // On a busy machine the watch may run too late for these attempts. Then run it again, as its timer would after five minutes.
    private async Task<T> WatchedAsync<T>(Func<T?> look, string what)
        where T : class
    {
        const int Watches = 12,
            AttemptsEach = 800;
        for (var watch = 1; ; watch++)
        {
            try
            {
                return await OtlpCollector.WaitForAsync(look, what, AttemptsEach);
            }
            catch (TimeoutException) when (watch < Watches)
            {
                await WatchAllAsync();
            }
        }
    }

    private async Task WatchAllAsync()
    {
        using var host = new HttpClient();
        foreach (var app in (Uri[])[system.Contracts, system.Rewards, system.Grants, system.Certificates])
        {
            using var content = new StringContent("""{"input":""}""", Encoding.UTF8, "application/json");
            using var answer = await host.PostAsync(new Uri(app, "/admin/functions/Watch"), content);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
    }
}
