using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <seealso cref="Distribution"/>
/// <seealso cref="IncomeTerms"/>
/// <seealso cref="Figures"/>
public sealed record DistributionView
{
    public required string Id { get; init; }
    public required string AchievementId { get; init; }
    public required string GrantId { get; init; }
    public required DistributionStatus Status { get; init; }
    public required int Edition { get; init; }
    public required ConversionWay Way { get; init; }
    public required DateOnly IncomeOn { get; init; }

    /// <summary>Yuan, before refunds.</summary>
    public required Yuan GrossIncome { get; init; }
    public required IReadOnlyList<IncomeRefund> Refunds { get; init; }

    /// <summary>Yuan after refunds: the sum of deductions, pool and other parts.</summary>
    public required Yuan Income { get; init; }
    public required IReadOnlyList<Deduction> Deductions { get; init; }
    public required Yuan Deducted { get; init; }
    public required Yuan NetIncome { get; init; }

    /// <summary>The team's share that was applied: the agreed share, or the floor if that is higher.</summary>
    public required Share PoolShare { get; init; }

    /// <summary>Total for the team (奖酬金总额), yuan.</summary>
    public required Yuan Pool { get; init; }

    /// <summary>Parts that go to others than persons.</summary>
    public required IReadOnlyList<OtherPartView> Others { get; init; }
    public required IReadOnlyList<AwardView> Awards { get; init; }

    /// <summary>Where the income comes from.</summary>
    public required IncomeSource Source { get; init; }
    public required string RuleSet { get; init; }
    public string? Supplements { get; init; }
    public DistributionNotice? Notice { get; init; }
    public required IReadOnlyList<DistributionObjection> Objections { get; init; }

    /// <summary>Day of the approval; absent before.</summary>
    public DateOnly? ApprovedOn { get; init; }

    /// <summary>Last day on which a payment keeps the tax relief (36 months after the income).</summary>
    public required DateOnly PayUntil { get; init; }
    public required Yuan Paid { get; init; }
    public required IReadOnlyList<Payment> Payments { get; init; }
    public required IReadOnlyList<ClawBack> ClawBacks { get; init; }
    public required Evidence Evidence { get; init; }

    /// <summary>Conditions of the tax relief for cash awards.</summary>
    public required IReadOnlyList<ConditionView> Conditions { get; init; }

    /// <summary>What the conditions come to, in a sentence.</summary>
    public required Text ConditionsStatement { get; init; }
    public required IReadOnlyList<FindingLine> Findings { get; init; }

    /// <summary>Calculation steps in order, each with the rule that it applies.</summary>
    public required IReadOnlyList<Step> Explanation { get; init; }

    /// <summary>The actions that are possible in the status: those of the caller, and those for which the distribution waits for
    /// others.</summary>
    public required IReadOnlyList<ActionView> Actions { get; init; }
    public required long Version { get; init; }

    /// <param name="Who">unit, department, transferStaff, broker or other.</param>
    /// <param name="Share">Share of the net income.</param>
    public sealed record OtherPartView(string Who, Text Name, Share Share, Yuan Amount);

    /// <param name="Name">Null after the person's data were erased.</param>
    /// <param name="Share">Share of the person in the pool.</param>
    /// <param name="Amount">The person's award.</param>
    /// <param name="Equity">Share of the person in the equity; absent without equity.</param>
    /// <param name="Due">Still to be paid, yuan; zero before the approval.</param>
    /// <param name="Owed">To be paid back after a claw-back, yuan.</param>
    /// <param name="Rank">Rank of a leader: principal or other; null for other persons.</param>
    /// <seealso cref="Award"/>
    public sealed record AwardView(
        string Person,
        string? Name,
        Share Share,
        Yuan Amount,
        Share? Equity,
        Yuan Paid,
        Yuan Due,
        Yuan Owed,
        string? Rank
    );

    /// <param name="Met">True when it is met, false when it is not; absent while it is open.</param>
    /// <param name="On">Day that decides; absent for none.</param>
    /// <param name="Finding">Why the condition is met, not met or open.</param>
    public sealed record ConditionView(string Code, Text Name, bool? Met, DateOnly? On, Text Finding, Citation Citation);

    public sealed record FindingLine(string Code, Severity Severity, Text Message, Citation? Citation);

    public static DistributionView Of(Distribution d, Caller caller, DistributionBook book, DateOnly today, long version)
    {
        var (rules, figures) = (book.Pinned(d.RuleSet), d.Figures);
        return new()
        {
            Id = d.Id,
            AchievementId = d.AchievementId,
            GrantId = d.GrantId,
            Status = d.Status,
            Edition = d.Edition,
            Way = d.Terms.Way,
            IncomeOn = d.Terms.IncomeOn,
            GrossIncome = d.Terms.Income,
            Refunds = d.Terms.Refunds,
            Income = figures.Income,
            Deductions = d.Terms.Deductions,
            Deducted = figures.Deducted,
            NetIncome = figures.NetIncome,
            PoolShare = figures.PoolShare,
            Pool = figures.Pool,
            Others = [.. figures.Others.Select(o => new OtherPartView(o.Who, IncomePart.NameOf(o.Who, o.Name), o.Share, o.Amount))],
            Awards =
            [
                .. figures.Awards.Select(a => new AwardView(
                    a.Person,
                    d.NameOf(a.Person),
                    a.Share,
                    a.Amount,
                    a.Equity,
                    d.PaidTo(a.Person),
                    d.IsApproved ? d.DueTo(a.Person) : Yuan.Zero,
                    d.OwedBy(a.Person),
                    d.Leaders.FirstOrDefault(l => l.Person == a.Person)?.Rank
                )),
            ],
            Source = d.Source,
            RuleSet = d.RuleSet,
            Supplements = d.Supplements,
            Notice = d.Notice,
            Objections = d.Objections,
            ApprovedOn = d.Approved?.At.ChinaDate(),
            PayUntil = d.PayUntil,
            Paid = d.Paid(),
            Payments = d.Payments,
            ClawBacks = d.ClawBacks,
            Evidence = d.Evidence,
            Conditions =
            [
                .. Distributions
                    .Conditions.Of(d, rules, today)
                    .Select(c => new ConditionView(c.Code, c.Name, c.Met, c.On, c.Finding, c.Citation)),
            ],
            ConditionsStatement = Distributions.Conditions.Statement,
            Findings = [.. DistributionFindings.Of(d, rules).Select(f => new FindingLine(f.Code, f.Severity, f.Message, f.Citation))],
            Explanation = IncomeSplit.Explain(d.Terms, figures, rules),
            Actions = DistributionLifeCycle.ActionsFor(new(d, book, today), caller),
            Version = version,
        };
    }
}
