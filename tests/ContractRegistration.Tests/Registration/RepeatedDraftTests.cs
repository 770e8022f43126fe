using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public sealed class RepeatedDraftTests
{
    [Fact]
    public async Task A_repeat_after_the_contract_was_replaced_gets_the_first_answers_head_and_the_present_content()
    {
        var app = await HttpHarness.NewAsync();
        var content = SampleFiles.Contract("C01", Given.Today).Content.DeepClone();
        var first = await DraftAsync(content);
        var replacement = content.DeepClone();
        replacement["title"] = "改过的合同名称（虚构）";
        var replaced = await FunctionCall.SendAsync(
            (r, c) => app.Operation<Replace>().Run(r, first.Id, c),
            Given.Filer,
            "PUT",
            $"/api/contracts/{first.Id}",
            SentBody.Of(replacement),
            first.Tag
        );

        var repeated = await DraftAsync(content);

        Assert.Equal((201, $"/api/contracts/{first.Id}", "\"1\""), (repeated.Status, repeated.Location, repeated.Tag));
        Assert.Equal("\"2\"", replaced.Tag);
        Assert.Equal(replaced.Json!.ToJsonString(), repeated.Json!.ToJsonString());

        Task<Reply> DraftAsync(JsonNode body) =>
            FunctionCall.PostAsync(app.Operation<Draft>().Run, Given.Filer, "/api/contracts", body, key: "k1");
    }
}
