using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>One version of a reward policy, as its file says it (docs/policy-language.md). Amounts are yuan; rates are decimals (0.05 =
/// 5%).</summary>
public sealed record Policy : IDated
{
    public required string Id { get; init; }

    /// <summary>Counts up from 1; a later version starts after the earlier one has ended.</summary>
    public required int Version { get; init; }

    /// <inheritdoc/>
    public required DateOnly From { get; init; }

    /// <inheritdoc/>
    public DateOnly? To { get; init; }

    /// <summary>True for figures that bind nobody here: made up, or read into a text that leaves room.</summary>
    public required bool Sample { get; init; }

    /// <summary>True for a policy of another place: it is there to compare with, and applies only where it is asked for by its
    /// id.</summary>
    public bool Reference { get; init; }
    public required Text Name { get; init; }

    /// <summary>How the text was read where it leaves room.</summary>
    public required Text Note { get; init; }

    /// <summary>The instrument; each part names its own article.</summary>
    public required Citation Citation { get; init; }
    public required BeneficiaryRole Beneficiary { get; init; }

    /// <summary>By how many months the policy year starts after 1 January (before it when negative): -1 is December to November.</summary>
    public int YearShift { get; init; }

    /// <summary>Facts that organisations or officers state for this policy, besides the standard ones.</summary>
    public IReadOnlyList<DeclaredFactRule> DeclaredFacts { get; init; } = [];

    /// <summary>What must hold for the beneficiary's year; all of it.</summary>
    public IReadOnlyList<Condition> Eligibility { get; init; } = [];

    /// <summary>What must hold for a contract to count at all; all of it.</summary>
    public IReadOnlyList<Condition> Counts { get; init; } = [];

    /// <summary>The named sums that the clauses look at.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The figure that is shown as the base of the reward; none for fixed amounts.</summary>
    public string? Base { get; init; }
    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>How the clauses' amounts come together.</summary>
    public Combination Combination { get; init; }

    /// <summary>The most per beneficiary and policy year.</summary>
    public Limit? Cap { get; init; }

    /// <summary>Below it nothing is paid.</summary>
    public Limit? MinimumPayout { get; init; }

    /// <summary>Shares by place among all claims of the year.</summary>
    public Ranking? Ranking { get; init; }

    /// <summary>Who must or may get what part of the award.</summary>
    public IReadOnlyList<SplitRule> Splits { get; init; } = [];

    /// <summary>When which part is paid; empty: all at once.</summary>
    public IReadOnlyList<StageRule> Staging { get; init; } = [];

    /// <summary>Which level pays which part; empty: one budget pays all.</summary>
    public IReadOnlyList<CostShare> FundedBy { get; init; } = [];

    /// <summary>Names of groups within which an organisation has one claim in force per year, also across policies.</summary>
    public IReadOnlyList<string> ExclusiveGroups { get; init; } = [];

    /// <summary>The programme whose cap and budget it shares with other policies.</summary>
    public Programme? Programme { get; init; }
    public Budget? Budget { get; init; }
    public Process Process { get; init; } = new();

    /// <summary>An article of this policy's instrument.</summary>
    public Citation Cite(string article) => Citation with { Article = article };

    /// <summary>First day of a policy year.</summary>
    public DateOnly YearStart(int year) => new DateOnly(year, 1, 1).AddMonths(YearShift);

    /// <summary>Last day of a policy year.</summary>
    public DateOnly YearEnd(int year) => YearStart(year + 1).AddDays(-1);

    /// <summary>The policy year that a day lies in.</summary>
    public int YearOf(DateOnly day) => YearShift == 0 ? day.Year : day.AddMonths(-YearShift).Year;

    /// <summary>True when contracts add to it; false when it rests on declared facts alone.</summary>
    public bool LooksAtContracts() => Figures.Any(f => f is ContractsFigure);

    /// <summary>True when a figure looks at the year before, so that <see cref="Engine.YearFacts.YearBefore"/> is needed.</summary>
    public bool NeedsYearBefore() =>
        Figures.Any(f => f is GrowthFigure)
        || Eligibility
            .Concat(Clauses.SelectMany(c => c.When))
            .SelectMany(c => c.Leaves())
            .Any(l => l.Fact!.StartsWith("growth.", StringComparison.Ordinal));
}

/// <summary>An amount with the article that sets it.</summary>
public sealed record Limit(Yuan Amount, string Article);

/// <summary>How several amounts come together.</summary>
public enum Combination
{
    /// <summary>All are added.</summary>
    Sum,

    /// <summary>The largest counts.</summary>
    BestOf,

    /// <summary>The first one that is above zero counts.</summary>
    First,
}
