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
    private static readonly Text Action = new("批准", "approve");
    private static readonly Text Prepared = new("编制、公示分配方案", "prepare and publish the distribution");

    public static Outcome<Change<Distribution>> Decide(Distribution state, DistributionBook book, Caller caller, DateTimeOffset now) =>
        DistributionSteps.On(state, caller, distribution =>
        {
            if (DistributionSteps.Status(distribution, Action, DistributionStatus.OnNotice) is { } wrongStatus) return wrongStatus;
            if (distribution.PreparedBy.Contains(caller.Subject)) return Problem.Of(Catalogue.TwoPersonRule, ("done", Prepared), ("action", Action));
            var notice = distribution.Notice!.Recounted(book.Pinned(distribution.RuleSet), book.Calendar);
            var until = notice.Until;
            if (now.ChinaDate() <= until) return Problem.Of(Catalogue.DistributionNoticeRuns, ("until", $"{until:yyyy-MM-dd}"));

            var after = DistributionSteps.Settled(distribution with { Notice = notice, Approved = Act.Of(caller, now) });
            return (after, new DistributionWasApproved(distribution.Id, after.Edition, after.Figures, after.PayUntil)
            {
                Ledger =
                [
                    DistributionSteps.Line(after, "decision", $"分配方案获批准，应于 {after.PayUntil:yyyy-MM-dd} 前发放。", $"Distribution approved; to be paid by {after.PayUntil:yyyy-MM-dd}.", after.Figures.Pool),
                    .. after.Figures.Awards.Select(a => DistributionSteps.Line(after, "award", $"{a.Person} 应得（份额 {a.Share}）。", $"Award of {a.Person} (share {a.Share}).", a.Amount)),
                ],
            });
        });
}
