using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Notices;

/// <summary>
/// Every hour, ends the public notices whose last day is over and recalculates provisional last days: those that depend on holidays not
/// published when the notice opened. The list of notices is ordered by last day, so only its beginning must be read.
/// </summary>
public sealed class EndNotices(
    AggregateStore<Claim> claims,
    Lists lists,
    SetAsides asides,
    WorkingCalendar calendar,
    TimeProvider time,
    ILogger<EndNotices> log
)
{
    private const int PageSize = 200;

    private static readonly Caller TheSystem = Caller.System();

    [Function("EndNotices")]
    public Task Run([TimerTrigger("0 5 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) =>
        RunAsync(cancellation);

    /// <summary>Goes through the list of running notices once; returns how many notices changed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (changed, today) = (0, time.ChinaToday());
        string? cursor = null;
        var round = await asides.BeginAsync("noticeEnd", cancellation);
        do
        {
            var page = (await lists.ReadAsync(ClaimLists.Notices, PageSize, cursor, cancellation: cancellation)).Value;
            var lines = page.Items.Select(i => Json.Read<NoticeLine>(i.GetRawText())).ToArray();
            foreach (var line in lines.Where(l => !l.Objected && (l.Until < today || l.Provisional)))
                await round.DoAsync(
                    line.ClaimId,
                    async () =>
                    {
                        var loaded = await claims.LoadAsync(line.ClaimId, cancellation);
                        if (!loaded.Exists || Decide(loaded.State!, calendar, time.GetUtcNow()) is not { } end)
                            return;
                        var outcome = await claims.CommitAsync(loaded, end, TheSystem, null, cancellation);
                        if (outcome.Problem is null)
                            changed++;
                        else
                            log.LogWarning(
                                "The notice of claim {Claim} is left to the next walk: {Problem}",
                                line.ClaimId,
                                outcome.Problem.Kind.Code
                            );
                    },
                    cancellation
                );
            // Stop here: all later notices still run. A provisional last day among them is recalculated once it is near.
            cursor = lines.Length > 0 && lines[^1].Until > today ? null : page.Cursor;
        } while (cursor is not null);
        await round.EndAsync(cancellation);
        return changed;
    }

    /// <summary>
    /// The change that records the end of a notice, or its new last day on the current calendar; null when nothing changes.
    /// </summary>
    public static Change<Claim>? Decide(Claim claim, WorkingCalendar calendar, DateTimeOffset now)
    {
        if (claim is not { Status: ClaimStatus.OnNotice, Notice: { EndedAt: null } notice })
            return null;
        var counted = notice.Recounted(calendar);
        if (counted.IsOver(now.ChinaDate()))
            return new(claim with { Notice = counted with { EndedAt = now } }, new NoticeEnded(counted.Until, now));
        return counted == notice ? null : new(claim with { Notice = counted }, new NoticeRecounted(notice.Until, counted.Until));
    }
}

[WireName("NoticeEnded")]
public sealed record NoticeEnded(DateOnly Until, DateTimeOffset At);

/// <summary>History entry: holidays were published, which moved the last day of the notice.</summary>
[WireName("NoticeRecounted")]
public sealed record NoticeRecounted(DateOnly Before, DateOnly After);
