using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Storage;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Watch;

/// <summary>Records metrics about stored data by timer, and logs an alarm when something is wrong.</summary>
public sealed class WatchFunctions(
    AppDescription app,
    Waiting waiting,
    SetAsides asides,
    Backup backup,
    IEnumerable<IWatched> others,
    TimeProvider time,
    ILogger<WatchFunctions> log
)
{
    /// <summary>Anything that waits longer than this raises an alarm; load alone does not explain such a delay.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Every five minutes, checks queues, failed messages, unfinished commands, set-aside items, the backup, and the app's own
    /// <c>IWatched</c> checks.</summary>
    [Function("Watch")]
    public async Task Watch([TimerTrigger("20 */5 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation)
    {
        // A failing check must not prevent the others.
        await Each.DoAsync(
            [
                .. app.Reads.Select(queue => (Func<Task>)(() => LookAtAsync(queue, cancellation))),
                () => LookAtCommandsAsync(cancellation),
                () => LookAtSetAsideAsync(cancellation),
                () => LookAtBackupAsync(cancellation),
                .. others.Select(other => (Func<Task>)(() => other.LookAsync(cancellation))),
            ],
            cancellation
        );
    }

    private async Task LookAtAsync(string queue, CancellationToken cancellation)
    {
        var named = KeyValuePair.Create("queue", (object?)queue);
        var messages = await waiting.MessagesAsync(queue, cancellation);
        var age = AgeOf(messages.Since);
        Meters.QueueLength.Record(messages.Count, named);
        Meters.QueueAge.Record(age.TotalSeconds, named);
        if (age > Patience)
            log.LogError(
                Alarms.MessagesWait,
                "MessagesWait: {Count} messages stand in {Queue}, the oldest since {Since:u}",
                messages.Count,
                queue,
                messages.Since
            );

        var failed = await waiting.MessagesAsync(FailedMessages.PoisonQueueOf(queue), cancellation);
        Meters.QueuePoison.Record(failed.Count, named);
        if (failed.Count > 0)
            log.LogError(
                Alarms.PoisonMessages,
                "PoisonMessages: {Count} messages of {Queue} failed for good, the oldest since {Since:u}",
                failed.Count,
                queue,
                failed.Since
            );
    }

    private async Task LookAtCommandsAsync(CancellationToken cancellation)
    {
        var commands = await waiting.CommandsAsync(cancellation);
        var age = AgeOf(commands.Since);
        Meters.OutboxLength.Record(commands.Count);
        Meters.OutboxAge.Record(age.TotalSeconds);
        if (age > Patience)
            log.LogError(
                Alarms.MarkersOld,
                "MarkersOld: {Count} commands are unfinished, the oldest since {Since:u}",
                commands.Count,
                commands.Since
            );
    }

    private async Task LookAtSetAsideAsync(CancellationToken cancellation)
    {
        var works = await asides.CountAsync(cancellation);
        Meters.SetAside.Record(works.Sum(work => work.Count));
        foreach (var work in works.Where(work => AgeOf(work.Since) > Patience))
        {
            log.LogError(
                Alarms.ItemsSetAside,
                "ItemsSetAside: {Count} items of {Work} could not be done, the first since {Since:u}: {Reasons}",
                work.Count,
                work.Work,
                work.Since,
                string.Join("; ", work.Reasons.OrderByDescending(r => r.Value).Take(5).Select(r => r.Key))
            );
        }
    }

    private async Task LookAtBackupAsync(CancellationToken cancellation)
    {
        if (await backup.FindUpToAsync(cancellation) is not { } upTo)
            return;
        var age = AgeOf(upTo);
        Meters.BackupAge.Record(age.TotalSeconds);
        if (age > Patience)
            log.LogError(Alarms.BackupOld, "BackupOld: nothing later than {UpTo:u} is in the backup", upTo);
    }

    // Clocks differ slightly, so the age may come out negative.
    private TimeSpan AgeOf(DateTimeOffset? since) =>
        since is { } at && time.GetUtcNow() - at is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;
}
