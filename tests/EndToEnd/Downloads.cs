using System.Text;
using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

/// <summary>Calls every operation that answers with something other than JSON, according to the OpenAPI descriptions.</summary>
[Collection(OnTheRunningSystem.Name)]
public sealed class Downloads(RunningSystem system)
{
    private static readonly int Year = TimeProvider.System.ChinaToday().Year;

    // Requests for each operation; the test fails for an operation that is missing here.
    private Dictionary<string, Func<Task<IReadOnlyList<(Api Caller, string Path)>>>> Calls =>
        new()
        {
            ["ExportNational"] = () =>
                Of(
                    system.Play.Contracts("registrar-a"),
                    $"/api/exports/national?year={Year}",
                    $"/api/exports/national?year={Year}&format=xlsx"
                ),
            ["GetImportRows"] = ImportAsync,
            ["GetReceiptPaper"] = ReceiptPaperAsync,
            ["GetAttachment"] = () =>
                Of(
                    system.Play.Contracts("office-u1"),
                    $"/api/contracts/{system.Sample("C01").ContractId}/attachments/{(string)system.Sample("C01").Contract["attachments"]![0]!["sha256"]!}"
                ),
            ["GetSettlement"] = SettlementAsync,
            ["GetContractArchive"] = () =>
                Of(system.Play.Contracts("office-u1"), $"/api/contracts/{system.Sample("C01").ContractId}/archive"),
            // No request: no sample policy asks for a declared fact of a contract. Its evidence is served by the same code as attachments.
            ["GetContractProof"] = () => Of(system.Play.Rewards("office-u1")),
            // No request: the sample policies accept no evidence to upload. Evidence is served by the same code as attachments.
            ["GetEvidence"] = () => Of(system.Play.Rewards("office-u1")),
            ["GetCertificatePdf"] = () =>
                Of(system.Play.Certificates("registrar-a"), $"/api/certificates/{(string)system.Sample("C01").Certificate["number"]!}/pdf"),
            ["GetDocument"] = DocumentAsync,
            ["GetAchievementLedger"] = async () => Tables($"/api/achievements/{await FirstAsync("achievements")}/ledger?"),
            ["GetGrantLedger"] = async () => Tables($"/api/grants/{await FirstAsync("grants")}/ledger?"),
            ["GetOrganisationLedger"] = () => Task.FromResult(Tables($"/api/ledger?year={Year}&")),
            ["GetAnnualReport"] = () => Task.FromResult(Tables($"/api/annual-reports/{Year}?")),
            ["GetHeadsKey"] = () =>
                Task.FromResult<IReadOnlyList<(Api, string)>>([.. Apps.Select(app => (system.Play.As("auditor", app), "/api/heads/key"))]),
        };

    private Uri[] Apps => [system.Contracts, system.Rewards, system.Grants, system.Certificates];

    [Fact]
    public async Task No_browser_takes_a_download_for_anything_but_its_type()
    {
        var (wrong, called) = (new List<string>(), 0);
        foreach (var operation in await OperationsAsync())
        {
            if (!Calls.TryGetValue(operation, out var call))
            {
                wrong.Add($"{operation} is not called here");
                continue;
            }
            foreach (var (caller, path) in await call())
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                using var answer = await caller.Http.SendAsync(request);
                called++;
                var type = answer.Content.Headers.ContentType?.MediaType;
                var isFile = answer.IsSuccessStatusCode && type is not (null or "application/json");
                if (!isFile)
                    wrong.Add($"{operation} {path}: {(int)answer.StatusCode} {type}");
                if (!answer.Headers.TryGetValues("X-Content-Type-Options", out var options) || options.Single() != "nosniff")
                    wrong.Add($"{operation} {path}: no nosniff");
                if (answer.Content.Headers.ContentDisposition is not { DispositionType: "attachment", FileNameStar.Length: > 0 })
                    wrong.Add($"{operation} {path}: no name");
            }
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.InRange(called, 20, 100);
    }

    private async Task<IReadOnlyList<string>> OperationsAsync()
    {
        using var anyone = new HttpClient();
        var all = new HashSet<string>();
        foreach (var app in Apps)
        {
            var description = JsonNode.Parse(await anyone.GetStringAsync(new Uri(app, "/api/openapi.json")))!;
            foreach (var operation in description["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(m => m.Value!))
            {
                var types = operation["responses"]!
                    .AsObject()
                    .Where(r => r.Key.StartsWith('2'))
                    .SelectMany(r => r.Value!["content"]?.AsObject().Select(c => c.Key) ?? []);
                if (types.Any(t => t != "application/json"))
                    all.Add((string)operation["operationId"]!);
            }
        }
        return [.. all];
    }

    private static Task<IReadOnlyList<(Api Caller, string Path)>> Of(Api caller, params string[] paths) =>
        Task.FromResult<IReadOnlyList<(Api, string)>>([.. paths.Select(p => (caller, p))]);

    private IReadOnlyList<(Api Caller, string Path)> Tables(string path) =>
        [.. new[] { "csv", "xlsx" }.Select(f => (system.Play.Grants("office-u1"), $"{path}format={f}"))];

    private async Task<string> FirstAsync(string kind) =>
        (string)
            (await system.Play.Grants("office-u1").GetAsync($"/api/{kind}?org={SampleFiles.User("office-u1").Org}")).Body!["items"]![0]![
                "id"
            ]!;

    private async Task<IReadOnlyList<(Api, string)>> ImportAsync()
    {
        var office = system.Play.Contracts("office-u2");
        var started = Done(
            await office.PostBytesAsync(
                "/api/imports?mode=drafts",
                Encoding.UTF8.GetBytes(
                    "projectname,contracttype,signdate,contractbegindate,contractenddate,paymethod,isrelated,projectplantype,ipr,techarea,industry,socioeconomicgoal,buyername,buyertype,seller_name,seller_type\nx,D1,,,,,,,,,,,,,,\n"
                ),
                "text/csv",
                null
            )
        );
        return await Of(office, $"/api/imports/{(string)started.Body!["id"]!}/rows?format=csv");
    }

    private async Task<IReadOnlyList<(Api, string)>> ReceiptPaperAsync()
    {
        var (office, sample) = (system.Play.Contracts("office-u1"), system.Sample("C01"));
        var recorded = Done(
            await office.PostAsync(
                "/api/receipts",
                new JsonObject
                {
                    ["receivedOn"] = TimeProvider
                        .System.ChinaToday()
                        .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    ["amount"] = 10,
                    ["invoiceNumber"] = "24502000000000888888",
                    ["bankReference"] = "SLIP-0888",
                    ["payer"] = (string)sample.Contract["buyers"]![0]!["uscc"]!,
                    ["allocations"] = new JsonArray(new JsonObject { ["contractId"] = sample.ContractId, ["amount"] = 10 }),
                    ["attachments"] = new JsonArray(new JsonObject { ["kind"] = "bankSlip", ["name"] = "slip.html" }),
                }
            )
        );
        var receipt = $"/api/receipts/{(string)recorded.Body!["id"]!}";
        var attached = Done(
            await office.PostBytesAsync(
                $"{receipt}/attachments?kind=bankSlip&name=slip.html",
                SamplePdf.With("slip"),
                "application/pdf",
                recorded.Tag
            )
        );
        return await Of(office, $"{receipt}/attachments/{(string)attached.Body!["sha256"]!}");
    }

    private async Task<IReadOnlyList<(Api, string)>> SettlementAsync()
    {
        var finance = system.Play.Rewards("finance-a");
        var run = Done(
            await finance.PostAsync(
                "/api/settlements",
                new JsonObject { ["policyId"] = (string)(await EntitlementAsync())["policyId"]!, ["year"] = Year }
            )
        );
        var settlement = $"/api/settlements/{(string)run.Body!["id"]!}";
        await system.Play.DrainedAsync();
        for (var waited = 0; (string?)Done(await finance.GetAsync(settlement)).Body!["status"] != "ready"; waited++)
        {
            Assert.True(waited < 300, "The run is not ready.");
            await Task.Delay(200);
        }
        return await Of(finance, $"{settlement}?format=csv", $"{settlement}?format=xlsx");
    }

    private async Task<IReadOnlyList<(Api, string)>> DocumentAsync()
    {
        var office = system.Play.Grants("office-u1");
        var achievement = $"/api/achievements/{await FirstAsync("achievements")}";
        var document = Done(
            await office.PostBytesAsync(
                $"{achievement}/documents?name=plan.pdf",
                SamplePdf.With("plan"),
                "application/pdf",
                (await office.GetAsync(achievement)).Tag
            )
        );
        return await Of(office, $"{achievement}/documents/{(string)document.Body!["sha256"]!}");
    }

    private async Task<JsonNode> EntitlementAsync() =>
        Done(
            await system.Play.Rewards("office-u1").GetAsync($"/api/entitlements?org={SampleFiles.User("office-u1").Org}&year={Year}")
        ).Body!["items"]!
            .AsArray()
            .First(e => (decimal)e!["amount"]! > 0)!;

    private static ApiAnswer Done(ApiAnswer answer)
    {
        Assert.True(answer.Status is 200 or 201, $"{answer.Status} {answer.Body?.ToJsonString(Json.Options)}");
        return answer;
    }
}
