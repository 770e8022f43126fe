using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>
/// Timer that sends reminders of due items, each once. It reads the day lists since the last completed run, however long ago that was. If
/// two runs find the same item, the first commit wins and the other finds the reminder already recorded.
/// </summary>
public sealed class RemindOfGrants(
    AggregateStore<Achievement> achievements,
    AggregateStore<Distribution> distributions,
    Lists lists,
    Copies copies,
    SetAsides asides,
    ReminderRules rules,
    TimeProvider time
)
{
    private const int PageSize = 200;

    // The last three days are read again, because a list entry may be written after its command. Without a stored day, the timer starts 400
    // days back.
    private const int RecheckedDays = 3;
    private const int FirstLookBackDays = 400;
    private static readonly Caller Timer = Caller.System("reminders", "到期提醒");

    // At 07:15 and 12:15 in China (UTC+8); the second run retries failed items. The schedule is in UTC.
    [Function("RemindOfGrants")]
    public Task Run([TimerTrigger("0 15 4,23 * * *")] TimerInfo timer, CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>Returns the number of reminders sent.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var today = time.ChinaToday();
        var completed = await copies.FindAsync<CompletedDay>("reminders", "walk", cancellation);
        var sent = 0;
        var round = await asides.BeginAsync("reminder", cancellation);
        // Items that failed in an earlier run come first: the loop below may no longer read the lists of their days.
        foreach (var id in round.Known.Select(a => a.Item))
            await LookAsync(id);
        for (var day = completed?.Day.AddDays(1 - RecheckedDays) ?? today.AddDays(-FirstLookBackDays); day <= today; day = day.AddDays(1))
        {
            await foreach (var page in lists.PagesAsync(ReminderLists.OfDay(day), PageSize, cancellation: cancellation))
            {
                foreach (var id in page.Items.Select(line => Json.Read<DueLine>(line.GetRawText()).Id))
                    await LookAsync(id);
            }
            // Today's list may still grow, so that today is not marked as complete.
            if (day < today)
                await copies.PutAsync("reminders", "walk", day.DayNumber, new CompletedDay(day), cancellation);
        }
        return sent;

        Task LookAsync(string id) =>
            round.DoAsync(
                id,
                async () =>
                    sent += PartIds.IsDistribution(id)
                        ? await TellAsync(distributions, id, state => Reminders.Remind.Next(state, rules, today), cancellation)
                        : await TellAsync(achievements, id, state => Reminders.Remind.Next(state, rules, today), cancellation),
                cancellation
            );
    }

    private static async Task<int> TellAsync<TState>(
        AggregateStore<TState> store,
        string id,
        Func<TState, Change<TState>?> next,
        CancellationToken cancellation
    )
    {
        var sent = 0;
        var loaded = await store.LoadAsync(id, cancellation);
        Change<TState>? change = null;
        do
        {
            loaded = await store.UpdateAsync(loaded, now => change = now.Exists ? next(now.State!) : null, Timer, cancellation);
            if (change is not null)
                sent++;
        } while (change is not null);
        return sent;
    }
}

/// <summary>The last day whose list of due items was read completely.</summary>
public sealed record CompletedDay(DateOnly Day);
