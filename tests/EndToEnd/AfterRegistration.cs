using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

[Collection(OnTheRunningSystem.Name)]
public sealed class AfterRegistration(RunningSystem system)
{
    [Fact]
    public async Task A_change_keeps_the_number_and_puts_a_new_edition_in_the_certificates_place()
    {
        var (id, registered) = await RegisterAsync("C01", "变更登记检验（虚构）");
        var first = await CertificateAsync(id);
        var office = system.Play.Contracts("office-u1");

        var answer = await office.GetAsync($"/api/contracts/{id}");
        answer = Done(
            await office.PostBytesAsync(
                $"/api/contracts/{id}/attachments?kind=changeAgreement&name=change.pdf",
                SamplePdf.With("change"),
                "application/pdf",
                answer.Tag
            )
        );
        var content = ContentOf("C01", "变更登记检验（虚构）");
        content["effectiveTo"] = TimeProvider
            .System.ChinaToday()
            .AddYears(4)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        answer = Done(
            await office.PostAsync(
                $"/api/contracts/{id}/change",
                new JsonObject { ["content"] = content, ["reason"] = "双方约定延长合同有效期" },
                answer.Tag
            )
        );
        Assert.Equal("registered", (string?)answer.Body!["status"]);
        Assert.NotNull(answer.Body["pendingChange"]);

        answer = Done(await system.Play.Contracts("registrar-a").PostAsync($"/api/contracts/{id}/accept", null, answer.Tag));
        answer = Done(
            await system
                .Play.Contracts("registrar-b")
                .PostAsync(
                    $"/api/contracts/{id}/assess",
                    SampleFiles.Contract("C01", TimeProvider.System.ChinaToday()).Assessment!.DeepClone(),
                    answer.Tag
                )
        );
        answer = Done(await system.Play.Contracts("registrar-b").PostAsync($"/api/contracts/{id}/register", null, answer.Tag));

        Assert.Equal((string)registered["number"]!, (string)answer.Body!["number"]!);
        Assert.Equal((string)content["effectiveTo"]!, (string)answer.Body["effectiveTo"]!);
        await system.Play.DrainedAsync();
        var second = await CertificateAsync(id);
        Assert.NotEqual((string)first["number"]!, (string)second["number"]!);
        var old = await VerifyAsync(first);
        Assert.Equal(
            ("superseded", false, (string)second["number"]!),
            ((string)old["status"]!, (bool)old["valid"]!, (string)old["supersededBy"]!)
        );
        Assert.True((bool)(await VerifyAsync(second))["valid"]!);
    }

    [Fact]
    public async Task A_cancelled_registration_takes_its_certificate_along()
    {
        var (id, _) = await RegisterAsync("C09", "注销登记检验（虚构）");
        var certificate = await CertificateAsync(id);
        var filer = system.Play.Contracts("company-e1");
        var answer = Done(
            await filer.PostAsync(
                $"/api/contracts/{id}/cancel",
                new JsonObject { ["reason"] = "双方协议解除合同" },
                (await filer.GetAsync($"/api/contracts/{id}")).Tag
            )
        );
        Assert.Equal("cancelled", (string?)answer.Body!["status"]);
        await system.Play.DrainedAsync();
        var verified = await VerifyAsync(certificate);
        Assert.Equal(("cancelled", false), ((string)verified["status"]!, (bool)verified["valid"]!));
        Assert.Equal(
            "not_yet_known",
            (await system.Play.Rewards("registrar-a").PostAsync("/api/quotes", new JsonObject { ["contractId"] = id })).Code
        );
    }

    [Fact]
    public async Task Money_received_is_recorded_by_the_payee_and_confirmed_by_the_payer()
    {
        var (id, registered) = await RegisterAsync("C01", "到账登记检验（虚构）");
        var receipt = new JsonObject
        {
            ["receivedOn"] = TimeProvider.System.ChinaToday().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["amount"] = 480000,
            ["invoiceNumber"] = "24502000000012345678",
            ["bankReference"] = "SLIP-0001",
            ["payer"] = (string)registered["buyers"]![0]!["uscc"]!,
            ["allocations"] = new JsonArray(new JsonObject { ["contractId"] = id, ["amount"] = 480000 }),
        };
        var recorded = Done(await system.Play.Contracts("office-u1").PostAsync("/api/receipts", receipt.DeepClone()));
        var path = $"/api/receipts/{(string)recorded.Body!["id"]!}";
        Assert.Equal(404, (await system.Play.Contracts("company-e4").GetAsync(path)).Status);
        Assert.Equal(409, (await system.Play.Contracts("office-u1").PostAsync("/api/receipts", receipt.DeepClone())).Status);
        var confirmed = Done(await system.Play.Contracts("company-e1").PostAsync($"{path}/confirm", null, recorded.Tag));
        Assert.Equal("confirmed", (string?)confirmed.Body!["status"]);

        var income = Done(await system.Play.Contracts("office-u1").GetAsync($"/api/contracts/{id}/income"));
        // Of the value of 1,200,000 yuan, 960,000 is technical and 480,000 is received: 80% of 480,000.
        Assert.Equal(384000m, (decimal)income.Body!["cumulated"]!["technicalIncome"]!);
        await system.Play.DrainedAsync();
    }

    [Fact]
    public async Task Registered_contracts_are_counted_and_shown()
    {
        await system.Play.DrainedAsync();
        using var anyone = new HttpClient { BaseAddress = system.Contracts };
        var statistics = JsonNode.Parse(
            await anyone.GetStringAsync(new Uri($"/api/statistics?year={TimeProvider.System.ChinaToday().Year}&by=kind", UriKind.Relative))
        )!;
        Assert.True((int)statistics["total"]!["number"]! >= 15, statistics["total"]!.ToJsonString());
        Assert.NotNull(statistics["target"]);

        var inbox = Done(await system.Play.Contracts("institute-r1").GetAsync("/api/notifications"));
        Assert.Contains(
            inbox.Body!["items"]!.AsArray(),
            n =>
                (string)n!["type"]! == "registered"
                && n.ToJsonString(Json.Options).Contains((string)system.Sample("C02").Contract["number"]!, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_office_exports_its_year_and_importing_it_again_makes_nothing_twice()
    {
        var office = system.Play.Contracts("institute-r1");
        var csv = await office.Http.GetByteArrayAsync(
            new Uri($"/api/exports/national?year={TimeProvider.System.ChinaToday().Year}&format=csv", UriKind.Relative)
        );
        Assert.Contains(
            (string)system.Sample("C02").Sample.Content["title"]!,
            System.Text.Encoding.UTF8.GetString(csv),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            (string)system.Sample("C01").Sample.Content["title"]!,
            System.Text.Encoding.UTF8.GetString(csv),
            StringComparison.Ordinal
        );

        var ids = new HashSet<string>();
        for (var i = 0; i < 2; i++)
        {
            var job = await ImportAsync(office, csv);
            ids.Add((string)job["id"]!);
            Assert.Equal("done", (string?)job["status"]);
        }
        Assert.Single(ids);
    }

    private static async Task<JsonNode> ImportAsync(Api office, byte[] csv)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/imports?mode=drafts") { Content = new ByteArrayContent(csv) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Add("Idempotency-Key", $"import-{Random.Shared.Next():x}");
        using var started = await office.Http.SendAsync(request);
        var job = JsonNode.Parse(await started.Content.ReadAsStringAsync())!;
        Assert.True(started.IsSuccessStatusCode, job.ToJsonString(Json.Options));
        for (var i = 0; i < 100 && (string?)job["status"] is not ("done" or "failed" or "refused"); i++)
        {
            await Task.Delay(200);
            job = (await office.GetAsync($"/api/imports/{(string)job["id"]!}")).Body!;
        }
        return job;
    }

    private async Task<(string Id, JsonNode Case)> RegisterAsync(string sampleId, string title)
    {
        var sample = SampleFiles.Contract(sampleId, TimeProvider.System.ChinaToday());
        sample.Content["title"] = title;
        var registered = await system.Play.RegisterAsync(sample, new Dictionary<string, JsonNode>());
        await system.Play.DrainedAsync();
        return ((string)registered["id"]!, registered);
    }

    private static JsonObject ContentOf(string sampleId, string title)
    {
        var content = SampleFiles.Contract(sampleId, TimeProvider.System.ChinaToday()).Content.DeepClone().AsObject();
        content["title"] = title;
        return content;
    }

    private async Task<JsonNode> CertificateAsync(string contract)
    {
        var list = Done(await system.Play.Certificates("registrar-a").GetAsync($"/api/certificates?subject={contract}"));
        var valid = list.Body!["items"]!.AsArray().Single(i => (string)i!["status"]! == "valid" && (string)i["kind"]! == "registration")!;
        return Done(await system.Play.Certificates("registrar-a").GetAsync($"/api/certificates/{(string)valid["number"]!}")).Body!;
    }

    private static async Task<JsonNode> VerifyAsync(JsonNode certificate)
    {
        using var anyone = new HttpClient();
        return JsonNode.Parse(await anyone.GetStringAsync(new Uri((string)certificate["verifyAt"]!)))!;
    }

    private static ApiAnswer Done(ApiAnswer answer)
    {
        Assert.True(answer.Status is 200 or 201, $"{answer.Status}: {answer.Body?.ToJsonString(Json.Options)}");
        return answer;
    }
}
