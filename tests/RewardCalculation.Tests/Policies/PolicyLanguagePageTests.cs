using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.Testing;

namespace TechTransfer.RewardCalculation.Tests.Policies;

/// <summary>The examples in docs/policy-language.md are valid policies, and its tables are complete.</summary>
public partial class PolicyLanguagePageTests
{
    private const string Rest = """
        {
          "id": "rest", "version": 1, "from": "2026-01-01", "sample": true, "name": { "zh": "示例", "en": "example" }, "note": { "zh": "示例",
            "en": "example" },
          "citation": { "instrument": "《示例》", "article": "", "confidence": "sample" }, "beneficiary": "seller",
          "figures": [
            { "kind": "contracts", "id": "received", "measure": "paid", "article": "第五条" },
            { "kind": "contracts", "id": "registered", "measure": "technicalAmount", "article": "第五条" }
          ],
          "clauses": [ { "id": "rate", "article": "第六条", "amount": { "kind": "rate", "of": "received", "rate": 0.01 } } ]
        }
        """;

    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "policy-language.md"));

    public static TheoryData<int> Examples() => new(Enumerable.Range(0, Blocks().Count));

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_page_can_be_published(int number)
    {
        var policy = JsonNode.Parse(Rest)!.AsObject();
        var example = JsonNode.Parse(Blocks()[number])!.AsObject();
        foreach (var (name, value) in example)
            policy[name] = value!.DeepClone();
        // An example shows only one part of a policy, so the rest is added, without the figures that the example does not use.
        if (!example.ContainsKey("figures"))
        {
            var text = policy.ToJsonString();
            foreach (
                var figure in policy["figures"]!
                    .AsArray()
                    .Where(f => !Regex.IsMatch(text, $"\"(of|by)\":\"{f!["id"]}\"|(figure|growth)\\.{f["id"]}\""))
                    .ToList()
            )
                policy["figures"]!.AsArray().Remove(figure);
        }

        var (read, findings) = PolicyFile.Check(policy.ToJsonString());

        Assert.Equal([], findings.Select(f => $"{f.Path}: {f.Reason.En}"));
        Assert.NotNull(read);
        Assert.Null(PolicySchemaTests.Check(policy).Fault);
    }

    [Fact]
    public void Every_fact_stands_on_the_page_with_its_type()
    {
        var facts = FactCatalogue
            .Known.Values.Select(f => (f.Name, f.Type))
            .Concat(FactCatalogue.Declared.Select(d => (Name: $"declared.{d.Name}", d.Type)))
            .Concat(FactCatalogue.DeclaredOfContract.Select(d => (Name: $"contract.declared.{d.Name}", d.Type)));
        Assert.Equal(
            facts.Select(f => $"{f.Name} {f.Type}".ToLowerInvariant()).Order(StringComparer.Ordinal),
            FactRow().Matches(Page).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}".ToLowerInvariant()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_part_of_the_language_has_an_example_on_the_page()
    {
        var examples = string.Concat(Blocks());
        string[] parts =
        [
            .. typeof(Policy)
                .GetProperties()
                .Select(p => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name))
                .Where(p => p is not "reference"),
            "all",
            "any",
            "not",
            "fact",
            "is",
            "in",
            "startsWith",
            "atLeast",
            "above",
            "onOrAfter",
            "ifUnknown",
            "code",
            "text",
            "contracts",
            "growth",
            "excess",
            "declared",
            "flat",
            "rate",
            "tiers",
            "bands",
            "steps",
            "sum",
            "bestOf",
            "first",
            "perContract",
            "excludedBy",
            "when",
            "floor",
            "where",
            "window",
            "atMost",
            "years",
            "upTo",
            "below",
            "capPerOrganisation",
            "carryOver",
            "roundTo",
            "application",
            "clawBack",
            "lateRefunds",
            "requiredEvidence",
        ];
        Assert.All(parts.Where(p => p is not "all"), p => Assert.True(examples.Contains($"\"{p}\"", StringComparison.Ordinal), p));
    }

    private static List<string> Blocks() => [.. CodeBlock().Matches(Page).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"^```json\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(
        @"^\| `((?:contract|contract\.declared|beneficiary|sellers|buyers|declared)\.\w+)` \| (\w+) \|",
        RegexOptions.Multiline
    )]
    private static partial Regex FactRow();
}
