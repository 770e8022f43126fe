using System.Text.Json.Nodes;

namespace TechTransfer.EndToEnd;

[Collection(OnTheRunningSystem.Name)]
public sealed class Boundaries(RunningSystem system)
{
    [Fact]
    public async Task Another_organisations_case_is_not_there()
    {
        var sample = system.Sample("C01");
        var outsider = system.Play.Contracts("company-e4");
        foreach (var path in (string[])["", "/history", $"/attachments/{(string)sample.Contract["attachments"]![0]!["sha256"]!}"])
        {
            Assert.Equal(404, (await outsider.GetAsync($"/api/contracts/{sample.ContractId}{path}")).Status);
        }
        Assert.Equal(404, (await outsider.PostAsync($"/api/contracts/{sample.ContractId}/withdraw", null, "\"1\"")).Status);
        Assert.Equal(404, (await outsider.GetAsync($"/api/contracts?party={(string)sample.Contract["sellers"]![0]!["uscc"]!}")).Status);
        Assert.Equal(404, (await system.Play.Certificates("company-e4").GetAsync($"/api/certificates?subject={sample.ContractId}")).Status);
        Assert.Equal(
            404,
            (await system.Play.Certificates("company-e4").GetAsync($"/api/certificates/{(string)sample.Certificate["number"]!}")).Status
        );
        Assert.Equal(
            "not_yet_known",
            (await system.Play.Rewards("company-e4").PostAsync("/api/quotes", new JsonObject { ["contractId"] = sample.ContractId })).Code
        );
    }

    [Fact]
    public async Task Both_parties_read_their_case_and_only_their_own_contacts()
    {
        var sample = system.Sample("C01");
        var buyer = (await system.Play.Contracts("company-e1").GetAsync($"/api/contracts/{sample.ContractId}")).Body!;
        Assert.Equal((string)sample.Contract["number"]!, (string)buyer["number"]!);
        Assert.Null(buyer["sellers"]![0]!["phone"]);
        var attachment = await system
            .Play.Contracts("company-e1")
            .Http.GetAsync(
                new Uri(
                    $"/api/contracts/{sample.ContractId}/attachments/{(string)sample.Contract["attachments"]![0]!["sha256"]!}",
                    UriKind.Relative
                )
            );
        Assert.Equal("application/pdf", attachment.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Finance_sees_amounts_but_no_attachments()
    {
        var sample = system.Sample("C01");
        var finance = system.Play.Contracts("finance-a");
        var seen = (await finance.GetAsync($"/api/contracts/{sample.ContractId}")).Body!;
        Assert.Equal(960000m, (decimal)seen["technicalAmount"]!);
        Assert.Null(seen["attachments"]);
        Assert.Equal(
            404,
            (
                await finance.GetAsync(
                    $"/api/contracts/{sample.ContractId}/attachments/{(string)sample.Contract["attachments"]![0]!["sha256"]!}"
                )
            ).Status
        );
    }

    [Fact]
    public async Task A_draft_is_its_filers_alone()
    {
        var content = system.Sample("C01").Sample.Content.DeepClone().AsObject();
        content["title"] = "仅为草稿（虚构）";
        var draft = await system.Play.Contracts("office-u1").PostAsync("/api/contracts", content);
        var id = (string)draft.Body!["id"]!;
        Assert.Equal(200, (await system.Play.Contracts("office-u1-b").GetAsync($"/api/contracts/{id}")).Status);
        Assert.Equal(404, (await system.Play.Contracts("registrar-a").GetAsync($"/api/contracts/{id}")).Status);
        Assert.Equal(404, (await system.Play.Contracts("company-e1").GetAsync($"/api/contracts/{id}")).Status);
        var ofBuyer = await system.Play.Contracts("company-e1").GetAsync("/api/contracts?status=draft");
        Assert.DoesNotContain(ofBuyer.Body!["items"]!.AsArray(), i => (string)i!["id"]! == id);
    }

    [Fact]
    public async Task Who_accepted_a_case_does_not_assess_it()
    {
        var sample = TechTransfer.Testing.SampleFiles.Contract(
            "C09",
            DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime)
        );
        sample.Content["title"] = "双人规则检验（虚构）";
        var (id, submitted) = await system.Play.FileAsync(sample, new Dictionary<string, JsonNode>());
        Assert.Equal(200, submitted.Status);
        var registrar = system.Play.Contracts("registrar-a");
        var accepted = await registrar.PostAsync($"/api/contracts/{id}/accept", null, submitted.Tag);
        Assert.Equal("accepted", (string?)accepted.Body!["status"]);
        var assessed = await registrar.PostAsync($"/api/contracts/{id}/assess", sample.Assessment!.DeepClone(), accepted.Tag);
        Assert.Equal((403, "two_person_rule"), (assessed.Status, assessed.Code));
        Assert.Equal(
            412,
            (
                await system
                    .Play.Contracts("registrar-b")
                    .PostAsync($"/api/contracts/{id}/assess", sample.Assessment!.DeepClone(), submitted.Tag)
            ).Status
        );
        Assert.Equal((403, "not_allowed"), await StatusAndCodeAsync("office-u1", $"/api/contracts/{id}/register", accepted.Tag));
        Assert.Equal((200, null), await StatusAndCodeAsync("company-e1", $"/api/contracts/{id}/withdraw", accepted.Tag));

        async Task<(int, string?)> StatusAndCodeAsync(string user, string path, string? tag)
        {
            var answer = await system.Play.Contracts(user).PostAsync(path, null, tag);
            return (answer.Status, answer.Code);
        }
    }

    [Fact]
    public async Task A_repeated_registration_gives_the_same_answer_and_no_second_number()
    {
        var sample = TechTransfer.Testing.SampleFiles.Contract(
            "C10",
            DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime)
        );
        sample.Content["title"] = "重复提交检验（虚构）";
        var (id, answer) = await system.Play.FileAsync(sample, new Dictionary<string, JsonNode>());
        answer = await system.Play.Contracts("registrar-a").PostAsync($"/api/contracts/{id}/accept", null, answer.Tag);
        answer = await system
            .Play.Contracts("registrar-b")
            .PostAsync($"/api/contracts/{id}/assess", sample.Assessment!.DeepClone(), answer.Tag);
        var key = $"register-{id}";
        var first = await system.Play.Contracts("registrar-b").PostAsync($"/api/contracts/{id}/register", null, answer.Tag, key);
        var second = await system.Play.Contracts("registrar-b").PostAsync($"/api/contracts/{id}/register", null, answer.Tag, key);
        Assert.Equal("registered", (string?)first.Body!["status"]);
        Assert.Equal((first.Status, first.Tag, first.Body.ToJsonString()), (second.Status, second.Tag, second.Body!.ToJsonString()));
        var other = await system
            .Play.Contracts("registrar-b")
            .PostAsync($"/api/contracts/{id}/register", new JsonObject { ["a"] = 1 }, answer.Tag, key);
        Assert.Equal("malformed_body", other.Code);
    }

    [Fact]
    public async Task Lists_page_through_everything_once()
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await system
                .Play.Contracts("registrar-a")
                .GetAsync($"/api/contracts?status=registered&limit=5{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.Body!["items"]!.AsArray().Select(i => (string)i!["id"]!));
            cursor = (string?)page.Body["cursor"];
        } while (cursor is not null);
        Assert.Equal(seen.Distinct().Count(), seen.Count);
        Assert.Superset(system.Samples.Select(s => s.ContractId).ToHashSet(), seen.ToHashSet());

        var sample = system.Sample("C12");
        var number = (string)sample.Contract["number"]!;
        foreach (var typed in (string[])[number, $" {number[..6]} {number[6..]}"])
        {
            var byNumber = await system.Play.Contracts("auditor").GetAsync($"/api/contracts?number={Uri.EscapeDataString(typed)}");
            Assert.Equal(sample.ContractId, (string)Assert.Single(byNumber.Body!["items"]!.AsArray())!["id"]!);
        }
    }
}
