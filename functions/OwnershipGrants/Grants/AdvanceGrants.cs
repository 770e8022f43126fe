using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>
/// Writes down what time alone has brought about, as events: ends of notices and of terms. Walks the lists of the last months up to this
/// one, so that a stop of weeks loses nothing; a second instance finds the work done.
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

    // Shortly after midnight in China, and again in the morning for what failed.
    [Function("AdvanceGrants")]
    public Task Run([TimerTrigger("0 5 16,22 * * *")] TimerInfo timer, CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>One walk; the number of events that it made.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var today = time.ChinaToday();
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        var made = 0;
        var round = await asides.BeginAsync("grantClock", cancellation);
        for (var back = MonthsBack; back >= 0; back--)
        {
            string? cursor = null;
            do
            {
                var page = (
                    await lists.ReadAsync(GrantLists.OfClock(thisMonth.AddMonths(-back)), PageSize, cursor, cancellation: cancellation)
                ).Value;
                foreach (var id in page.Items.Select(line => line.GetProperty("achievementId").GetString()!).Distinct())
                    await round.DoAsync(id, async () => made += await LookAtAsync(id, cancellation), cancellation);
                cursor = page.Cursor;
            } while (cursor is not null);
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
                // Somebody works on it at this moment, or another instance was faster; the next walk looks again.
                log.LogInformation("Achievement {Achievement} was not moved on: {Problem}", id, problem.Kind.Code);
                return made;
            }
            loaded = outcome.Value;
            made++;
        }
        return made;
    }
}
