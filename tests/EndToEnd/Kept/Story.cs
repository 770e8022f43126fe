using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.EndToEnd.HttpFiles;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd.Kept;

/// <summary>
/// Fills a system with a few weeks of data in which every case occurs once: all statuses of a contract, receipts and refunds, claims and a
/// settlement, grants and distributions, all kinds of certificates, an import. Uses the dates of the test's clock.
/// </summary>
internal sealed class Story(KeptSystem system)
{
    private const string Office = "office-u1",
        SecondOffice = "office-u1-b",
        Buyer = "company-e1";
    private static readonly Dictionary<string, JsonNode> None = [];

    private readonly List<KeptRequest> requests = [];
    private int sent;

    private Play Play => system.Play;

    private DateOnly Today => system.Clock.Today;

    public IReadOnlyList<KeptRequest> Requests => requests;

    /// <summary>Plays all days but the last; all messages are delivered.</summary>
    public async Task BeginAsync()
    {
        await PlayFilesAsync();
        var played = await Play.AllAsync((_, _, _) => { }, "C03", "C05");
        var grant = await Play.Grant.DistributeAsync(played.Single(p => p.Sample.Id == GrantPlay.Converted).ContractId);
        await new CertificatePlay(Play).RunAsync((_, _, _) => { });
        await FileInEveryStatusAsync();
        await NoteFactsAsync();
        await ImportAsync();
        await Play.DrainedAsync();

        await ClaimAsync();
        await ActAsync("grants", Office, $"/api/distributions/{(string)grant.Distribution["id"]!}", "publish");
        await Play.DrainedAsync();
        system.Clock.Advance(24);
        await EndNoticesAsync((string)grant.Distribution["id"]!);
        await RefundAsync(played.Single(p => p.Sample.Id == GrantPlay.Converted).ContractId);
        await Play.DrainedAsync();
        await EndGrantsAsync();
        await Play.DrainedAsync();
    }

    /// <summary>Plays the last day without queue listeners, so that its messages are still waiting when the backup is made.</summary>
    public async Task EndAsync()
    {
        var registered = await RegisterAsync("C02", "末日登记（虚构）");
        var (slip, cancelled) = (await RegisterAsync("C09", "末日笔误（虚构）"), await RegisterAsync("C09", "末日注销（虚构）"));
        var fallen = await RegisterAsync("C10", "末日撤销（虚构）");
        await ActAsync(
            "contracts",
            "registrar-b",
            $"/api/contracts/{fallen}",
            "revoke",
            new JsonObject { ["reason"] = "以欺骗手段取得登记。" }
        );
        await ActAsync("contracts", "registrar-a", $"/api/contracts/{fallen}", "confirmRevocation", Confirmation());
        var changed = (string)(await SendAsync("contracts", Office, "/api/contracts", Content("C01", "末日变更（虚构）"))).Body!["id"]!;
        await ActAsync("contracts", Office, $"/api/contracts/{changed}", "withdraw");
        var returned = (string)(await Play.FileAsync(Own("C07", "末日补正（虚构）"), None)).Id;
        await ActAsync("contracts", "registrar-a", $"/api/contracts/{returned}", "return", Corrections());
        var refused = (string)(await Play.FileAsync(Own("C09", "末日不予登记（虚构）"), None)).Id;
        await ActAsync("contracts", "registrar-a", $"/api/contracts/{refused}", "accept");
        await ActAsync("contracts", "registrar-a", $"/api/contracts/{refused}", "refuse", Refusal());
        var receipt = await RecordAsync(registered, "institute-r1", 100_000, "24502000000099990001");
        await ActAsync("contracts", "finance-a", receipt, "confirm");
        await ActAsync(
            "contracts",
            "institute-r1",
            receipt,
            "refund",
            new JsonObject
            {
                ["refundedOn"] = Day(0),
                ["amount"] = 40_000,
                ["bankReference"] = "REFUND-2",
            }
        );
        await ActAsync("contracts", "finance-a", receipt, "confirm");
        await ActAsync("contracts", "registrar-b", $"/api/contracts/{slip}", "correct", Slip("又一笔误已更正（虚构）"));
        await ActAsync(
            "contracts",
            Buyer,
            $"/api/contracts/{cancelled}",
            "cancel",
            new JsonObject { ["reason"] = "双方协商一致解除合同。" }
        );
        await ActAsync("contracts", Buyer, $"/api/contracts/{refused}", "object", new JsonObject { ["ground"] = "标的含有新的技术内容。" });
        await ActAsync(
            "contracts",
            "registrar-b",
            $"/api/contracts/{refused}",
            "resolve",
            new JsonObject { ["outcome"] = "upheld", ["remarks"] = "重新审查。" }
        );
        await ApproveClaimsAsync(1);
        foreach (var grant in await GrantsAsync())
        {
            var drafts = Done(await Play.Grants(Office).GetAsync($"/api/grants/{grant}/distributions"), grant).Body!["items"]!.AsArray();
            foreach (var distribution in drafts.Where(d => (string)d!["status"]! == "onNotice"))
                await ActAsync("grants", SecondOffice, $"/api/distributions/{(string)distribution!["id"]!}", "approve");
            if ((string)Done(await Play.Grants(Office).GetAsync($"/api/grants/{grant}"), grant).Body!["status"]! == "inForce")
                await ActAsync("grants", Office, $"/api/grants/{grant}", "terminate", Termination());
        }
    }

    private async Task PlayFilesAsync()
    {
        using var key = LocalKeys.Read(system.Places.Keys);
        var moved = new Dictionary<string, Uri>
        {
            ["http://127.0.0.1:7071"] = system.Places.Contracts,
            ["http://127.0.0.1:7072"] = system.Places.Rewards,
            ["http://127.0.0.1:7073"] = system.Places.Grants,
            ["http://127.0.0.1:7074"] = system.Places.Certificates,
        };
        using var player = new HttpFilePlayer(name => LocalUsers.Token(name.ToLowerInvariant().Replace('_', '-'), key), moved);
        foreach (var name in (string[])["contracts", "rewards", "certificates", "grants"])
        {
            await player.PlayAsync(await HttpFile.ReadAsync(Repository.PathOf("docs", "http", $"{name}.http")), Play.DrainedAsync);
        }
    }

    private async Task FileInEveryStatusAsync()
    {
        await SendAsync("contracts", Office, "/api/contracts", Content("C01", "草稿（虚构）"));
        await Play.FileAsync(Own("C01", "已提交（虚构）"), None);
        var withdrawn = await FileAsync("C01", "已撤回（虚构）");
        await ActAsync("contracts", Office, withdrawn, "withdraw");
        var accepted = await FileAsync("C01", "已受理（虚构）");
        await ActAsync("contracts", "registrar-a", accepted, "accept");
        await ActAsync(
            "contracts",
            "registrar-a",
            accepted,
            "reassign",
            new JsonObject { ["to"] = "registrar-b", ["reason"] = "工作安排。" }
        );
        await ActAsync("contracts", "registrar-b", accepted, "recuse", new JsonObject { ["reason"] = "与当事人有利害关系。" });
        var reviewed = await FileAsync("C09", "审查中（虚构）");
        await ActAsync("contracts", "registrar-a", reviewed, "accept");
        await ActAsync("contracts", "registrar-b", reviewed, "assess", Sample("C09").Assessment);
        var large = SampleFiles.Contracts(Today).First(s => s.Expected.Large && s.Assessment is not null).Id;
        var referred = await FileAsync(large, "专家评审（虚构）");
        await ActAsync("contracts", "registrar-a", referred, "accept");
        await ActAsync("contracts", "registrar-a", referred, "refer");
        var corrected = await FileAsync("C07", "补正后再提交（虚构）");
        await ActAsync("contracts", "registrar-a", corrected, "return", Corrections());
        var answer = await Play.Contracts("company-e3").GetAsync(corrected);
        Done(
            await Play.Contracts("company-e3")
                .PostBytesAsync(
                    $"{corrected}/attachments?kind=other&name=proof.pdf",
                    SamplePdf.With("proof"),
                    "application/pdf",
                    answer.Tag
                ),
            "attach"
        );
        var objected = await FileAsync("C09", "异议（虚构）");
        await ActAsync("contracts", "registrar-a", objected, "accept");
        await ActAsync("contracts", "registrar-a", objected, "refuse", Refusal());
        await ActAsync("contracts", Buyer, objected, "object", new JsonObject { ["ground"] = "标的含有新的技术内容。" });
        await ActAsync(
            "contracts",
            "registrar-b",
            objected,
            "resolve",
            new JsonObject { ["outcome"] = "upheld", ["remarks"] = "重新审查。" }
        );
        var revoked = await RegisterAsync("C10", "已撤销（虚构）");
        await ActAsync(
            "contracts",
            "registrar-b",
            $"/api/contracts/{revoked}",
            "revoke",
            new JsonObject { ["reason"] = "以欺骗手段取得登记。" }
        );
        await ActAsync("contracts", "registrar-a", $"/api/contracts/{revoked}", "confirmRevocation", Confirmation());
        var slip = $"/api/contracts/{await RegisterAsync("C09", "笔误（虚构）")}";
        await ActAsync("contracts", "registrar-a", slip, "correct", Slip("笔误已更正（虚构）"));
        await ActAsync(
            "contracts",
            "registrar-a",
            slip,
            "national-number",
            new JsonObject { ["nationalNumber"] = $"310000{Today.Year}000001" }
        );
    }

    private async Task NoteFactsAsync()
    {
        await ActAsync(
            "contracts",
            "registrar-a",
            $"/api/parties/{SampleFiles.Uscc("E4")}",
            "rename",
            new JsonObject
            {
                ["name"] = "成都锦江装备股份有限公司（虚构）",
                ["from"] = Day(-30),
                ["reason"] = "变更登记通知（虚构）",
            }
        );
        await ActAsync(
            "contracts",
            "registrar-a",
            $"/api/parties/{SampleFiles.Uscc("E1")}",
            "zone",
            new JsonObject
            {
                ["inZone"] = true,
                ["from"] = Day(-30),
                ["reason"] = "现场核实（虚构）",
            }
        );
        var users = $"/api/parties/{SampleFiles.Uscc("U2")}/users";
        Done(
            await Play.Contracts("registrar-a")
                .PutAsync(
                    users,
                    new JsonObject
                    {
                        ["users"] = new JsonArray(
                            new JsonObject
                            {
                                ["subject"] = "office-u2",
                                ["name"] = "经办人（虚构）",
                                ["roles"] = new JsonArray("administrator", "filer"),
                            }
                        ),
                    },
                    (await Play.Contracts("registrar-a").GetAsync(users)).Tag
                ),
            "users"
        );
    }

    private async Task ImportAsync()
    {
        var office = Play.Contracts("institute-r1");
        var csv = await Play.Contracts(Office)
            .Http.GetByteArrayAsync(new Uri($"/api/exports/national?year={Today.Year}&format=csv", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/imports?mode=drafts") { Content = new ByteArrayContent(csv) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Add("Idempotency-Key", NextKey());
        using var started = await office.Http.SendAsync(request);
        if (!started.IsSuccessStatusCode)
            throw new InvalidOperationException(await started.Content.ReadAsStringAsync());
        await Play.DrainedAsync();
    }

    private async Task ClaimAsync()
    {
        await new RewardPlay(Play).ClaimAsync();
        var company = Play.Rewards(Buyer);
        var list = Done(await company.GetAsync($"/api/entitlements?org={SampleFiles.Uscc("E1")}&year={Today.Year}"), "entitlements").Body![
            "items"
        ]!.AsArray();
        foreach (var entitlement in list.Where(e => (decimal)e!["amount"]! > 0).Take(2))
        {
            var claim = await SendAsync(
                "rewards",
                Buyer,
                "/api/claims",
                new JsonObject
                {
                    ["entitlementId"] = (string)entitlement!["id"]!,
                    ["version"] = (long)entitlement["version"]!,
                    ["bankAccount"] = new JsonObject { ["number"] = "31050110123400005678", ["bank"] = "重庆农商行大学城支行" },
                }
            );
            var path = $"/api/claims/{(string)claim.Body!["id"]!}";
            if (ReferenceEquals(entitlement, list.First(e => (decimal)e!["amount"]! > 0)))
            {
                await ActAsync("rewards", "finance-a", path, "check");
                var run = await SendAsync(
                    "rewards",
                    "finance-a",
                    "/api/settlements",
                    new JsonObject { ["policyId"] = (string)entitlement["policyId"]!, ["year"] = Today.Year }
                );
                await Play.DrainedAsync();
                await ActAsync("rewards", "finance-a", $"/api/settlements/{(string)run.Body!["id"]!}", "publish");
                await Play.DrainedAsync();
            }
            else
            {
                await ActAsync("rewards", "finance-a", path, "reject", new JsonObject { ["reason"] = "材料不齐。" });
                await ActAsync("rewards", Buyer, path, "appeal", new JsonObject { ["ground"] = "材料已补齐。" });
            }
        }
    }

    private async Task EndNoticesAsync(string distribution)
    {
        await ApproveClaimsAsync(2);
        await ActAsync("grants", SecondOffice, $"/api/distributions/{distribution}", "approve");
        await ActAsync(
            "grants",
            Office,
            $"/api/distributions/{distribution}",
            "pay",
            new JsonObject { ["paidOn"] = Day(0), ["reference"] = "工资 0001" }
        );
    }

    // Approves all claims on notice except the last `left` of them, and pays the first.
    private async Task ApproveClaimsAsync(int left)
    {
        var claims = Done(await Play.Rewards("finance-b").GetAsync("/api/claims?status=onNotice"), "claims").Body!["items"]!.AsArray();
        foreach (var (index, claim) in claims.SkipLast(left).Index())
        {
            var path = $"/api/claims/{(string)claim!["id"]!}";
            await ActAsync("rewards", "finance-b", path, "approve");
            if (index == 0)
                await ActAsync("rewards", "finance-a", path, "pay", new JsonObject { ["paidOn"] = Day(0), ["reference"] = "国库 0001" });
        }
    }

    private async Task RefundAsync(string contract)
    {
        var receipts = Done(await Play.Contracts(Office).GetAsync($"/api/receipts?contract={contract}"), "receipts").Body![
            "items"
        ]!.AsArray();
        var path = $"/api/receipts/{(string)receipts[0]!["id"]!}";
        await ActAsync(
            "contracts",
            Office,
            path,
            "refund",
            new JsonObject
            {
                ["refundedOn"] = Day(0),
                ["amount"] = 80_000,
                ["bankReference"] = "REFUND-1",
            }
        );
        await ActAsync("contracts", "finance-a", path, "confirm");
    }

    private async Task EndGrantsAsync()
    {
        await ActAsync("grants", Office, $"/api/grants/{(await GrantsAsync())[0]}", "terminate", Termination());
    }

    private async Task<string[]> GrantsAsync() =>
        [.. Done(await Play.Grants(Office).GetAsync("/api/grants"), "grants").Body!["items"]!.AsArray().Select(g => (string)g!["id"]!)];

    private JsonObject Termination() =>
        new()
        {
            ["ground"] = "agreed",
            ["reason"] = "双方协商终止。",
            ["on"] = Day(0),
        };

    private static JsonObject Slip(string title) =>
        new()
        {
            ["corrections"] = new JsonArray(new JsonObject { ["path"] = "title", ["value"] = title }),
            ["reason"] = "登记时录入笔误。",
        };

    private async Task<string> RegisterAsync(string sample, string title)
    {
        var registered = await Play.RegisterAsync(Own(sample, title), None);
        return (string)registered["id"]!;
    }

    private async Task<string> FileAsync(string sample, string title)
    {
        var (id, answer) = await Play.FileAsync(Own(sample, title), None);
        Done(answer, title);
        return $"/api/contracts/{id}";
    }

    private async Task<string> RecordAsync(string contract, string payee, int amount, string invoice)
    {
        var registered = Done(await Play.Contracts("auditor").GetAsync($"/api/contracts/{contract}"), contract).Body!;
        var recorded = await SendAsync(
            "contracts",
            payee,
            "/api/receipts",
            new JsonObject
            {
                ["receivedOn"] = Day(0),
                ["amount"] = amount,
                ["invoiceNumber"] = invoice,
                ["bankReference"] = $"SLIP-{invoice}",
                ["payer"] = (string)registered["buyers"]![0]!["uscc"]!,
                ["allocations"] = new JsonArray(new JsonObject { ["contractId"] = contract, ["amount"] = amount }),
            }
        );
        return $"/api/receipts/{(string)recorded.Body!["id"]!}";
    }

    private async Task<ApiAnswer> ActAsync(string app, string user, string thing, string action, JsonNode? body = null) =>
        await SendAsync(app, user, $"{thing}/{action}", body, Done(await Questions.ApiOf(system, app, user).GetAsync(thing), thing).Tag);

    private async Task<ApiAnswer> SendAsync(string app, string user, string path, JsonNode? body, string? tag = null)
    {
        var key = NextKey();
        var answer = Done(await Questions.ApiOf(system, app, user).PostAsync(path, body?.DeepClone(), tag, key), $"{user} {path}");
        requests.Add(new(app, user, path, key, tag, body?.DeepClone(), answer.Status, answer.Tag));
        return answer;
    }

    private string NextKey() => $"\"kept-{++sent}\"";

    private SampleContract Sample(string id) => SampleFiles.Contract(id, Today);

    private SampleContract Own(string id, string title)
    {
        var own = Sample(id);
        own.Content["title"] = title;
        return own;
    }

    private JsonObject Content(string id, string title) => Own(id, title).Content.DeepClone().AsObject();

    private static JsonObject Corrections() =>
        new()
        {
            ["corrections"] = new JsonArray(
                new JsonObject { ["code"] = "sealDiffers", ["message"] = "买方印章名称与合同首部不一致，请更换或者说明。" }
            ),
        };

    private static JsonObject Confirmation() => new() { ["confirmed"] = true };

    private static JsonObject Refusal() =>
        new() { ["reasonCode"] = "notTechnologyContract", ["remarks"] = "标的为标准产品的买卖和安装，不解决特定技术问题。" };

    private string Day(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ApiAnswer Done(ApiAnswer answer, string what) =>
        answer.Status is 200 or 201
            ? answer
            : throw new InvalidOperationException($"{what} was answered {answer.Status}: {answer.Body?.ToJsonString(Json.Options)}");
}
