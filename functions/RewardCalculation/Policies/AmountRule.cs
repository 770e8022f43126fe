using System.Text.Json.Serialization;
using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>How much the base earns, before caps.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FlatRate), "flatRate")]
[JsonDerivedType(typeof(MarginalTiers), "marginalTiers")]
public abstract record AmountRule
{
    public required string Article { get; init; }

    /// <summary>The parts of a figure with the rate of each, lowest first; parts add up to the figure.</summary>
    public abstract IReadOnlyList<Slice> Slices(Yuan figure);

    /// <summary>The first threshold above a figure; null when there is none.</summary>
    public abstract Tier? NextTierAfter(Yuan figure);

    /// <summary>What is wrong with the rule: path below it, and why.</summary>
    public abstract IEnumerable<(string Path, string Reason)> Faults();
}

/// <summary>One rate on the whole figure.</summary>
public sealed record FlatRate : AmountRule
{
    public required decimal Rate { get; init; }

    public override IReadOnlyList<Slice> Slices(Yuan figure) => [new(Yuan.Zero, null, figure, Rate)];

    public override Tier? NextTierAfter(Yuan figure) => null;

    public override IEnumerable<(string Path, string Reason)> Faults() => Rates.Faults("rate", Rate);
}

/// <summary>Each tier's rate on the part of the figure that lies in the tier.</summary>
public sealed record MarginalTiers : AmountRule
{
    public required IReadOnlyList<Tier> Tiers { get; init; }

    public override IReadOnlyList<Slice> Slices(Yuan figure)
    {
        var slices = new List<Slice>();
        for (var i = 0; i < Tiers.Count && (i == 0 || figure > Tiers[i].Above); i++)
        {
            var upTo = i + 1 < Tiers.Count ? Tiers[i + 1].Above : (Yuan?)null;
            var top = upTo is { } limit ? Yuan.Min(figure, limit) : figure;
            slices.Add(new(Tiers[i].Above, upTo, top - Tiers[i].Above, Tiers[i].Rate));
        }
        return slices;
    }

    public override Tier? NextTierAfter(Yuan figure) => Tiers.FirstOrDefault(t => t.Above > figure);

    public override IEnumerable<(string Path, string Reason)> Faults()
    {
        if (Tiers.Count == 0) yield return ("tiers", "there must be at least one tier");
        for (var i = 0; i < Tiers.Count; i++)
        {
            if (i == 0 && Tiers[i].Above != Yuan.Zero) yield return ("tiers[0].above", "the first tier starts at 0");
            if (i > 0 && Tiers[i].Above <= Tiers[i - 1].Above) yield return ($"tiers[{i}].above", $"the tier overlaps the one before, which starts at {Tiers[i - 1].Above}");
            foreach (var fault in Rates.Faults($"tiers[{i}].rate", Tiers[i].Rate)) yield return fault;
        }
    }
}

/// <summary>A tier: its rate holds for what lies above the threshold, up to the next one.</summary>
public sealed record Tier(Yuan Above, decimal Rate);

/// <summary>The part of a figure that lies in one tier.</summary>
/// <param name="Above">Where the tier starts.</param>
/// <param name="UpTo">Where it ends; null for the last.</param>
/// <param name="Part">How much of the figure lies in it.</param>
/// <param name="Rate">Its rate.</param>
public sealed record Slice(Yuan Above, Yuan? UpTo, Yuan Part, decimal Rate)
{
    /// <summary>What the part earns, in fen, not rounded.</summary>
    public decimal ExactFen => Part.Fen * Rate;
}

internal static class Rates
{
    // Six decimals are finer than any scheme asks for; with them 64-bit fen times a rate stays exact in a decimal.
    private const int Decimals = 6;

    public static IEnumerable<(string Path, string Reason)> Faults(string path, decimal rate)
    {
        if (rate is < 0 or > 1) yield return (path, $"a rate lies between 0 and 1, not {rate}");
        if (decimal.Round(rate, Decimals) != rate) yield return (path, $"a rate has at most {Decimals} decimals");
    }
}
