namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>The notice ended without an objection that stands.</summary>
[WireName("NoticePassed")]
public sealed record NoticePassed(DateOnly Until) : GrantEvent;

/// <summary>The term ended.</summary>
[WireName("TermEnded")]
public sealed record TermEnded(Ending Ending) : GrantEvent;

/// <summary>What time alone brings about. Nobody's decision: it may be tried any number of times, and a step sees it before the timer has
/// written it down.</summary>
public static class GrantClock
{
    /// <summary>The grant as it stands on a day.</summary>
    public static Grant At(Grant grant, DateOnly today) =>
        grant switch
        {
            { Status: GrantStatus.OnNotice, Notice: { } notice } when today > notice.Until => grant with
            {
                Status = GrantStatus.NoticeEnded,
            },
            { EndsOn: { } last } when grant.IsInForce() && today > last => grant with { Status = GrantStatus.Ended, Ending = EndOf(last) },
            _ => grant,
        };

    /// <summary>The day after which something comes about by itself; null when nothing does.</summary>
    public static DateOnly? DueOn(Grant grant) =>
        grant switch
        {
            { Status: GrantStatus.OnNotice, Notice: { } notice } => notice.Until,
            { EndsOn: { } last } when grant.IsInForce() => last,
            _ => null,
        };

    /// <summary>Writes down what time has brought about on the first grant on which it has; null when on none.</summary>
    public static Change<Achievement>? Decide(Achievement state, DateTimeOffset now)
    {
        foreach (var grant in state.Grants)
        {
            var after = At(grant, now.ChinaDate());
            if (after.Status == grant.Status)
                continue;
            return new(state.With(after), Event(after));
        }
        return null;
    }

    private static GrantEvent Event(Grant after) =>
        after.Status == GrantStatus.NoticeEnded
            ? new NoticePassed(after.Notice!.Until)
            {
                GrantId = after.Id,
                Ledger =
                [
                    new(
                        "grant",
                        new(
                            $"公示于{after.Notice.Until:yyyy年M月d日}期满，无未处理异议。",
                            $"The notice ended on {after.Notice.Until:yyyy-MM-dd} without an open objection."
                        ),
                        after.Id
                    ),
                ],
            }
            : new TermEnded(after.Ending!) { GrantId = after.Id, Ledger = [new("grant", after.Ending!.Reason, after.Id)] };

    private static Ending EndOf(DateOnly last) =>
        new(last, "ended", new($"期限于{last:yyyy年M月d日}届满。", $"The term ended on {last:yyyy-MM-dd}."));
}
