using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Retries;

/// <summary>An item that could not be done and was set aside, so that the others need not wait for it.</summary>
/// <param name="Work">What was to be done with it, as in <c>marker</c>.</param>
/// <param name="Item">Which: ids only.</param>
/// <param name="Reason">Why, in words that may be logged.</param>
/// <param name="Since">When it failed first.</param>
/// <param name="NextAt">When it is to be tried again, if it does not change before.</param>
/// <param name="Tries">How often it has failed.</param>
/// <param name="Tag">What the item was when it failed, or where it stands; null when that is not known.</param>
public sealed record SetAside(string Work, string Item, string Reason, DateTimeOffset Since, DateTimeOffset NextAt, int Tries, string? Tag);

/// <summary>How many items of a work are set aside.</summary>
/// <param name="Work">What was to be done with them.</param>
/// <param name="Count">How many; at most a thousand of all works are counted.</param>
/// <param name="Since">When the first of them failed first.</param>
/// <param name="Reasons">How many by their reason.</param>
public sealed record SetAsideWork(string Work, int Count, DateTimeOffset Since, IReadOnlyDictionary<string, int> Reasons);

/// <summary>Something that is tried again by itself after it was set aside, by <see cref="Sweeper"/>.</summary>
public interface IRetried
{
    /// <summary>The work whose items these are.</summary>
    string Work { get; }

    /// <summary>Does an item; throws when it still cannot.</summary>
    Task RetryAsync(string item, CancellationToken cancellation);
}

/// <summary>
/// What every loop sets aside that it cannot do, with the reason: a row for each item. Whoever goes through a work begins a round, does
/// each item in it, and so never stops at one; an item that succeeds loses its row.
/// </summary>
public sealed class SetAsides(AppStorage storage, TimeProvider time, ILogger<SetAsides> log)
{
    internal const string Partition = "aside";
    private const int MostCounted = 1000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Begins a round through a work: one query.</summary>
    public async Task<Round> BeginAsync(string work, CancellationToken cancellation = default) =>
        new(this, work, await ReadAsync($"{work}|", $"{work}}}", cancellation));

    /// <summary>Goes through all lines of a list in a round; what is set aside of what stands there no more is forgotten.</summary>
    /// <param name="work">The work.</param>
    /// <param name="lists">Where the list stands.</param>
    /// <param name="list">Which.</param>
    /// <param name="idOf">The item that a line names.</param>
    /// <param name="act">Does an item.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WalkAsync(
        string work,
        Lists lists,
        string list,
        Func<JsonElement, string> idOf,
        Func<Round, string, Task> act,
        CancellationToken cancellation
    )
    {
        const int pageSize = 200;
        var round = await BeginAsync(work, cancellation);
        string? cursor = null;
        do
        {
            var page = (await lists.ReadAsync(list, pageSize, cursor, cancellation: cancellation)).Value;
            foreach (var id in page.Items.Select(idOf))
                await round.DoAsync(id, () => act(round, id), cancellation);
            cursor = page.Cursor;
        } while (cursor is not null);
        await round.EndAsync(cancellation);
    }

    /// <summary>Begins a round through each work that has something set aside, and those that are named.</summary>
    internal async Task<IReadOnlyDictionary<string, Round>> BeginAllAsync(IEnumerable<string> works, CancellationToken cancellation)
    {
        var all = (await ReadAsync("", "~", cancellation)).ToLookup(a => a.Work);
        return works.Concat(all.Select(a => a.Key)).Distinct().ToDictionary(work => work, work => new Round(this, work, all[work]));
    }

    /// <summary>What is set aside now, by work: one query.</summary>
    public async Task<IReadOnlyList<SetAsideWork>> CountAsync(CancellationToken cancellation = default) =>
        [
            .. (await ReadAsync("", "~", cancellation, MostCounted))
                .GroupBy(a => a.Work)
                .Select(work => new SetAsideWork(
                    work.Key,
                    work.Count(),
                    work.Min(a => a.Since),
                    work.GroupBy(a => a.Reason).ToDictionary(r => r.Key, r => r.Count())
                )),
        ];

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
        // What may go by itself is tried again soon, however often it has failed.
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

    // Items have characters that no key takes.
    private static string RowKey(string work, string item) =>
        string.Create(CultureInfo.InvariantCulture, $"{work}|{Ids.Sha256(item)[..32]}");
}

/// <summary>A round through the items of a work. Items may be done at once.</summary>
public sealed class Round
{
    // So many in a row that fail for lack of the storage fail for all: the round ends, and comes again.
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

    /// <summary>How many items failed in this round.</summary>
    public int Failed => failed;

    /// <summary>What is set aside, in the order of the next try.</summary>
    public IReadOnlyList<SetAside> Known => [.. known.Values.OrderBy(a => a.NextAt)];

    /// <summary>True when an item stands set aside.</summary>
    public bool Has(string item) => known.ContainsKey(item);

    /// <summary>True when an item has stood set aside for as long.</summary>
    public bool HasFor(string item, TimeSpan time) => known.TryGetValue(item, out var aside) && aside.Since <= asides.Now - time;

    /// <summary>Why an item is set aside; empty when it is not.</summary>
    public string ReasonOf(string item) => known.GetValueOrDefault(item)?.Reason ?? "";

    /// <summary>Does an item, or sets it aside with the reason. True when it was done.</summary>
    /// <param name="item">Which: ids only.</param>
    /// <param name="act">Does it.</param>
    /// <param name="cancellation">Ends the round, which sets nothing aside.</param>
    /// <param name="tag">Tells, after a failure, what the item is now: when it is another, it is tried again.</param>
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
            // Not kept when it cannot be written: then nothing can, and the round ends with it.
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

    /// <summary>An item that there is no more to do for.</summary>
    internal async Task ForgetAsync(string item, CancellationToken cancellation)
    {
        if (known.TryRemove(item, out var aside))
            await asides.DropAsync(aside, cancellation);
    }

    /// <summary>The round has come to its end: what it did not meet is not there any more.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        foreach (var item in known.Keys.Where(item => !met.ContainsKey(item)))
            await ForgetAsync(item, cancellation);
    }

    /// <summary>True when an item's time has come.</summary>
    internal bool IsDue(SetAside aside) => aside.NextAt <= asides.Now;

    /// <summary>True for an item that is not set aside, or whose time has come.</summary>
    public bool IsDue(string item) => !known.TryGetValue(item, out var aside) || IsDue(aside);
}
