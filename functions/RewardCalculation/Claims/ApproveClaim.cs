using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>The reward is decided.</summary>
[WireName("ClaimApproved")]
public sealed record ClaimApproved(Yuan Amount, string By, DateTimeOffset At);

/// <summary>批准, after the public notice has ended without an open objection, by another person than those who checked and
/// settled.</summary>
public static class ApproveClaim
{
    public static Outcome<Change<Claim>> Decide(Claim claim, ClaimCover cover, WorkingCalendar calendar, Caller caller, DateTimeOffset now)
    {
        if ((ClaimLifeCycle.Approve.Against(claim, caller) ?? cover.Against(claim)) is { } problem)
            return problem;
        var notice = claim.Notice!.Recounted(calendar);
        if (!notice.IsOver(now.ChinaDate()))
            return Problem.Of(Catalogue.NoticeRunning, ("until", $"{notice.Until:yyyy-MM-dd}"));
        var approved = claim.Cleared() with
        {
            Status = ClaimStatus.Approved,
            Approved = Act.Of(caller, now),
            Edition = claim.Edition + 1,
            Notice = notice with { EndedAt = notice.EndedAt ?? now },
        };
        return new Change<Claim>(approved, new ClaimApproved(approved.Amount(), caller.Subject, now));
    }
}
