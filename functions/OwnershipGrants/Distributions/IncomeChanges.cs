using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// The income of a distribution that is not approved changed: the draft was recalculated, or withdrawn if no income is left.
/// </summary>
[WireName("IncomeChanged")]
public sealed record IncomeChanged(string DistributionId, IncomeTerms Terms, Figures Figures, bool Withdrawn) : AchievementEvent;

/// <summary>The income of a distribution changed without any effect on its figures or status; no notification is sent.</summary>
[WireName("IncomeTermsChanged")]
public sealed record IncomeTermsChanged(string DistributionId, IncomeTerms Terms) : AchievementEvent;

[WireName("DistributionWasClawedBack")]
public sealed record DistributionWasClawedBack(string DistributionId, ClawBack ClawBack, Figures Figures) : AchievementEvent;

/// <summary>
/// 收入变动: adjusts a distribution after a refund or the end of the source contract. This follows from known data without a decision by a
/// person, and is idempotent.
/// </summary>
public static class IncomeChanges
{
    /// <summary>Null if neither the refunds nor the end of the contract changed.</summary>
    public static Change<Distribution>? Follow(
        Distribution distribution,
        IReadOnlyList<IncomeRefund> refunds,
        IncomeLoss? fell,
        DistributionBook book,
        DateTimeOffset now
    )
    {
        if (distribution.Terms.Refunds.SequenceEqual(refunds) && distribution.Terms.Fell == fell)
            return null;
        var (terms, rules) = (distribution.Terms with { Refunds = refunds, Fell = fell }, book.Pinned(distribution.RuleSet));
        var figures = IncomeSplit.Of(terms, rules);
        var because = fell ?? IncomeLoss.Refund;
        var after = distribution with { Terms = terms, Figures = figures };
        if (!distribution.IsApproved)
            return BeforeApproval(distribution, after);
        if (figures.SameAs(distribution.Figures))
            return TermsOnly(after);

        PersonDifference[] differences =
        [
            .. distribution
                .Figures.Awards.Select(a => new PersonDifference(a.Person, a.Amount - figures.Of(a.Person)!.Amount))
                .Where(d => d.Amount != Yuan.Zero),
        ];
        var clawBack = new ClawBack(distribution.Edition + 1, now.ChinaDate(), because, distribution.Figures.Pool, differences);
        after = DistributionSteps.WithPaymentStatus(
            after with
            {
                Edition = clawBack.Edition,
                ClawBacks = [.. distribution.ClawBacks, clawBack],
            }
        );
        return new(
            after,
            new DistributionWasClawedBack(distribution.Id, clawBack, figures)
            {
                Ledger =
                [
                    DistributionSteps.Line(
                        after,
                        "income",
                        $"收入变动（{Reason(because).Zh}），奖酬金由{clawBack.PoolBefore}元调整为{figures.Pool}元。",
                        $"The income has changed ({Reason(because).En}). The award is changed from {clawBack.PoolBefore} to "
                            + $"{figures.Pool} yuan.",
                        figures.Income
                    ),
                    .. differences.Select(d =>
                        DistributionSteps.Line(
                            after,
                            "award",
                            $"团队成员（编号{d.Person}）应得减少。",
                            $"The award of team member {d.Person} is reduced.",
                            Yuan.Zero - d.Amount
                        )
                    ),
                ],
            }
        );
    }

    public static Text Reason(IncomeLoss loss) =>
        loss switch
        {
            IncomeLoss.Refund => new("收入已退还", "the income was refunded"),
            IncomeLoss.Cancellation => new("合同登记已注销", "the contract's registration was cancelled"),
            IncomeLoss.Revocation => new("合同登记已撤销", "the contract's registration was revoked"),
        };

    private static Change<Distribution> TermsOnly(Distribution after) =>
        new(after, new IncomeTermsChanged(after.Id, after.Terms) { Ledger = [] });

    // Published figures are no longer valid: back to a draft, whose next notice is a new edition. With no income left it is withdrawn.
    private static Change<Distribution> BeforeApproval(Distribution before, Distribution after)
    {
        if (before.Status == DistributionStatus.Withdrawn)
            return TermsOnly(after);
        var isEmpty = after.Figures.Income == Yuan.Zero;
        after = after with
        {
            Status = isEmpty ? DistributionStatus.Withdrawn : DistributionStatus.Draft,
            Notice = null,
            Edition = before.Notice is null ? before.Edition : before.Edition + 1,
        };
        return new(
            after,
            new IncomeChanged(before.Id, after.Terms, after.Figures, isEmpty)
            {
                Ledger =
                [
                    DistributionSteps.Line(
                        after,
                        "income",
                        "收入变动，分配草案已重新测算。",
                        "The income has changed, and the draft distribution was recalculated.",
                        after.Figures.Income
                    ),
                ],
            }
        );
    }
}
