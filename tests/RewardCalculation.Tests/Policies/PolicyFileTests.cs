using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests.Policies;

public class PolicyFileTests
{
    [Theory]
    [InlineData("id", "\"\"", "id")]
    [InlineData("id", null, "")]
    [InlineData("version", "0", "version")]
    [InlineData("to", "\"2024-12-31\"", "to")]
    [InlineData("from", "\"2025-02-30\"", "from")]
    [InlineData("sample", "false", "sample")]
    [InlineData("citation.confidence", "\"verified\"", "sample")]
    [InlineData("citation.instrument", "\"\"", "citation.instrument")]
    [InlineData("citation", null, "")]
    [InlineData("name.en", "\"\"", "name")]
    [InlineData("beneficiary", "\"broker\"", "beneficiary")]
    [InlineData("rates", "[]", "rates")]
    [InlineData("conditions[0].kind", "\"beneficiaryIsNice\"", "conditions[0]")]
    [InlineData("conditions[1].article", "\" \"", "conditions[1].article")]
    [InlineData("conditions[1].article", null, "conditions[1]")]
    [InlineData("conditions[2].anyOf", "[]", "conditions[2].anyOf")]
    [InlineData("conditions[2].anyOf[1]", "\"\"", "conditions[2].anyOf[1]")]
    [InlineData("conditions[3].noneOf[0]", "\"barter\"", "conditions[3].noneOf[0]")]
    [InlineData("base.article", "\"\"", "base.article")]
    [InlineData("base.measure", "\"turnover\"", "base.measure")]
    [InlineData("base.minimumPerContract", "0", "base.minimumPerContract")]
    [InlineData("amount.article", "\"\"", "amount.article")]
    [InlineData("amount.tiers", "[]", "amount.tiers")]
    [InlineData("amount.tiers[0].above", "1", "amount.tiers[0].above")]
    [InlineData("amount.tiers[1].above", "20000000", "amount.tiers[2].above")]
    [InlineData("amount.tiers[1].above", "20000000.001", "amount.tiers[1].above")]
    [InlineData("amount.tiers[1].rate", "1.01", "amount.tiers[1].rate")]
    [InlineData("amount.tiers[2].rate", "-0.01", "amount.tiers[2].rate")]
    [InlineData("amount.tiers[2].rate", "0.0000001", "amount.tiers[2].rate")]
    [InlineData("caps[0].amount", "0", "caps[0].amount")]
    [InlineData("caps[0].amount", "999.99", "caps[0].amount")]
    [InlineData("caps[0].scope", "\"contract\"", "caps[0].scope")]
    [InlineData("caps[1]", """{ "scope": "organisationYear", "amount": 5000, "article": "甲" }""", "caps[1].scope")]
    [InlineData("caps[0].article", "\"\"", "caps[0].article")]
    [InlineData("minimumPayout.amount", "0", "minimumPayout.amount")]
    [InlineData("minimumPayout.article", "\"\"", "minimumPayout.article")]
    public void A_wrong_policy_is_refused_with_the_path(string field, string? value, string path)
    {
        var policy = JsonNode.Parse(Json.Write(Some.SellerPolicy))!;
        Set(policy, field, value);

        var refusal = Assert.Throws<PolicyFileException>(() => PolicyFile.Read("wrong.json", policy.ToJsonString()));

        Assert.Equal(path, refusal.Path);
        Assert.StartsWith("wrong.json", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"id\": ")]
    public void What_is_no_policy_at_all_is_refused(string json) => Assert.Throws<PolicyFileException>(() => PolicyFile.Read("wrong.json", json));

    [Fact]
    public void A_flat_rate_out_of_range_is_refused_with_the_path()
    {
        var policy = JsonNode.Parse(Json.Write(Some.BuyerPolicy))!;
        Set(policy, "amount.rate", "5");
        Assert.Equal("amount.rate", Assert.Throws<PolicyFileException>(() => PolicyFile.Read("wrong.json", policy.ToJsonString())).Path);
    }

    [Theory]
    [InlineData("sample-seller")]
    [InlineData("sample-buyer")]
    public void A_policy_that_is_written_reads_back_the_same(string id)
    {
        var json = Json.Write(Some.Book.VersionsOf(id)[0]);
        Assert.Equal(json, Json.Write(PolicyFile.Read(id, json)));
    }

    // The last step of the path is set, added, or (null) taken away.
    private static void Set(JsonNode node, string field, string? value)
    {
        var steps = field.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1]) node = step[0] == '[' ? node[int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        var last = steps[^1];
        var newValue = value is null ? null : JsonNode.Parse(value);
        if (last[0] == '[')
        {
            var index = int.Parse(last[1..^1], System.Globalization.CultureInfo.InvariantCulture);
            if (index == node.AsArray().Count) node.AsArray().Add(newValue);
            else node[index] = newValue;
        }
        else if (value is null)
        {
            Assert.True(node.AsObject().Remove(last));
        }
        else
        {
            node[last] = newValue;
        }
    }
}
