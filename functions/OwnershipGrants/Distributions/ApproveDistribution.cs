using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>A distribution was approved.</summary>
[WireName("DistributionWasApproved")]
public sealed record DistributionWasApproved(string DistributionId, int Edition, Figures Figures, DateOnly PayUntil) : AchievementEvent;

/// <summary>批准, after the notice, by another person of the organisation than those who prepared it.</summary>
public static class ApproveDistribution
{
    public static Outcome<Change<Distribution>> Decide(Distribution state, DistributionBook book, Caller caller, DateTimeOffset now) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.Approve,
            caller,
            distribution =>
            {
                var notice = distribution.Notice!.Recounted(book.Pinned(distribution.RuleSet), book.Calendar);
                var until = notice.Until;
                if (now.ChinaDate() <= until)
                    return Problem.Of(Catalogue.DistributionNoticeRuns, ("until", until));

                var after = DistributionSteps.Settled(distribution with { Notice = notice, Approved = Act.Of(caller, now) });
                return (
                    after,
                    new DistributionWasApproved(distribution.Id, after.Edition, after.Figures, after.PayUntil)
                    {
                        Ledger =
                        [
                            DistributionSteps.Line(
                                after,
                                "decision",
                                $"分配方案获批准，应于 {after.PayUntil:yyyy-MM-dd} 前发放。",
                                $"Distribution approved; to be paid by {after.PayUntil:yyyy-MM-dd}.",
                                after.Figures.Pool
                            ),
                            .. after.Figures.Awards.Select(a =>
                                DistributionSteps.Line(
                                    after,
                                    "award",
                                    $"{a.Person} 应得（份额 {a.Share}）。",
                                    $"Award of {a.Person} (share {a.Share}).",
                                    a.Amount
                                )
                            ),
                        ],
                    }
                );
            }
        );
}
