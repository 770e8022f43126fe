using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Storage.Aggregates;

namespace TechTransfer.Storage.Retries;

/// <summary>An item that failed and was set aside, so that a loop can continue with the others.</summary>
/// <param name="Work">The kind of work that failed, as in <c>marker</c>.</param>
/// <param name="Item">Names the item by ids only, so that it may be logged.</param>
/// <param name="Reason">The failure's reason, without user input.</param>
/// <param name="Since">Time of the first failure.</param>
/// <param name="NextAt">Time of the next attempt, unless the item changes before.</param>
/// <param name="Tries">Number of failed attempts.</param>
/// <param name="Tag">State of the item at the last failure, such as an ETag, or where it is stored; null when unknown.</param>
public sealed record SetAside(string Work, string Item, string Reason, DateTimeOffset Since, DateTimeOffset NextAt, int Tries, string? Tag);

/// <summary>What <c>/health</c> reports of one kind of work.</summary>
/// <param name="Work">The kind of work, as in <c>marker</c>.</param>
/// <param name="Count">Number of items; at most 1000 over all kinds of work are counted.</param>
/// <param name="Since">Earliest first failure among them.</param>
/// <param name="Reasons">Number of items by reason.</param>
public sealed record SetAsideWork(string Work, int Count, DateTimeOffset Since, IReadOnlyDictionary<string, int> Reasons);

/// <summary>Work whose set-aside items <see cref="Sweeper"/> retries automatically.</summary>
public interface IRetried
{
    /// <summary>The kind of work, as in <c>line</c>; the items are set aside under it.</summary>
    string Work { get; }

    /// <summary>Processes the item once more. Throws when it fails; the sweeper then postpones the next attempt.</summary>
    Task RetryAsync(string item, CancellationToken cancellation);
}

/// <summary>Keeps a row, with the reason, for each item that a loop could not process. Each loop begins a <c>Round</c> and processes its
/// items through it, so that one failing item does not stop the loop. The row is deleted when the item succeeds.</summary>
public sealed class SetAsides(AppStorage storage, TimeProvider time, ILogger<SetAsides> log)
{
    internal const string Partition = "aside";
    private const int MaxCounted = 1000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Reads the items that earlier rounds set aside: one query, however many items the round will process.</summary>
    public async Task<Round> BeginAsync(string work, CancellationToken cancellation = default) =>
        new(this, work, await ReadAsync($"{work}|", $"{work}}}", cancellation));

    /// <summary>Begins a round for each named kind of work, and for each other kind that has items set aside.</summary>
    internal async Task<IReadOnlyDictionary<string, Round>> BeginAllAsync(IEnumerable<string> works, CancellationToken cancellation)
    {
        var all = (await ReadAsync("", "~", cancellation)).ToLookup(a => a.Work);
        return works.Concat(all.Select(a => a.Key)).Distinct().ToDictionary(work => work, work => new Round(this, work, all[work]));
    }

    /// <summary>One query, for <c>/health</c> and alarms. Counts at most 1000 items over all kinds of work.</summary>
    public async Task<IReadOnlyList<SetAsideWork>> CountAsync(CancellationToken cancellation = default) =>
        [
            .. (await ReadAsync("", "~", cancellation, MaxCounted))
                .GroupBy(a => a.Work)
                .Select(work => new SetAsideWork(
                    work.Key,
                    work.Count(),
                    work.Min(a => a.Since),
                    work.GroupBy(a => a.Reason).ToDictionary(r => r.Key, r => r.Count())
                )),
        ];

    internal Task<IReadOnlyList<SetAside>> AllAsync(CancellationToken cancellation) => ReadAsync("", "~", cancellation, MaxCounted);

    /// <summary>Makes the next run try the item, whatever its pause.</summary>
    internal async Task<SetAside> MakeDueAsync(SetAside aside, CancellationToken cancellation)
    {
        var due = aside with { NextAt = time.GetUtcNow() };
        await storage.Pending.UpdateEntityAsync(
            new TableEntity(Partition, RowKey(aside.Work, aside.Item)) { ["NextAt"] = due.NextAt },
            ETag.All,
            TableUpdateMode.Merge,
            cancellation
        );
        return due;
    }

    internal DateTimeOffset Now => time.GetUtcNow();

    internal async Task<SetAside> PutAsync(
        string work,
        string item,
        SetAside? before,
        Exception failure,
        string? tag,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var tries = (before?.Tries ?? 0) + 1;
        // Transient failures are retried after a minute, however often they occur; for others the pause doubles up to an hour.
        var pause = SafeException.IsTransient(failure)
            ? FirstPause
            : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(tries - 1, 10)));
        var aside = new SetAside(work, item, SafeException.ReasonOf(failure), before?.Since ?? now, now + pause, tries, tag);
        log.LogError(
            SafeException.Of(failure),
            "Set aside: {Work} {Item}, failed {Tries} times: {Reason}",
            work,
            item,
            tries,
            aside.Reason
        );
        await storage.Pending.UpsertEntityAsync(
            new TableEntity(Partition, RowKey(work, item))
            {
                ["Item"] = item,
                ["Reason"] = aside.Reason,
                ["Since"] = aside.Since,
                ["NextAt"] = aside.NextAt,
                ["Tries"] = tries,
                ["Tag"] = tag,
            },
            TableUpdateMode.Replace,
            cancellation
        );
        return aside;
    }

    internal Task DropAsync(SetAside aside, CancellationToken cancellation) =>
        storage.Pending.DeleteEntityAsync(Partition, RowKey(aside.Work, aside.Item), ETag.All, cancellation);

    private async Task<IReadOnlyList<SetAside>> ReadAsync(string from, string to, CancellationToken cancellation, int most = int.MaxValue)
    {
        var found = new List<SetAside>();
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in storage.Pending.QueryAsync<TableEntity>(query, cancellationToken: cancellation))
        {
            found.Add(
                new(
                    row.RowKey[..row.RowKey.IndexOf('|', StringComparison.Ordinal)],
                    row.GetString("Item"),
                    row.GetString("Reason"),
                    row.GetDateTimeOffset("Since")!.Value,
                    row.GetDateTimeOffset("NextAt")!.Value,
                    row.GetInt32("Tries")!.Value,
                    row.GetString("Tag")
                )
            );
            if (found.Count == most)
                break;
        }
        return found;
    }

    // Hashed, since items contain characters that row keys do not allow.
    private static string RowKey(string work, string item) =>
        string.Create(CultureInfo.InvariantCulture, $"{work}|{Ids.Sha256(item)[..32]}");
}

/// <summary>One pass over the items of a kind of work. Items may be processed concurrently.</summary>
public sealed class Round
{
    // After this many transient failures in a row the storage is probably down: the round ends, and the next run tries again.
    private const int Outage = 3;

    private readonly SetAsides asides;
    private readonly string work;
    private readonly ConcurrentDictionary<string, SetAside> known;
    private readonly ConcurrentDictionary<string, bool> met = [];
    private int failed;
    private int transientInARow;

    internal Round(SetAsides asides, string work, IEnumerable<SetAside> known)
    {
        (this.asides, this.work) = (asides, work);
        this.known = new(known.Select(a => KeyValuePair.Create(a.Item, a)));
    }

    /// <summary>Number of items that failed in this round; items still set aside from earlier rounds are in <see cref="Known"/>.</summary>
    public int Failed => failed;

    /// <summary>The items that are set aside, in the order of their next attempts, which is the order to retry them in.</summary>
    public IReadOnlyList<SetAside> Known => [.. known.Values.OrderBy(a => a.NextAt)];

    /// <summary>True if the item is set aside, whether or not its next attempt is due.</summary>
    public bool Has(string item) => known.ContainsKey(item);

    /// <summary>True if the item has been set aside for at least this time.</summary>
    public bool HasFor(string item, TimeSpan time) => known.TryGetValue(item, out var aside) && aside.Since <= asides.Now - time;

    /// <summary>Why the item failed last; empty if it is not set aside.</summary>
    public string ReasonOf(string item) => known.GetValueOrDefault(item)?.Reason ?? "";

    /// <summary>Processes an item. On failure sets it aside and returns false; throws only when the storage seems to be down.</summary>
    /// <param name="item">Names the item by ids only.</param>
    /// <param name="act">Processes the item.</param>
    /// <param name="cancellation">Cancels the round; a cancelled item is not set aside.</param>
    /// <param name="tag">Reads the item's state after a failure; a different state later makes another attempt worthwhile.</param>
    public async Task<bool> DoAsync(string item, Func<Task> act, CancellationToken cancellation, Func<Task<string?>>? tag = null)
    {
        met[item] = true;
        try
        {
            await act();
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Interlocked.Increment(ref failed);
            // If this write fails as well, the storage is down and the exception ends the round.
            known[item] = await asides.PutAsync(
                work,
                item,
                known.GetValueOrDefault(item),
                failure,
                tag is null ? null : await tag(),
                cancellation
            );
            if (!SafeException.IsTransient(failure))
                transientInARow = 0;
            else if (Interlocked.Increment(ref transientInARow) >= Outage)
                throw;
            return false;
        }
        transientInARow = 0;
        await ForgetAsync(item, cancellation);
        return true;
    }

    internal async Task ForgetAsync(string item, CancellationToken cancellation)
    {
        if (known.TryRemove(item, out var aside))
            await asides.DropAsync(aside, cancellation);
    }

    /// <summary>Ends a complete round: deletes the set-aside rows of items that did not occur in it.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        foreach (var item in known.Keys.Where(item => !met.ContainsKey(item)))
            await ForgetAsync(item, cancellation);
    }

    internal bool IsDue(SetAside aside) => aside.NextAt <= asides.Now;

    /// <summary>False for an item that is set aside and whose next attempt lies in the future: skip it in this round.</summary>
    public bool IsDue(string item) => !known.TryGetValue(item, out var aside) || IsDue(aside);
}
