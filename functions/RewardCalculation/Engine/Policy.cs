using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>
/// One version of a reward policy, as read from its file (docs/policy-language.md). Amounts are yuan; rates are decimals (0.05 = 5%).
/// </summary>
public sealed record Policy : IDated
{
    public required string Id { get; init; }

    /// <summary>Counts from 1; a later version starts after the earlier one has ended.</summary>
    public required int Version { get; init; }

    /// <inheritdoc/>
    public required DateOnly From { get; init; }

    /// <inheritdoc/>
    public DateOnly? To { get; init; }

    /// <summary>The date that must lie from <see cref="From"/> to <see cref="To"/> for a contract to count.</summary>
    public PeriodBounds Bounds { get; init; }

    /// <summary>True when the figures bind nobody: they are made up, or one reading of an ambiguous text.</summary>
    public required bool Sample { get; init; }

    /// <summary>True for a policy of another place, kept for comparison; it applies only when requested by its id.</summary>
    public bool Reference { get; init; }
    public required Text Name { get; init; }

    /// <summary>How ambiguous passages of the instrument were interpreted.</summary>
    public required Text Note { get; init; }

    /// <summary>The instrument; each part of the policy names its own article.</summary>
    public required Citation Citation { get; init; }

    /// <summary>Role that is rewarded.</summary>
    public required BeneficiaryRole Beneficiary { get; init; }

    /// <summary>Months by which the policy year starts after 1 January, or before it when negative: -1 is December to November.</summary>
    public int YearShift { get; init; }

    /// <summary>Facts that organisations or officers state for this policy, in addition to the standard ones.</summary>
    public IReadOnlyList<DeclaredFactRule> DeclaredFacts { get; init; } = [];

    /// <summary>Conditions on the beneficiary's year; all must be met.</summary>
    public IReadOnlyList<Condition> Eligibility { get; init; } = [];

    /// <summary>Conditions for a contract to count; all must be met.</summary>
    public IReadOnlyList<Condition> Counts { get; init; } = [];

    /// <summary>The sums over the beneficiary's contracts.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>Id of the figure shown as the base of the reward; null for fixed amounts.</summary>
    public string? Base { get; init; }

    /// <summary>What the policy gives.</summary>
    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>How the amounts of the clauses come together.</summary>
    public Combination Combination { get; init; }

    /// <summary>Maximum per beneficiary and policy year; null for none.</summary>
    public Limit? Cap { get; init; }

    /// <summary>Smallest amount that is paid: a lower one becomes zero. Null for none.</summary>
    public Limit? MinimumPayout { get; init; }

    /// <summary>Shares by rank among all claims of the year; null when the policy ranks nothing.</summary>
    public Ranking? Ranking { get; init; }

    /// <summary>Parts of the award that must or may go to people within the beneficiary.</summary>
    public IReadOnlyList<SplitRule> Splits { get; init; } = [];

    /// <summary>Stages at which parts of the award are paid; empty: all at once.</summary>
    public IReadOnlyList<StageRule> Staging { get; init; } = [];

    /// <summary>Levels of government that each pay a part; empty: one budget pays all.</summary>
    public IReadOnlyList<CostShare> FundedBy { get; init; } = [];

    /// <summary>
    /// Names of groups, which other policies may share: in each, an organisation can claim under only one policy for a year.
    /// </summary>
    public IReadOnlyList<string> ExclusiveGroups { get; init; } = [];

    /// <summary>Programme whose cap and budget this policy shares with others; null for none.</summary>
    public Programme? Programme { get; init; }

    /// <summary>Money for all claims of a year; null for no limit.</summary>
    public Budget? Budget { get; init; }

    /// <summary>How claims are filed, published and recovered.</summary>
    public Process Process { get; init; } = new();

    public Citation Cite(string article) => Citation with { Article = article };

    public DateOnly YearStart(int year) => new DateOnly(year, 1, 1).AddMonths(YearShift);

    public DateOnly YearEnd(int year) => YearStart(year + 1).AddDays(-1);

    public int YearOf(DateOnly day) => YearShift == 0 ? day.Year : day.AddMonths(-YearShift).Year;

    /// <summary>True when contracts add to a figure; false when the policy uses declared facts alone.</summary>
    public bool LooksAtContracts() => Figures.Any(f => f is ContractsFigure);

    /// <summary>True when the policy uses growth, so that <see cref="Engine.YearFacts.YearBefore"/> is needed.</summary>
    public bool NeedsYearBefore() =>
        Figures.Any(f => f is GrowthFigure)
        || Eligibility
            .Concat(Clauses.SelectMany(c => c.When))
            .SelectMany(c => c.Leaves())
            .Any(l => l.Fact!.StartsWith("growth.", StringComparison.Ordinal));
}

public enum PeriodBounds
{
    /// <summary>None: the period only chooses the version that governs a policy year, and every contract of that year counts.</summary>
    PolicyYear,
    RegisteredOn,
    SignedOn,
    EffectiveFrom,

    /// <summary>The month of payment: money outside the period does not count.</summary>
    ReceivedOn,
}

public sealed record Limit(Yuan Amount, string Article);

public enum Combination
{
    Sum,

    BestOf,

    First,
}
