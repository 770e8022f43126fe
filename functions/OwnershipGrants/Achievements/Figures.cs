using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>A deduction from income before the team's share is calculated.</summary>
/// <param name="Kind">Code of a deduction kind in the distribution rules.</param>
/// <param name="Amount">Yuan.</param>
public sealed record Deduction(string Kind, Yuan Amount, string? Note = null);

public sealed record IncomeRefund(DateOnly On, Yuan Amount);

/// <param name="Who">team, unit, department, transferStaff, broker or other.</param>
/// <param name="Name">Name of the department, fund or other holder; null if <c>Who</c> is enough.</param>
public sealed record IncomePart(string Who, Share Share, string? Name = null)
{
    public const string Team = "team";
    public const string Unit = "unit";

    public static Text NameOf(string who, string? name) =>
        name is not null
            ? new(name, name)
            : who switch
            {
                Team => new("成果完成人团队", "the team"),
                Unit => new("单位", "the organisation"),
                "department" => new("院系（部门）", "the department"),
                "transferStaff" => new("转化服务人员", "the technology transfer staff"),
                "broker" => new("技术经纪（中介）方", "the broker"),
                _ => new("其他", "others"),
            };
}

public sealed record MemberShare(string Person, Share Share);

/// <summary>Input of <c>IncomeSplit</c>, which calculates the figures from these terms and the distribution rules.</summary>
public sealed record IncomeTerms
{
    public required ConversionWay Way { get; init; }

    /// <summary>Day on which the income came in. It decides which distribution rules and which team shares apply.</summary>
    public required DateOnly IncomeOn { get; init; }

    /// <summary>
    /// Yuan before refunds. For a capital contribution: the value of the shares received; for own use: the operating profit of the year.
    /// </summary>
    public required Yuan Income { get; init; }
    public IReadOnlyList<IncomeRefund> Refunds { get; init; } = [];

    /// <summary>How the registration of the source contract ended; null if it did not end or there is no contract.</summary>
    public IncomeLoss? Fell { get; init; }
    public IReadOnlyList<Deduction> Deductions { get; init; } = [];

    /// <summary>The shares add up to 1.</summary>
    public required IReadOnlyList<IncomePart> Agreement { get; init; }

    /// <summary>The shares add up to 1.</summary>
    public required IReadOnlyList<MemberShare> Team { get; init; }

    /// <summary>For a capital contribution: the share in the company that was received; otherwise null.</summary>
    public Share? EquityShare { get; init; }

    /// <summary>For own use: the day on which production started; otherwise null.</summary>
    public DateOnly? ProductionStartedOn { get; init; }

    /// <summary>Income after refunds; zero if the source contract was cancelled or revoked and the rules then claw back.</summary>
    public Yuan IncomeAfterLosses(DistributionRules rules)
    {
        if (Fell is { } loss && rules.ClawBackOn.Contains(loss))
            return Yuan.Zero;
        return rules.ClawBackOn.Contains(IncomeLoss.Refund) ? Yuan.Max(Yuan.Zero, Income - Refunds.Sum(r => r.Amount)) : Income;
    }

    /// <summary>For own use: year after the start of production, 1 for the first; otherwise null.</summary>
    public int? YearOfUse()
    {
        if (ProductionStartedOn is not { } start)
            return null;
        var years = IncomeOn.Year - start.Year;
        return start.AddYears(years) > IncomeOn ? years : years + 1;
    }
}

/// <param name="Amount">Yuan.</param>
/// <param name="Equity">For a capital contribution: the person's share in the company; otherwise null.</param>
public sealed record Award(string Person, Share Share, Yuan Amount, Share? Equity = null);

public sealed record OtherPart(string Who, Share Share, Yuan Amount, string? Name = null);

/// <summary>
/// How an income is divided: <see cref="Deducted"/>, <see cref="Pool"/> and <see cref="Others"/> add up to <see cref="Income"/>, the
/// awards to the pool, each to the fen.
/// </summary>
/// <param name="Income">Yuan, after refunds.</param>
/// <param name="Deducted">Part of the income that the deductions used, yuan; never more than the income.</param>
/// <param name="Uncovered">Deductions that the income no longer covers after a refund, yuan; the organisation bears them.</param>
/// <param name="PoolShare">The team's share that was applied: the agreed share, or the floor if that is higher.</param>
public sealed record Figures(
    Yuan Income,
    Yuan Deducted,
    Yuan Uncovered,
    Yuan NetIncome,
    Share PoolShare,
    Yuan Pool,
    IReadOnlyList<OtherPart> Others,
    IReadOnlyList<Award> Awards
)
{
    public Award? Of(string person) => Awards.FirstOrDefault(a => a.Person == person);

    public bool SameAs(Figures other) =>
        this with { Others = [], Awards = [] } == other with { Others = [], Awards = [] }
        && Others.SequenceEqual(other.Others)
        && Awards.SequenceEqual(other.Awards);
}
