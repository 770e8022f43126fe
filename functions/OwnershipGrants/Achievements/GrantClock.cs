namespace TechTransfer.OwnershipGrants.Achievements;

[WireName("NoticePassed")]
public sealed record NoticePassed(DateOnly Until) : GrantEvent;

[WireName("TermEnded")]
public sealed record TermEnded(Ending Ending) : GrantEvent;

/// <summary>
/// Changes that follow from the date alone: the end of a notice and the end of a term. Every read and every step applies them first, so
/// that the result is right even before the timer has stored them.
/// </summary>
public static class GrantClock
{
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

    /// <summary>Last day of the running notice or of the term; the status changes on the next day. Null if no date is pending.</summary>
    public static DateOnly? DueOn(Grant grant) =>
        grant switch
        {
            { Status: GrantStatus.OnNotice, Notice: { } notice } => notice.Until,
            { EndsOn: { } last } when grant.IsInForce() => last,
            _ => null,
        };

    /// <summary>
    /// The change for the first grant whose notice or term has ended; null if there is none. Callers commit the change and call this method
    /// until it returns null.
    /// </summary>
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
                            $"The public notice ended on {after.Notice.Until:yyyy-MM-dd} without an open objection."
                        ),
                        after.Id
                    ),
                ],
            }
            : new TermEnded(after.Ending!) { GrantId = after.Id, Ledger = [new("grant", after.Ending!.Reason, after.Id)] };

    private static Ending EndOf(DateOnly last) =>
        new(last, "ended", new($"期限于{last:yyyy年M月d日}届满。", $"The term ended on {last:yyyy-MM-dd}."));
}
