using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>
/// Timer that stores the ends of notices and terms as events. It reads the month lists of the current and the last six months, so that an
/// outage of weeks loses nothing. Safe to run on several instances.
/// </summary>
public sealed class AdvanceGrants(
    AggregateStore<Achievement> achievements,
    Lists lists,
    SetAsides asides,
    TimeProvider time,
    ILogger<AdvanceGrants> log
)
{
    private const int PageSize = 200;
    private const int MonthsBack = 6;
    private static readonly Caller Clock = Caller.System("grant-clock", "赋权期限");

    // At 00:05 and 06:05 in China (UTC+8); the second run retries failed achievements. The schedule is in UTC.
    [Function("AdvanceGrants")]
    public Task Run([TimerTrigger("0 5 16,22 * * *")] TimerInfo timer, CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>Returns the number of events stored.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var today = time.ChinaToday();
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        var made = 0;
        var round = await asides.BeginAsync("grantClock", cancellation);
        for (var back = MonthsBack; back >= 0; back--)
        {
            await foreach (
                var page in lists.PagesAsync(GrantLists.OfClock(thisMonth.AddMonths(-back)), PageSize, cancellation: cancellation)
            )
            {
                foreach (var id in page.Items.Select(line => line.GetProperty("achievementId").GetString()!).Distinct())
                    await round.DoAsync(id, async () => made += await LookAtAsync(id, cancellation), cancellation);
            }
        }
        await round.EndAsync(cancellation);
        return made;
    }

    private async Task<int> LookAtAsync(string id, CancellationToken cancellation)
    {
        var made = 0;
        var loaded = await achievements.LoadAsync(id, cancellation);
        while (loaded.Exists && GrantClock.Decide(loaded.State!, time.GetUtcNow()) is { } change)
        {
            var outcome = await achievements.CommitAsync(loaded, change, Clock, command: null, cancellation);
            if (outcome.Problem is { } problem)
            {
                // A concurrent command or another instance changed the achievement first; the next run tries again.
                log.LogInformation("Achievement {Achievement} was not moved on: {Problem}", id, problem.Kind.Code);
                return made;
            }
            loaded = outcome.Value;
            made++;
        }
        return made;
    }
}
