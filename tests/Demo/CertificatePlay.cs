using System.Globalization;
using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <param name="Kind">The wire name of its kind, as in <c>GET /certificates</c>.</param>
/// <param name="Number">The certificate's own number, not the contract's.</param>
public sealed record IssuedCertificate(string Kind, string Number, byte[] Pdf)
{
    public string FileName => $"{Kind}-{Number}.pdf";
}

/// <summary>
/// Makes certificates of the kinds that the samples do not lead to: one filing is returned and one refused, a contract is changed and
/// cancelled, money is received, and certificates are requested. Uses separate filings, so that the samples stay unchanged.
/// </summary>
public sealed class CertificatePlay(Play play)
{
    private static readonly DateOnly Today = TimeProvider.System.ChinaToday();

    public async Task<IReadOnlyList<IssuedCertificate>> RunAsync(Action<string, int, int> say)
    {
        var subjects = new List<(string Case, string User)>();
        (string What, Func<Task<(string, string)>> Play)[] stories =
        [
            ("a filing returned for correction", ReturnAsync),
            ("a filing refused", RefuseAsync),
            ("a contract changed and cancelled", ChangeAndCancelAsync),
            ("money received and certificates asked for", EarnAsync),
        ];
        foreach (var (index, story) in stories.Index())
        {
            say(story.What, index, stories.Length);
            subjects.Add(await story.Play());
        }
        say("waiting for the certificates", stories.Length, stories.Length);
        await play.DrainedAsync();

        var issued = new List<IssuedCertificate>();
        foreach (var (subject, user) in subjects)
            issued.AddRange(await CollectAsync(subject, user));
        return issued;
    }

    private async Task<(string, string)> ReturnAsync()
    {
        var (id, submitted) = await play.FileAsync(Own("C07", "仓储调度软件许可（补正示例，虚构）"), new Dictionary<string, JsonNode>());
        await StepAsync(
            "registrar-a",
            id,
            "return",
            Done(submitted).Tag,
            new JsonObject
            {
                ["corrections"] = new JsonArray(
                    new JsonObject { ["code"] = "sealDiffers", ["message"] = "买方印章名称与合同首部不一致，请更换或者说明。" },
                    new JsonObject { ["code"] = "proofMissing", ["message"] = "请补充计算机软件著作权登记证书全文。" }
                ),
            }
        );
        return (id, "company-e3");
    }

    private async Task<(string, string)> RefuseAsync()
    {
        var (id, submitted) = await play.FileAsync(
            Own("C09", "振动监测系统供货（不予登记示例，虚构）"),
            new Dictionary<string, JsonNode>()
        );
        var accepted = await StepAsync("registrar-a", id, "accept", Done(submitted).Tag);
        await StepAsync(
            "registrar-a",
            id,
            "refuse",
            accepted.Tag,
            new JsonObject { ["reasonCode"] = "notTechnologyContract", ["remarks"] = "标的为标准产品的买卖和安装，不解决特定技术问题。" }
        );
        return (id, "company-e1");
    }

    private async Task<(string, string)> ChangeAndCancelAsync()
    {
        var sample = Own("C01", "机床热变形补偿技术开发（变更示例，虚构）");
        var registered = await play.RegisterAsync(sample, new Dictionary<string, JsonNode>());
        var id = (string)registered["id"]!;
        var office = play.Contracts("office-u1");
        var attached = Done(
            await office.PostBytesAsync(
                $"/api/contracts/{id}/attachments?kind=changeAgreement&name=change.pdf",
                SamplePdf.With("change"),
                "application/pdf",
                (await office.GetAsync($"/api/contracts/{id}")).Tag
            )
        );
        var content = sample.Content.DeepClone().AsObject();
        content["effectiveTo"] = Day(Today.AddYears(4));
        var filed = await StepAsync(
            "office-u1",
            id,
            "change",
            attached.Tag,
            new JsonObject { ["content"] = content, ["reason"] = "双方约定延长合同有效期" }
        );
        var accepted = await StepAsync("registrar-a", id, "accept", filed.Tag);
        var assessed = await StepAsync("registrar-b", id, "assess", accepted.Tag, sample.Assessment);
        await StepAsync("registrar-b", id, "register", assessed.Tag);
        await play.DrainedAsync();
        await StepAsync(
            "office-u1",
            id,
            "cancel",
            (await office.GetAsync($"/api/contracts/{id}")).Tag,
            new JsonObject { ["reason"] = "双方协商一致解除合同。" }
        );
        return (id, "office-u1");
    }

    private async Task<(string, string)> EarnAsync()
    {
        var registered = await play.RegisterAsync(Own("C01", "智能焊接工艺优化开发（到账示例，虚构）"), new Dictionary<string, JsonNode>());
        var id = (string)registered["id"]!;
        var recorded = Done(
            await play.Contracts("office-u1")
                .PostAsync(
                    "/api/receipts",
                    new JsonObject
                    {
                        ["receivedOn"] = Day(Today),
                        ["amount"] = 480000,
                        ["invoiceNumber"] = $"2450200000{id.GetHashCode(StringComparison.Ordinal) & 0x7FFFFFFF:D10}",
                        ["bankReference"] = "SLIP-0042",
                        ["payer"] = (string)registered["buyers"]![0]!["uscc"]!,
                        ["allocations"] = new JsonArray(new JsonObject { ["contractId"] = id, ["amount"] = 480000 }),
                    }
                )
        );
        Done(await play.Contracts("company-e1").PostAsync($"/api/receipts/{(string)recorded.Body!["id"]!}/confirm", null, recorded.Tag));
        await play.DrainedAsync();
        foreach (
            var (user, kind) in ((string, string)[])
                [("office-u1", "informationSheet"), ("registrar-a", "taxReliefOpinion"), ("office-u1", "registeredList")]
        )
        {
            Done(
                await play.Certificates(user)
                    .PostAsync("/api/certificates", new JsonObject { ["kind"] = kind, ["subjects"] = new JsonArray(id) })
            );
        }
        return (id, "office-u1");
    }

    private async Task<IEnumerable<IssuedCertificate>> CollectAsync(string subject, string user)
    {
        var reader = play.Certificates(user);
        var lines = Done(await reader.GetAsync($"/api/certificates?subject={subject}")).Body!["items"]!
            .AsArray()
            .Select(l => ((string)l!["kind"]!, (string)l["number"]!))
            .ToList();
        if (lines.Exists(l => l.Item1 == "informationSheet"))
        {
            var list = Done(
                await reader.PostAsync("/api/certificates", new JsonObject { ["kind"] = "registeredList", ["subject"] = subject })
            ).Body!;
            lines.Add(("registeredList", (string)list["number"]!));
        }
        var issued = new List<IssuedCertificate>();
        foreach (var (kind, number) in lines)
        {
            var pdf = await reader.Http.GetByteArrayAsync(new Uri($"/api/certificates/{number}/pdf", UriKind.Relative));
            var data = Done(await reader.GetAsync($"/api/certificates/{number}")).Body!;
            if (Ids.Sha256(pdf) != (string)data["sha256"]!)
                throw new DemoFailedException($"{number}: the file is not the one that was committed.");
            issued.Add(new(kind, number, pdf));
        }
        return issued;
    }

    private async Task<ApiAnswer> StepAsync(string user, string id, string action, string? tag, JsonNode? body = null) =>
        Done(await play.Contracts(user).PostAsync($"/api/contracts/{id}/{action}", body?.DeepClone(), tag));

    private static SampleContract Own(string sample, string title)
    {
        var own = SampleFiles.Contract(sample, Today);
        own.Content["title"] = title;
        return own;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ApiAnswer Done(ApiAnswer answer) =>
        answer.Status is 200 or 201
            ? answer
            : throw new DemoFailedException($"answered {answer.Status}: {answer.Body?.ToJsonString(Json.Options) ?? "(no JSON)"}");
}
