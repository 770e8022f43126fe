using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;

namespace TechTransfer.RewardCalculation.Tests.Calculation;

/// <summary>Rules of other places, expressed in the same form, give the figures that were computed from their texts.</summary>
public class GoldenVectorTests
{
    public static TheoryData<string, string, string, string> Vectors()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var vector in CaseFiles.Read<Vector[]>("golden-vectors.json")) data.Add(vector.Policy, $"{vector.Figure}", $"{vector.UsedBefore}", $"{vector.Reward}");
        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_real_rule_gives_its_golden_figure(string policy, string figure, string usedBefore, string reward)
    {
        var contract = Some.Contract with { TechnicalAmount = Amount(figure) };
        var before = Some.Before(Yuan.Zero, Amount(usedBefore));
        var standings = contract.Sellers.Concat(contract.Buyers).ToDictionary(p => p.Uscc!, _ => before);

        var quote = Assert.Single(Quotation.Quote(CaseFiles.Policy($"golden/{policy}.json"), contract, 2026, standings));

        Assert.Equal(reward, $"{quote.Amount}");
    }

    private static Yuan Amount(string text) => Yuan.Of(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private sealed record Vector(string Policy, Yuan Figure, Yuan UsedBefore, Yuan Reward);
}
