using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>One version of a reward policy, as its file says it. Amounts are yuan; rates are decimals (0.05 = 5%).</summary>
public sealed record Policy : IDated
{
    public required string Id { get; init; }
    /// <summary>Counts up from 1; a later version starts after the earlier one has ended.</summary>
    public required int Version { get; init; }
    /// <inheritdoc/>
    public required DateOnly From { get; init; }
    /// <inheritdoc/>
    public DateOnly? To { get; init; }
    /// <summary>True for made-up figures that show the engine and bind nobody.</summary>
    public required bool Sample { get; init; }
    public required Text Name { get; init; }
    /// <summary>How the text was read where it leaves room.</summary>
    public required Text Note { get; init; }
    /// <summary>The instrument; each part names its own article.</summary>
    public required Citation Citation { get; init; }
    public required BeneficiaryRole Beneficiary { get; init; }
    /// <summary>All must be met.</summary>
    public required IReadOnlyList<Condition> Conditions { get; init; }
    public required BaseRule Base { get; init; }
    public required AmountRule Amount { get; init; }
    public required IReadOnlyList<Cap> Caps { get; init; }
    public MinimumPayout? MinimumPayout { get; init; }

    /// <summary>An article of this policy's instrument.</summary>
    public Citation Cite(string article) => Citation with { Article = article };

    /// <summary>The cap of a scope; null when the policy has none.</summary>
    public Cap? CapPer(CapScope scope) => Caps.FirstOrDefault(c => c.Scope == scope);
}
