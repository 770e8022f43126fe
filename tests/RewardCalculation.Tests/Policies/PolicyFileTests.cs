using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests.Policies;

public class PolicyFileTests
{
    [Theory]
    [InlineData("id", "\"\"", "id")]
    [InlineData("id", null, "id")]
    [InlineData("version", "0", "version")]
    [InlineData("to", "\"2024-12-31\"", "to")]
    [InlineData("from", "\"2025-02-30\"", "from")]
    [InlineData("sample", "false", "sample")]
    [InlineData("citation.confidence", "\"verified\"", "sample")]
    [InlineData("citation.instrument", "\"\"", "citation.instrument")]
    [InlineData("citation", null, "citation")]
    [InlineData("name.en", "\"\"", "name")]
    [InlineData("beneficiary", "\"broker\"", "beneficiary")]
    [InlineData("rates", "[]", "rates")]
    [InlineData("counts[0].fact", "\"beneficiary.isNice\"", "counts[0].fact")]
    [InlineData("counts[1].article", "\" \"", "counts[1].article")]
    [InlineData("counts[2].startsWith", "[]", "counts[2].startsWith")]
    [InlineData("counts[2].startsWith[1]", "\"\"", "counts[2].startsWith[1]")]
    [InlineData("counts[3].not.is", "\"barter\"", "counts[3].not.is")]
    [InlineData("figures[0].article", "\"\"", "figures[0].article")]
    [InlineData("figures[0].measure", "\"turnover\"", "figures[0].measure")]
    [InlineData("clauses[0].article", "\"\"", "clauses[0].article")]
    [InlineData("clauses[0].amount.tiers", "[]", "clauses[0].amount.tiers")]
    [InlineData("clauses[0].amount.tiers[0].above", "1", "clauses[0].amount.tiers[0].above")]
    [InlineData("clauses[0].amount.tiers[1].above", "20000000", "clauses[0].amount.tiers[2].above")]
    [InlineData("clauses[0].amount.tiers[1].above", "20000000.001", "clauses[0].amount.tiers[1].above")]
    [InlineData("clauses[0].amount.tiers[1].rate", "1.01", "clauses[0].amount.tiers[1].rate")]
    [InlineData("clauses[0].amount.tiers[2].rate", "-0.01", "clauses[0].amount.tiers[2].rate")]
    [InlineData("clauses[0].amount.tiers[2].rate", "0.0000001", "clauses[0].amount.tiers[2].rate")]
    [InlineData("cap.amount", "0", "cap.amount")]
    [InlineData("cap.amount", "999.99", "cap.amount")]
    [InlineData("cap.article", "\"\"", "cap.article")]
    [InlineData("minimumPayout.amount", "0", "minimumPayout.amount")]
    [InlineData("minimumPayout.article", "\"\"", "minimumPayout.article")]
    public void A_wrong_policy_is_refused_with_the_path(string field, string? value, string path)
    {
        var policy = JsonNode.Parse(Json.Write(Some.SellerPolicy))!;
        JsonPaths.Set(policy, field, value);

        var refusal = Assert.Throws<PolicyFileException>(() => PolicyFile.Read("wrong.json", policy.ToJsonString()));

        Assert.Equal(path, refusal.Path);
        Assert.StartsWith("wrong.json", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"id\": ")]
    public void What_is_no_policy_at_all_is_refused(string json) =>
        Assert.Throws<PolicyFileException>(() => PolicyFile.Read("wrong.json", json));

    [Fact]
    public void A_flat_rate_out_of_range_is_refused_with_the_path()
    {
        var policy = JsonNode.Parse(Json.Write(Some.BuyerPolicy))!;
        JsonPaths.Set(policy, "clauses[0].amount.each.rate", "5");
        Assert.Equal(
            "clauses[0].amount.each.rate",
            Assert.Throws<PolicyFileException>(() => PolicyFile.Read("wrong.json", policy.ToJsonString())).Path
        );
    }

    [Theory]
    [InlineData("sample-seller")]
    [InlineData("sample-buyer")]
    public void A_policy_that_is_written_reads_back_the_same(string id)
    {
        var json = Json.Write(Some.Book.VersionsOf(id)[0]);
        Assert.Equal(json, Json.Write(PolicyFile.Read(id, json)));
    }
}
