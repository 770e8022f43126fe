using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>
/// Records the end of notices whose last day is over, each once, and counts provisional ones again. The list stands in the order of last
/// days, so that the
/// walk reads what is due and stops; two walks at once do no harm.
/// </summary>
public sealed class NoticeEnds(
    AggregateStore<Claim> claims,
    Lists lists,
    SetAsides asides,
    WorkingCalendar calendar,
    TimeProvider time,
    ILogger<NoticeEnds> log
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
                        if (!loaded.Exists || OpenNotice.End(loaded.State!, calendar, time.GetUtcNow()) is not { } end)
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
}
