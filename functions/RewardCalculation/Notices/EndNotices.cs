using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Notices;

/// <summary>
/// Records the end of notices whose last day is over, and recounts provisional ones. The list is ordered by last day, so that it reads only
/// what is due.
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

    /// <summary>One walk; how many notices changed.</summary>
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
            // Behind the first that still runs there are only others that do; provisional ones further on are counted again when their day
            // comes near.
            cursor = lines.Length > 0 && lines[^1].Until > today ? null : page.Cursor;
        } while (cursor is not null);
        await round.EndAsync(cancellation);
        return changed;
    }

    /// <summary>Records the end of a notice whose last day is over, or its new end on the calendar as it is known now; null when there is
    /// nothing to record.</summary>
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

/// <summary>The notice's last day is over.</summary>
[WireName("NoticeEnded")]
public sealed record NoticeEnded(DateOnly Until, DateTimeOffset At);

/// <summary>The arrangement of holidays was published, and the notice ends on another day.</summary>
[WireName("NoticeRecounted")]
public sealed record NoticeRecounted(DateOnly Before, DateOnly After);
