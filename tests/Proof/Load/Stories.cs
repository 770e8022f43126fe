using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Proof.Hosts;
using TechTransfer.Testing;

namespace TechTransfer.Proof.Load;

/// <summary>
/// Stories: random walks of offices, companies, registrars and finance through whole workflows. The seed decides every choice.
/// </summary>
public sealed class Stories(TwoInstances system, Play play, int seed, Pending pending)
{
    // Samples that do not depend on another contract or an achievement.
    private static readonly string[] Samples = ["C01", "C02", "C04", "C05", "C06", "C07", "C08", "C09", "C10", "C12", "C13", "C15", "C16"];

    private static readonly Dictionary<string, string> Payers = new()
    {
        ["C01"] = "company-e1",
        ["C10"] = "company-e4",
        ["C04"] = "company-e2",
        ["C02"] = "company-e2",
        ["C07"] = "company-e1",
        ["C09"] = "company-e5",
    };

    // How long a client waits for an effect in another app; after that the story goes on without it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DateOnly today = system.Clock.ChinaToday();

    public Task TellAsync(int number)
    {
        var random = new Random(unchecked(seed * 1_000_003 + number));
        return random.Next(100) switch
        {
            < 52 => ContractAsync(number, random),
            < 62 => GrantAsync(number, random),
            < 78 => ClaimAsync(random),
            < 86 => ImportAsync(number, random),
            < 92 => SettlementAsync(random),
            _ => ReissueAsync(number),
        };
    }

    /// <summary>Completes a claim or distribution whose public notice has ended; when there is none, runs a random story.</summary>
    public Task ConcludeAsync(int number)
    {
        var random = new Random(unchecked(seed * 1_000_003 + number));
        if (pending.Claims.TryDequeue(out var claim))
            return PayClaimAsync(claim, number, random);
        return pending.Distributions.TryDequeue(out var distribution) ? PayDistributionAsync(distribution, number) : TellAsync(number);
    }

    /// <summary>Stories that together send every kind of command once.</summary>
    public IReadOnlyList<Func<int, Random, Task>> Whole =>
        [
            WholeContractAsync,
            RevokedContractAsync,
            GrantAsync,
            (_, random) => ClaimAsync(random),
            (_, random) => SettlementAsync(random),
            ImportAsync,
            (number, _) => ReissueAsync(number),
        ];

    private async Task WholeContractAsync(int number, Random random)
    {
        var sample = Own("C01", number);
        var registered = await play.RegisterAsync(sample, new Dictionary<string, JsonNode>());
        var id = (string)registered["id"]!;
        await ReceiptAsync(sample, registered, Payers[sample.Id], number, random, isRefunded: true);
        await ChangeAsync(sample, id);
        await CorrectAsync(sample, id);
        await CertificateAsync(sample.FiledBy, "informationSheet", id);
        await OnContractAsync(sample.FiledBy, id, "cancel", new JsonObject { ["reason"] = "双方协商一致解除合同。" });
    }

    private async Task RevokedContractAsync(int number, Random random)
    {
        var sample = Own("C02", number);
        var registered = await play.RegisterAsync(sample, new Dictionary<string, JsonNode>());
        var id = (string)registered["id"]!;
        await ObjectAsync(sample, id);
        await RevokeAsync(id);
    }

    private async Task ContractAsync(int number, Random random)
    {
        var sample = Own(Samples[random.Next(Samples.Length)], number);
        if (random.Next(4) == 0)
        {
            await BackAsync(sample, random);
            return;
        }
        var registered = await play.RegisterAsync(sample, new Dictionary<string, JsonNode>());
        var id = (string)registered["id"]!;
        if (Payers.TryGetValue(sample.Id, out var payer))
            await ReceiptAsync(sample, registered, payer, number, random, random.Next(2) == 0);
        if (random.Next(3) == 0)
            await ChangeAsync(sample, id);
        if (random.Next(4) == 0)
            await CorrectAsync(sample, id);
        if (random.Next(6) == 0)
            await ObjectAsync(sample, id);
        if (random.Next(2) == 0)
            await CertificateAsync(sample.FiledBy, "informationSheet", id);
        switch (random.Next(8))
        {
            case 0 or 1:
                await OnContractAsync(sample.FiledBy, id, "cancel", new JsonObject { ["reason"] = "双方协商一致解除合同。" });
                break;
            case 2:
                await RevokeAsync(id);
                break;
        }
    }

    // Files a contract that is refused or withdrawn, or first returned for correction.
    private async Task BackAsync(SampleContract sample, Random random)
    {
        var (id, answer) = await play.FileAsync(sample, new Dictionary<string, JsonNode>());
        Expect(sample.FiledBy, "submit", answer);
        switch (random.Next(3))
        {
            case 0:
                await OnContractAsync(
                    "registrar-a",
                    id,
                    "return",
                    new JsonObject
                    {
                        ["corrections"] = new JsonArray(new JsonObject { ["code"] = "proofMissing", ["message"] = "请补充证明。" }),
                    }
                );
                var content = sample.Content.DeepClone().AsObject();
                content["title"] = $"{(string)content["title"]!}（已补正）";
                await OnTagAsync(sample.FiledBy, id, (api, tag) => api.PutAsync($"/api/contracts/{id}", content, tag));
                await OnContractAsync(sample.FiledBy, id, "submit", Answered(sample));
                break;
            case 1:
                await OnContractAsync("registrar-a", id, "accept", null);
                await OnContractAsync(
                    "registrar-a",
                    id,
                    "refuse",
                    new JsonObject { ["reasonCode"] = "notTechnologyContract", ["remarks"] = "标的为标准产品的买卖和安装。" }
                );
                break;
            default:
                await OnContractAsync(sample.FiledBy, id, "withdraw", null);
                break;
        }
    }

    private async Task ReceiptAsync(SampleContract sample, JsonNode registered, string payer, int number, Random random, bool isRefunded)
    {
        var id = (string)registered["id"]!;
        var office = play.Contracts(sample.FiledBy);
        var amount = 1000 * random.Next(1, 30);
        var recorded = Expect(
            sample.FiledBy,
            "receipts",
            await office.PostAsync(
                "/api/receipts",
                new JsonObject
                {
                    ["receivedOn"] = Day(today),
                    ["amount"] = amount,
                    ["invoiceNumber"] = $"{seed:D10}{number:D8}",
                    ["bankReference"] = $"SLIP-{seed}-{number}",
                    ["payer"] = (string)registered["buyers"]![0]!["uscc"]!,
                    ["allocations"] = new JsonArray(new JsonObject { ["contractId"] = id, ["amount"] = amount }),
                }
            )
        );
        var receipt = (string)recorded.Body!["id"]!;
        await OnReceiptAsync(random.Next(2) == 0 ? payer : "finance-a", receipt, "confirm", null);
        if (!isRefunded)
            return;
        await OnReceiptAsync(
            sample.FiledBy,
            receipt,
            "refund",
            new JsonObject
            {
                ["refundedOn"] = Day(today),
                ["amount"] = amount / 2,
                ["bankReference"] = $"BACK-{seed}-{number}",
            }
        );
        await OnReceiptAsync(payer, receipt, "confirm", null);
    }

    private async Task ChangeAsync(SampleContract sample, string id)
    {
        await OnTagAsync(
            sample.FiledBy,
            id,
            (api, tag) =>
                api.PostBytesAsync(
                    $"/api/contracts/{id}/attachments?kind=changeAgreement&name=change.pdf",
                    SamplePdf.With($"change {id}"),
                    "application/pdf",
                    tag
                )
        );
        var content = sample.Content.DeepClone().AsObject();
        content["effectiveTo"] = Day(today.AddYears(4));
        var change = new JsonObject { ["content"] = content, ["reason"] = "双方约定延长合同有效期" };
        if (Reasons(sample)?["reasons"] is { } reasons)
            change["reasons"] = reasons.DeepClone();
        await OnContractAsync(sample.FiledBy, id, "change", change);
        await OnContractAsync("registrar-a", id, "accept", null);
        if (sample.Expected.Large)
            await OnContractAsync("registrar-a", id, "refer", null);
        await OnContractAsync("registrar-b", id, "assess", sample.Assessment);
        if (sample.Expected.Large)
            await OnContractAsync("approver", id, "approve", null);
        await OnContractAsync("registrar-b", id, "register", null);
    }

    private Task CorrectAsync(SampleContract sample, string id) =>
        OnContractAsync(
            "registrar-b",
            id,
            "correct",
            new JsonObject
            {
                ["corrections"] = new JsonArray(
                    new JsonObject { ["path"] = "title", ["value"] = $"{(string)sample.Content["title"]!}（更正）" }
                ),
                ["reason"] = "题名笔误。",
            }
        );

    // An objection must be resolved by someone other than those who assessed and registered.
    private async Task ObjectAsync(SampleContract sample, string id)
    {
        await OnContractAsync(sample.FiledBy, id, "object", new JsonObject { ["ground"] = "技术交易额认定有误。" });
        await OnContractAsync(
            "registrar-a",
            id,
            "resolve",
            new JsonObject { ["outcome"] = "dismissed", ["remarks"] = "经复核，原认定正确。" }
        );
    }

    private static JsonObject Revocation() => new() { ["reason"] = "经查申报材料不实。" };

    // Waits for the certificate of registration, which appears after the contract has its number, and then requests a certificate.
    private async Task CertificateAsync(string user, string kind, string subject)
    {
        var reader = play.Certificates(user);
        for (var until = system.Now + Patience; system.Now < until; await Task.Delay(500))
        {
            var issued = await reader.GetAsync($"/api/certificates?subject={subject}");
            if (
                issued.Status == 404
                || !Expect(user, "certificates", issued).Body!["items"]!.AsArray().Any(item => (string)item!["kind"]! == "registration")
            )
                continue;
            Expect(
                user,
                kind,
                await reader.PostAsync("/api/certificates", new JsonObject { ["kind"] = kind, ["subjects"] = new JsonArray(subject) })
            );
            return;
        }
    }

    private async Task GrantAsync(int number, Random random)
    {
        var grant = new GrantPlay(play);
        var achievement = await grant.GrantAsync($"ZL-{seed}-{number}");
        var sample = Own("C03", number);
        sample.Content["achievementId"] = achievement;
        var registered = await play.RegisterAsync(sample, new Dictionary<string, JsonNode>());
        await ReceiptAsync(sample, registered, "company-e5", number, random, isRefunded: false);
        // The distribution's draft appears only after the receipt has reached the app, which in turn requires that the contract has reached
        // the achievement.
        var office = play.Grants("office-u1");
        for (var until = system.Now + Patience; system.Now < until; await Task.Delay(500))
        {
            var drafts = Expect(office.User, "distributions", await office.GetAsync($"/api/grants/{grant.GrantId}/distributions"));
            if ((string?)drafts.Body!["items"]!.AsArray().FirstOrDefault()?["id"] is not { } id)
                continue;
            await OnTagAsync(office, $"/api/distributions/{id}", tag => office.PostAsync($"/api/distributions/{id}/publish", null, tag));
            pending.PublishDistribution(id);
            return;
        }
    }

    private async Task PayDistributionAsync(string id, int number)
    {
        var office = play.Grants("office-u1-b");
        await OnTagAsync(office, $"/api/distributions/{id}", tag => office.PostAsync($"/api/distributions/{id}/approve", null, tag));
        await OnTagAsync(
            office,
            $"/api/distributions/{id}",
            tag =>
                office.PostAsync(
                    $"/api/distributions/{id}/pay",
                    new JsonObject { ["paidOn"] = Day(today), ["reference"] = $"AWARD-{seed}-{number}" },
                    tag
                )
        );
    }

    private async Task ClaimAsync(Random random)
    {
        var claimant = ((string[])["office-u1", "institute-r1", "company-e1", "company-e2", "office-u2"])[random.Next(5)];
        var list = Expect(
            claimant,
            "entitlements",
            await play.Rewards(claimant).GetAsync($"/api/entitlements?org={SampleFiles.User(claimant).Org}&year={today.Year}")
        );
        foreach (var line in list.Body!["items"]!.AsArray().Where(i => (decimal)i!["amount"]! > 0))
        {
            var filed = await play.Rewards(claimant)
                .PostAsync(
                    "/api/claims",
                    new JsonObject
                    {
                        ["entitlementId"] = (string)line!["id"]!,
                        ["version"] = (long)line["version"]!,
                        ["bankAccount"] = new JsonObject { ["number"] = "31050110123400001234", ["bank"] = "重庆农商行大学城支行" },
                    }
                );
            // Entitlements may change while the claimant reads them, or be claimed already: try the next one.
            if (
                filed.Code
                is "entitlement_stale"
                    or "entitlement_claimed"
                    or "entitlement_changing"
                    or "already_claimed"
                    or "exclusive_group_taken"
                    or "nothing_to_claim"
                    or "application_needed"
                    or "evidence_missing"
            )
                continue;
            Expect(claimant, "claims", filed);
            var id = (string)filed.Body!["id"]!;
            await ExamineAsync(claimant, id, random);
        }
    }

    private async Task ExamineAsync(string claimant, string id, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                await OnClaimAsync("finance-a", id, "check");
                await OnClaimAsync(claimant, id, "withdraw");
                return;
            case 1:
                await OnClaimAsync("finance-a", id, "reject", new JsonObject { ["reason"] = "材料不实。" });
                await OnClaimAsync(claimant, id, "appeal", new JsonObject { ["ground"] = "材料属实。" });
                await OnClaimAsync(
                    "finance-b",
                    id,
                    "decideAppeal",
                    new JsonObject { ["outcome"] = "upheld", ["remarks"] = "原审核有误。" }
                );
                break;
            case 2 or 3 or 4:
                // Stop here: after the check the claim waits for the settlement of its policy year.
                await OnClaimAsync("finance-a", id, "check");
                return;
        }
        foreach (var action in (string[])["check", "settle", "publish"])
            await OnClaimAsync("finance-a", id, action);
        pending.PublishClaim(id);
    }

    private async Task SettlementAsync(Random random)
    {
        var finance = play.Rewards("finance-a");
        var policy = ((string[])["sample-seller", "sample-buyer"])[random.Next(2)];
        var started = Expect(
            finance.User,
            "settlements",
            await finance.PostAsync("/api/settlements", new JsonObject { ["policyId"] = policy, ["year"] = today.Year })
        );
        var run = $"/api/settlements/{(string)started.Body!["id"]!}";
        if (await ReachesAsync(finance, run, "ready") is null)
            return;
        await OnTagAsync(finance, run, tag => finance.PostAsync($"{run}/publish", null, tag));
        if (await ReachesAsync(finance, run, "published") is not { } published)
            return;
        foreach (var line in published["lines"]!.AsArray())
            pending.PublishClaim((string)line!["claimId"]!);
    }

    // Returns null when the status is not reached in time; the story then goes on without it.
    private async Task<JsonNode?> ReachesAsync(Api finance, string run, string status)
    {
        for (var until = system.Now + Patience; system.Now < until; await Task.Delay(500))
        {
            var read = Expect(finance.User, run, await finance.GetAsync(run));
            if ((string?)read.Body!["status"] == status)
                return read.Body;
        }
        return null;
    }

    private async Task PayClaimAsync(string id, int number, Random random)
    {
        var payment = new JsonObject { ["paidOn"] = Day(today), ["reference"] = $"PAY-{seed}-{number}" };
        await OnClaimAsync("finance-b", id, "approve");
        await OnClaimAsync("finance-a", id, "pay", payment);
        if (random.Next(4) != 0)
            return;
        await OnClaimAsync("finance-a", id, "payFailed", new JsonObject { ["reason"] = "账号不符。" });
        await OnClaimAsync("finance-a", id, "pay", payment);
    }

    private Task OnClaimAsync(string user, string id, string action, JsonNode? body = null) =>
        OnTagAsync(
            play.Rewards(user),
            $"/api/claims/{id}",
            tag => play.Rewards(user).PostAsync($"/api/claims/{id}/{action}", body?.DeepClone(), tag)
        );

    private async Task ImportAsync(int number, Random random)
    {
        var rows = new StringBuilder(
            "projectname,contracttype,totalamount,technicalamount,signdate,contractbegindate,contractenddate,paymethod,isrelated,projectplantype,ipr,techarea,industry,socioeconomicgoal,buyername,buyertype,buyer_uscc,region,seller_name,seller_type,seller_uscc,seller_region\n"
        );
        var content = SampleFiles.Contract("C02", today).Content;
        JsonNode seller = content["sellers"]![0]!,
            buyer = content["buyers"]![0]!;
        for (var row = 0; row < random.Next(3, 40); row++)
        {
            rows.Append(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"导入 {seed} {number} {row}（虚构）,{(string)content["kind"]!},{10000 + row},{10000 + row},{(string)content["signedOn"]!},{(string)content["effectiveFrom"]!},{(string)content["effectiveTo"]!},once,否,"
                    )
                )
                .Append(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(string)content["planSource"]!},{(string)content["ipKind"]!},{(string)content["technicalField"]!},{(string)content["industry"]!},{(string)content["socioEconomicGoal"]!},"
                    )
                )
                .Append(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(string)buyer["name"]!},{(string)buyer["kind"]!},{(string)buyer["uscc"]!},{(string)buyer["region"]!},{(string)seller["name"]!},{(string)seller["kind"]!},{(string)seller["uscc"]!},{(string)seller["region"]!}\n"
                    )
                );
        }
        Expect(
            "institute-r1",
            "imports",
            await play.Contracts("institute-r1")
                .PostBytesAsync("/api/imports?mode=drafts", Encoding.UTF8.GetBytes(rows.ToString()), "text/csv", null)
        );
    }

    private async Task ReissueAsync(int number) =>
        Expect(
            "registrar-a",
            "reissues",
            await play.Certificates("registrar-a")
                .PostAsync("/api/reissues", new JsonObject { ["year"] = today.Year, ["reason"] = $"版式更新 {number}" })
        );

    private Task OnContractAsync(string user, string id, string action, JsonNode? body) =>
        OnTagAsync(user, id, (api, tag) => api.PostAsync($"/api/contracts/{id}/{action}", body?.DeepClone(), tag));

    private Task OnReceiptAsync(string user, string id, string action, JsonNode? body) =>
        OnTagAsync(
            play.Contracts(user),
            $"/api/receipts/{id}",
            tag => play.Contracts(user).PostAsync($"/api/receipts/{id}/{action}", body?.DeepClone(), tag)
        );

    private Task OnTagAsync(string user, string id, Func<Api, string?, Task<ApiAnswer>> act) =>
        OnTagAsync(play.Contracts(user), $"/api/contracts/{id}", tag => act(play.Contracts(user), tag));

    // Reads the aggregate and acts on the version read; repeats both on a version conflict.
    private async Task OnTagAsync(Api api, string path, Func<string?, Task<ApiAnswer>> act)
    {
        while (true)
        {
            var read = Expect(api.User, path, await api.GetAsync(path));
            var answer = await UntilKnownAsync(() => act(read.Tag));
            if (answer.Code == "version_conflict")
                continue;
            Expect(api.User, path, answer);
            return;
        }
    }

    // Repeats a call that is refused because a contract or receipt has not reached this app yet.
    private async Task<ApiAnswer> UntilKnownAsync(Func<Task<ApiAnswer>> ask)
    {
        for (var until = system.Now + Patience; ; )
        {
            var answer = await ask();
            if (answer.Code != "not_yet_known" || system.Now > until)
                return answer;
            await Task.Delay(500);
        }
    }

    private SampleContract Own(string id, int number)
    {
        var own = SampleFiles.Contract(id, today);
        own.Content["title"] = $"{(string)own.Content["title"]!} {seed}-{number}";
        return own;
    }

    private async Task RevokeAsync(string id)
    {
        await OnContractAsync("registrar-b", id, "revoke", Revocation());
        await OnContractAsync("registrar-a", id, "confirmRevocation", new JsonObject { ["confirmed"] = true });
    }

    private static JsonObject Answered(SampleContract sample)
    {
        var body = Reasons(sample) ?? [];
        body["answers"] = new JsonArray(new JsonObject { ["correction"] = 0, ["text"] = "已补充证明。" });
        return body;
    }

    private static JsonObject? Reasons(SampleContract sample) =>
        sample.Reasons.Count == 0
            ? null
            : new()
            {
                ["reasons"] = new JsonArray([
                    .. sample.Reasons.Select(r =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["code"] = r.Code,
                                ["path"] = r.Path,
                                ["reason"] = r.Reason,
                            }
                    ),
                ]),
            };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ApiAnswer Expect(string user, string path, ApiAnswer answer) =>
        answer.Status is >= 200 and < 300 ? answer : throw new RefusedException(user, path, answer);
}
