using System.Globalization;
using System.Text.RegularExpressions;
using TechTransfer.Demo;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

[Collection(OnTheRunningSystem.Name)]
public sealed partial class Costs(RunningSystem system)
{
    [Fact]
    public async Task The_cost_table_is_what_the_apps_count()
    {
        var counted = await CountAsync();
        var written = await WrittenAsync();
        var wrong = counted
            .Where(c => written.GetValueOrDefault(c.Key, -1) != c.Value)
            .Select(c => $"{c.Key}: {c.Value} counted, {written.GetValueOrDefault(c.Key, -1)} written")
            .Concat(written.Keys.Except(counted.Keys).Select(gone => $"{gone}: not counted"))
            .ToArray();
        Assert.True(wrong.Length == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [InlineData(14, "submit")]
    [InlineData(15, "accept")]
    [InlineData(30, "register (number and messages included)")]
    [InlineData(
        85,
        "file a draft",
        "replace a draft",
        "upload an attachment",
        "submit",
        "accept",
        "assess",
        "register (number and messages included)"
    )]
    public async Task Common_commands_take_at_most_as_many_calls_as_promised(int most, params string[] operations)
    {
        var written = await WrittenAsync();
        Assert.InRange(operations.Sum(operation => written[operation]), 1, most);
    }

    private static async Task<Dictionary<string, int>> WrittenAsync() =>
        Row()
            .Matches(await File.ReadAllTextAsync(Repository.PathOf("docs", "costs.md")))
            .ToDictionary(m => m.Groups["operation"].Value, m => int.Parse(m.Groups["calls"].ValueSpan, CultureInfo.InvariantCulture));

    private async Task<Dictionary<string, int>> CountAsync()
    {
        var counted = new Dictionary<string, int>();
        ApiAnswer Count(string operation, ApiAnswer answer)
        {
            Assert.True(answer.Status is 200 or 201, $"{operation}: {answer.Status} {answer.Code}");
            counted[operation] = answer.StorageCalls!.Value;
            return answer;
        }
        var sample = SampleFiles.Contract("C01", TimeProvider.System.ChinaToday());
        sample.Content["title"] = "存储调用计数（虚构）";
        var filer = system.Play.Contracts(sample.FiledBy);

        Count("check a filing (dry run)", await filer.PostAsync("/api/contracts/check", sample.Content.DeepClone()));
        var answer = Count("file a draft", await filer.PostAsync("/api/contracts", sample.Content.DeepClone()));
        var id = (string)answer.Body!["id"]!;
        answer = Count("replace a draft", await filer.PutAsync($"/api/contracts/{id}", sample.Content.DeepClone(), answer.Tag));
        foreach (var attachment in sample.Attachments)
        {
            answer = Count(
                "upload an attachment",
                await filer.PostBytesAsync(
                    $"/api/contracts/{id}/attachments?kind={attachment.Kind}&name={Uri.EscapeDataString(attachment.Name)}",
                    SampleAttachments.Pdf("C01", "计数", attachment.Name),
                    "application/pdf",
                    answer.Tag
                )
            );
        }
        answer = Count("submit", await filer.PostAsync($"/api/contracts/{id}/submit", null, answer.Tag));
        answer = Count("accept", await system.Play.Contracts("registrar-a").PostAsync($"/api/contracts/{id}/accept", null, answer.Tag));
        answer = Count(
            "assess",
            await system.Play.Contracts("registrar-b").PostAsync($"/api/contracts/{id}/assess", sample.Assessment!.DeepClone(), answer.Tag)
        );
        var key = $"cost-{id}";
        var before = answer.Tag;
        Count(
            "register (number and messages included)",
            await system.Play.Contracts("registrar-b").PostAsync($"/api/contracts/{id}/register", null, before, key)
        );
        Count(
            "a repeated command",
            await system.Play.Contracts("registrar-b").PostAsync($"/api/contracts/{id}/register", null, before, key)
        );
        Count("read a contract", await filer.GetAsync($"/api/contracts/{id}"));
        Count("read a contract's history", await filer.GetAsync($"/api/contracts/{id}/history"));
        Count("a page of a list", await system.Play.Contracts("registrar-a").GetAsync("/api/contracts?status=registered&limit=5"));
        Count("statistics of a year", await filer.GetAsync("/api/statistics?by=field"));
        var receipt = Count(
            "record a receipt",
            await filer.PostAsync(
                "/api/receipts",
                new System.Text.Json.Nodes.JsonObject
                {
                    ["receivedOn"] = TimeProvider.System.ChinaToday().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    ["amount"] = 480000,
                    ["invoiceNumber"] = "24502000000000777777",
                    ["bankReference"] = "SLIP-0777",
                    ["payer"] = (string)sample.Content["buyers"]![0]!["uscc"]!,
                    ["allocations"] = new System.Text.Json.Nodes.JsonArray(
                        new System.Text.Json.Nodes.JsonObject { ["contractId"] = id, ["amount"] = 480000 }
                    ),
                }
            )
        );
        Count(
            "confirm a receipt (messages included)",
            await system.Play.Contracts("company-e1").PostAsync($"/api/receipts/{(string)receipt.Body!["id"]!}/confirm", null, receipt.Tag)
        );
        await system.Play.DrainedAsync();
        Count(
            "quote",
            await system.Play.Rewards("registrar-a").PostAsync("/api/quotes", new System.Text.Json.Nodes.JsonObject { ["contractId"] = id })
        );
        var entitled = Count(
            "a page of an organisation's entitlements",
            await system
                .Play.Rewards("office-u1")
                .GetAsync(
                    $"/api/entitlements?org={(string)sample.Content["sellers"]![0]!["uscc"]!}&year={TimeProvider.System.ChinaToday().Year}"
                )
        );
        Count(
            "read an entitlement",
            await system.Play.Rewards("office-u1").GetAsync($"/api/entitlements/{(string)entitled.Body!["items"]![0]!["id"]!}")
        );
        var list = Count(
            "the certificates of a contract",
            await system.Play.Certificates("registrar-a").GetAsync($"/api/certificates?subject={id}")
        );
        var certificate = Count(
            "read a certificate's data",
            await system.Play.Certificates("registrar-a").GetAsync($"/api/certificates/{(string)list.Body!["items"]![0]!["number"]!}")
        );
        Count(
            "a certificate's file",
            await system.Play.Certificates("registrar-a").GetAsync($"/api/certificates/{(string)certificate.Body!["number"]!}/pdf")
        );
        Count(
            "verify a certificate",
            await system.Play.Certificates("registrar-a").GetAsync(new Uri((string)certificate.Body!["verifyAt"]!).PathAndQuery)
        );
        await CountClaimAsync(Count);
        var file = await system
            .Play.Certificates("registrar-a")
            .Http.GetByteArrayAsync(new Uri($"/api/certificates/{(string)certificate.Body!["number"]!}/pdf", UriKind.Relative));
        Count(
            "verify a certificate by its file",
            await system.Play.Certificates("registrar-a").PostBytesAsync("/api/verify", file, "application/pdf", null)
        );
        return counted;
    }

    private async Task CountClaimAsync(Func<string, ApiAnswer, ApiAnswer> count)
    {
        var (office, finance) = (system.Play.Rewards("office-u1"), system.Play.Rewards("finance-a"));
        await system.Play.DrainedAsync();
        var list = await office.GetAsync(
            $"/api/entitlements?org={SampleFiles.User("office-u1").Org}&year={TimeProvider.System.ChinaToday().Year}"
        );
        var entitlement = list.Body!["items"]!.AsArray().First(e => (decimal)e!["amount"]! > 0)!;
        var answer = count(
            "file a claim",
            await office.PostAsync(
                "/api/claims",
                new System.Text.Json.Nodes.JsonObject
                {
                    ["entitlementId"] = (string)entitlement["id"]!,
                    ["version"] = (long)entitlement["version"]!,
                    ["bankAccount"] = new System.Text.Json.Nodes.JsonObject
                    {
                        ["number"] = "31050110123400009999",
                        ["bank"] = "重庆农商行大学城支行",
                    },
                }
            )
        );
        var claim = $"/api/claims/{(string)answer.Body!["id"]!}";
        answer = count("check a claim", await finance.PostAsync($"{claim}/check", null, answer.Tag));
        answer = count("settle a claim alone", await finance.PostAsync($"{claim}/settle", null, answer.Tag));
        count("open the public notice of a claim", await finance.PostAsync($"{claim}/publish", null, answer.Tag));
        count("read a claim", await office.GetAsync(claim));
        count("read a claim's history", await office.GetAsync($"{claim}/history"));
        count("a page of claims", await finance.GetAsync("/api/claims?status=onNotice&limit=5"));
        count("a page of public notices", await office.GetAsync("/api/notices?limit=5"));
    }

    [GeneratedRegex(@"^\| (?<operation>[^|]+?) \| (?<calls>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
