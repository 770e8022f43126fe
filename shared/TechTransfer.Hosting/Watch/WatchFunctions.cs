using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Storage;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Watch;

/// <summary>The timer that measures what stands in storage, and says in the log when something is wrong with it.</summary>
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
    /// <summary>What has waited longer is no matter of load any more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Looks, every five minutes, at queues, failed messages, unfinished commands, what is set aside and the backup, and at what
    /// else the app has to be watched.</summary>
    [Function("Watch")]
    public async Task Watch([TimerTrigger("20 */5 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation)
    {
        // Whatever cannot be looked at, the rest is.
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

        var failed = await waiting.MessagesAsync(AppDescription.PoisonQueueOf(queue), cancellation);
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

    // Clocks differ a little: what was put there a moment ago is no younger than now.
    private TimeSpan AgeOf(DateTimeOffset? since) =>
        since is { } at && time.GetUtcNow() - at is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;
}
