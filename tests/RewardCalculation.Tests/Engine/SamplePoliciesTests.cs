using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Evaluation;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests.Engine;

/// <summary>A sample policy for each kind of fact and rule, with the expected amount, as in <c>Cases/samples.json</c>.</summary>
public class SamplePoliciesTests
{
    private const string Rest = """
        {
          "id": "sample", "version": 1, "from": "2026-01-01", "sample": true,
          "name": { "zh": "示例", "en": "example" }, "note": { "zh": "示例", "en": "example" },
          "citation": { "instrument": "《示例》", "article": "", "confidence": "sample" }, "beneficiary": "seller",
          "figures": [ { "kind": "contracts", "id": "technical", "measure": "technicalAmount", "article": "五" } ],
          "base": "technical"
        }
        """;

    private static readonly Sample[] Samples = CaseFiles.Read<Sample[]>("samples.json");

    public static TheoryData<string> Names() => new(Samples.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_policy_gives_the_expected_amount(string name)
    {
        var sample = Samples.Single(s => s.Name == name);
        var policy = JsonNode.Parse(Rest)!.AsObject();
        foreach (var (field, value) in sample.Policy)
        {
            if (value is null)
                policy.Remove(field);
            else
                policy[field] = value.DeepClone();
        }
        var evaluation = new PolicyEvaluation(PolicyFile.Read("sample", policy.ToJsonString()), 2026, isForecast: true);
        foreach (var (contract, i) in sample.Contracts.Select((c, i) => (c, i)))
            evaluation.Add(contract.ToFacts(i + 1), new Dictionary<string, long>());

        var answer = evaluation.Answer(new Dictionary<string, DeclaredFacts>());

        Assert.Equal(sample.Amount, answer.Totals.Amount);
        Assert.NotEmpty(sample.Why);
    }

    private sealed record Sample(string Name, string Why, JsonObject Policy, IReadOnlyList<SampleContract> Contracts, Yuan Amount);

    private sealed record SampleContract(
        Yuan Technical,
        DateOnly? RegisteredOn = null,
        DateOnly? SignedOn = null,
        IReadOnlyDictionary<string, JsonElement>? Declared = null
    )
    {
        public KnownContract ToFacts(int number) =>
            Some.Contract with
            {
                ContractId = $"c{number}",
                Number = string.Create(CultureInfo.InvariantCulture, $"50000120260{number:D5}"),
                TechnicalAmount = Technical,
                RegisteredOn = RegisteredOn ?? new(2026, 5, 20),
                SignedOn = SignedOn ?? new(2026, 5, 1),
                Declared = Declared,
            };
    }
}
