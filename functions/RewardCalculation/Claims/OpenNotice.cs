using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A claim was put on public notice.</summary>
[WireName("NoticeOpened")]
public sealed record NoticeOpened(DateOnly From, DateOnly Until, bool Provisional, Yuan Amount, string By, DateTimeOffset At);

/// <summary>The notice's last day is over.</summary>
[WireName("NoticeEnded")]
public sealed record NoticeEnded(DateOnly Until, DateTimeOffset At);

/// <summary>The arrangement of holidays was published, and the notice ends on another day.</summary>
[WireName("NoticeRecounted")]
public sealed record NoticeRecounted(DateOnly Before, DateOnly After);

/// <summary>公示 of a settled claim.</summary>
public static class OpenNotice
{
    public static Outcome<Change<Claim>> Decide(Claim claim, WorkingCalendar calendar, Caller caller, DateTimeOffset now) =>
        ClaimLifeCycle.Publish.Against(claim, caller) is { } problem ? problem : Open(claim, calendar, caller, now);

    /// <summary>The change of a settled claim that goes on notice.</summary>
    public static Change<Claim> Open(Claim claim, WorkingCalendar calendar, Caller caller, DateTimeOffset now)
    {
        var notice = PublicNotice.Open(now.ChinaDate(), claim.NoticeWorkingDays, calendar, Act.Of(caller, now));
        return new(
            claim.Cleared() with
            {
                Status = ClaimStatus.OnNotice,
                Notice = notice,
            },
            new NoticeOpened(notice.From, notice.Until, notice.Provisional, claim.Amount(), caller.Subject, now)
        );
    }

    /// <summary>Records the end of a notice whose last day is over, or its new end on the calendar as it is known now; null when there is
    /// nothing to record.</summary>
    public static Change<Claim>? End(Claim claim, WorkingCalendar calendar, DateTimeOffset now)
    {
        if (claim is not { Status: ClaimStatus.OnNotice, Notice: { EndedAt: null } notice })
            return null;
        var counted = notice.Recounted(calendar);
        if (counted.IsOver(now.ChinaDate()))
            return new(claim with { Notice = counted with { EndedAt = now } }, new NoticeEnded(counted.Until, now));
        return counted == notice ? null : new(claim with { Notice = counted }, new NoticeRecounted(notice.Until, counted.Until));
    }
}
