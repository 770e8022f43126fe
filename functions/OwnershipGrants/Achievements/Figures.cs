using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>A deduction line.</summary>
/// <param name="Kind">A code of the rules' kinds of deduction.</param>
/// <param name="Amount">Yuan.</param>
/// <param name="Note">What it was for.</param>
public sealed record Deduction(string Kind, Yuan Amount, string? Note = null);

/// <summary>Income that was paid back.</summary>
public sealed record IncomeRefund(DateOnly On, Yuan Amount);

/// <summary>A part of net income by agreement.</summary>
/// <param name="Who">team, unit, department, transferStaff, broker or other.</param>
/// <param name="Name">Of a department, a fund, another holder.</param>
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
                "transferStaff" => new("转化服务人员", "the transfer staff"),
                "broker" => new("技术经纪（中介）方", "the broker"),
                _ => new("其他", "others"),
            };
}

/// <summary>A person's part of what the team gets.</summary>
public sealed record MemberShare(string Person, Share Share);

/// <summary>Everything that the figures follow from.</summary>
public sealed record IncomeTerms
{
    public required ConversionWay Way { get; init; }

    /// <summary>The day it came in: it decides rules, agreement and shares.</summary>
    public required DateOnly IncomeOn { get; init; }

    /// <summary>Yuan, before refunds; the value of the shares for a capital contribution, the year's operating profit for own
    /// use.</summary>
    public required Yuan Income { get; init; }
    public IReadOnlyList<IncomeRefund> Refunds { get; init; } = [];

    /// <summary>Why the contract behind it fell; null while it stands.</summary>
    public IncomeLoss? Fell { get; init; }
    public IReadOnlyList<Deduction> Deductions { get; init; } = [];

    /// <summary>They add up to 1.</summary>
    public required IReadOnlyList<IncomePart> Agreement { get; init; }

    /// <summary>They add up to 1.</summary>
    public required IReadOnlyList<MemberShare> Team { get; init; }

    /// <summary>The part of the company, for a capital contribution.</summary>
    public Share? EquityShare { get; init; }

    /// <summary>For own use: when production started.</summary>
    public DateOnly? ProductionStartedOn { get; init; }

    /// <summary>What is left of the income after refunds, nothing if its contract fell.</summary>
    public Yuan Kept(DistributionRules rules)
    {
        if (Fell is { } loss && rules.ClawBackOn.Contains(loss))
            return Yuan.Zero;
        return rules.ClawBackOn.Contains(IncomeLoss.Refund) ? Yuan.Max(Yuan.Zero, Income - Refunds.Sum(r => r.Amount)) : Income;
    }

    /// <summary>For own use: 1 in the first year after production started.</summary>
    public int? YearOfUse()
    {
        if (ProductionStartedOn is not { } start)
            return null;
        var years = IncomeOn.Year - start.Year;
        return start.AddYears(years) > IncomeOn ? years : years + 1;
    }
}

/// <summary>What one person gets.</summary>
/// <param name="Amount">Yuan.</param>
/// <param name="Equity">The part of the company, for a capital contribution.</param>
public sealed record Award(string Person, Share Share, Yuan Amount, Share? Equity = null);

/// <summary>What another than the team gets.</summary>
public sealed record OtherPart(string Who, Share Share, Yuan Amount, string? Name = null);

/// <summary>How an income is divided: <see cref="Deducted"/>, <see cref="Pool"/> and <see cref="Others"/> add up to <see cref="Income"/>,
/// the awards to the pool, each to the fen.</summary>
/// <param name="Income">Yuan, after refunds.</param>
/// <param name="Deducted">What the deductions took: never more than the income.</param>
/// <param name="Uncovered">Deductions that the income no longer covers, after a refund: the organisation bears them.</param>
/// <param name="PoolShare">The team's share that was applied: the agreed one, or the floor.</param>
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
