using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Reminders;

/// <summary>The last day whose list was walked to its end.</summary>
public sealed record WalkedTo(DateOnly Day);

/// <summary>
/// Tells what falls due, each thing once. Walks the lists of the days since the last walk that came to its end, however long ago that is; what two walks at
/// once both find is told by the one that commits first, and the other then finds it told.
/// </summary>
public sealed class ReminderWalk(AggregateStore<Achievement> achievements, Lists lists, Copies copies, SetAsides asides, ReminderRules rules, TimeProvider time, ILogger<ReminderWalk> log)
{
    private const int PageSize = 200;
    private const int Attempts = 20;
    // A line may be written some time after its command, by the sweeper; and the timer may have been off for long before the first walk.
    private const int DaysLookedAtAgain = 3;
    private const int DaysBeforeTheFirstWalk = 400;
    private static readonly Caller Timer = Caller.System("reminders", "到期提醒");

    // A quarter past seven in the morning in China, and again at noon for what failed.
    [Function("RemindOfGrants")]
    public Task Remind([TimerTrigger("0 15 4,23 * * *")] TimerInfo timer, CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>One walk; how much it told.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var today = time.ChinaToday();
        var walked = await copies.FindAsync<WalkedTo>("reminders", "walk", cancellation);
        var (told, complete) = (0, true);
        var round = await asides.BeginAsync("reminder", cancellation);
        // The walk does not come to their day again.
        foreach (var id in round.Known.Select(a => a.Item)) await LookAsync(id);
        for (var day = walked?.Day.AddDays(1 - DaysLookedAtAgain) ?? today.AddDays(-DaysBeforeTheFirstWalk); day <= today; day = day.AddDays(1))
        {
            string? cursor = null;
            do
            {
                var page = (await lists.ReadAsync(ReminderLists.OfDay(day), PageSize, cursor, cancellation: cancellation)).Value;
                foreach (var id in page.Items.Select(line => Json.Read<DueLine>(line.GetRawText()).Id)) await LookAsync(id);
                cursor = page.Cursor;
            }
            while (cursor is not null);
            // Today's list may still grow.
            if (complete && day < today) await copies.PutAsync("reminders", "walk", day.DayNumber, new WalkedTo(day), cancellation);
        }
        return told;

        Task LookAsync(string id) => round.DoAsync(id, async () =>
        {
            if (await LookAtAsync(id, today, cancellation) is { } count) told += count;
            else complete = false;
        }, cancellation);
    }

    // How much was told on the achievement; null when it must be looked at again.
    private async Task<int?> LookAtAsync(string id, DateOnly today, CancellationToken cancellation)
    {
        var told = 0;
        var loaded = await achievements.LoadAsync(id, cancellation);
        for (var attempt = 1; loaded.Exists && Next(loaded.State!, today) is { } change;)
        {
            var outcome = await achievements.CommitAsync(loaded, change, Timer, command: null, cancellation);
            if (outcome.Problem is null)
            {
                loaded = outcome.Value;
                told++;
            }
            else if (outcome.Problem.Kind == Catalogue.VersionConflict && attempt++ < Attempts)
            {
                loaded = await achievements.LoadAsync(id, cancellation);
            }
            else
            {
                log.LogWarning("What falls due on {Achievement} could not be told: {Problem}", id, outcome.Problem.Kind.Code);
                return null;
            }
        }
        return told;
    }

    private Change<Achievement>? Next(Achievement state, DateOnly today) => Reminders.Remind.Next(state, rules, today);
}
