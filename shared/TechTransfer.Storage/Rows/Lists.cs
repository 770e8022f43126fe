using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage.Rows;

/// <summary>The line of an aggregate in one list. The store rewrites it after each commit and replaces it by a tombstone when the state no
/// longer has it.</summary>
/// <param name="List">Selector of the list, as in <c>party|91500107…</c> or <c>status|submitted</c>: its partition key.</param>
/// <param name="SortKey">Orders the list (ordinal comparison); must never change for an aggregate.</param>
/// <param name="Summary">The line's content, stored as JSON.</param>
public sealed record ListEntry(string List, string SortKey, object Summary)
{
    /// <summary>Selector of a list that shares a partition with the other lists of a group: an aggregate's lines in all of them are written
    /// with one transaction. For lists of the same readers, since the group takes two thousand lines a second.</summary>
    /// <param name="group">Name of the group, as in <c>office</c>.</param>
    /// <param name="list">The list, as in <c>status|submitted</c>; must not begin with <c>of|</c>.</param>
    public static string InGroup(string group, string list) => ListPlace.InGroup(group, list);

    /// <summary>Ticks until the year 9999, in 19 digits: ordinal order then puts the latest time first.</summary>
    public static string NewestFirst(DateTimeOffset at) => $"{DateTime.MaxValue.Ticks - at.UtcTicks:D19}";

    /// <summary>Ticks of the time, in 19 digits: ordinal order then puts the earliest time first.</summary>
    public static string OldestFirst(DateTimeOffset at) => $"{at.UtcTicks:D19}";
}

/// <summary>One page of a list, read with one query.</summary>
/// <param name="Items">The lines; a page may be short, or empty, and still have a successor.</param>
/// <param name="Cursor">Pass this to read the next page; null at the end.</param>
/// <param name="Unreadable">Number of lines left out because their JSON is damaged.</param>
public sealed record ListPage(IReadOnlyList<JsonElement> Items, string? Cursor, int Unreadable = 0)
{
    /// <summary>The lines, for callers that must not miss any: throws when a line was left out.</summary>
    public IReadOnlyList<JsonElement> Whole =>
        Unreadable == 0 ? Items : throw new Failure($"{Unreadable} lines of the list cannot be read.");
}

/// <summary>Reads lists. An aggregate's line may be out of date: read the aggregate where certainty is needed. A line with damaged JSON is
/// left out of its page and set aside until it is readable or deleted.</summary>
/// <param name="storage">The app's storage.</param>
/// <param name="asides">Where damaged lines are set aside; null to make the page fail instead.</param>
public sealed class Lists(AppStorage storage, SetAsides? asides = null) : IRetried
{
    /// <summary>Selector of a log: a list whose lines are never changed and belong to no aggregate.</summary>
    public static string Log(string name) => $"{LogPrefix}{name}";

    internal const string LogPrefix = "log|";

    /// <summary>Adds a line to a log, which lists the newest first.</summary>
    /// <param name="list">The selector, made by <see cref="Log"/>.</param>
    /// <param name="at">Time of the event, which orders the log.</param>
    /// <param name="line">The line's content, stored as JSON.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task AppendAsync(string list, DateTimeOffset at, object line, CancellationToken cancellation = default)
    {
        if (!list.StartsWith(LogPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"{list} is no log.", nameof(list));
        var row = new TableEntity(list, $"{ListEntry.NewestFirst(at)}|{Guid.NewGuid():N}");
        LongText.Put(row, "Summary", Json.Write(line));
        try
        {
            await storage.Lists.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException repeated) when (repeated.Status == 409)
        {
            // The key is random: the client repeated an insert that had succeeded.
        }
    }

    /// <summary>Reads one page of a list: at most <paramref name="limit"/> rows of one partition.</summary>
    /// <param name="list">The selector.</param>
    /// <param name="limit">Page size, 1 to 200.</param>
    /// <param name="cursor">From the page before; null for the first page.</param>
    /// <param name="filter">Keeps lines for which it returns true; the others count towards the limit. Null keeps all.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public Task<Outcome<ListPage>> ReadAsync(
        string list,
        int limit,
        string? cursor,
        Func<JsonElement, bool>? filter = null,
        CancellationToken cancellation = default
    ) => ReadAsync(list, limit, cursor, filter, ListPlace.Of(list).After, cancellation);

    /// <summary>Reads all pages of a list, each when it is needed.</summary>
    /// <param name="list">The selector.</param>
    /// <param name="limit">Page size, 1 to 200.</param>
    /// <param name="filter">As for a single page.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async IAsyncEnumerable<ListPage> PagesAsync(
        string list,
        int limit,
        Func<JsonElement, bool>? filter = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        string? cursor = null;
        do
        {
            var page = (await ReadAsync(list, limit, cursor, filter, cancellation)).Value;
            yield return page;
            cursor = page.Cursor;
        } while (cursor is not null);
    }

    /// <summary>Reads one page of the lines whose sort key begins with a text. All rows read are returned, at most
    /// <paramref name="limit"/>.</summary>
    /// <param name="list">The selector.</param>
    /// <param name="start">Beginning of the sort keys: letters and digits.</param>
    /// <param name="limit">Page size, 1 to 200.</param>
    /// <param name="cursor">From the page before; null for the first page.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public Task<Outcome<ListPage>> ReadStartingWithAsync(
        string list,
        string start,
        int limit,
        string? cursor,
        CancellationToken cancellation = default
    )
    {
        var place = ListPlace.Of(list);
        var from = place.Prefix + start;
        return ReadAsync(
            list,
            limit,
            cursor,
            null,
            // All letters and digits sort before U+FFFD.
            after =>
                TableClient.CreateQueryFilter(
                    $"PartitionKey eq {place.Partition} and RowKey gt {after} and RowKey ge {from} and RowKey lt {from + "\uFFFD"}"
                ),
            cancellation
        );
    }

    private async Task<Outcome<ListPage>> ReadAsync(
        string list,
        int limit,
        string? cursor,
        Func<JsonElement, bool>? filter,
        Func<string, string> queryAfter,
        CancellationToken cancellation
    )
    {
        var after = "";
        if (cursor is not null && !TryReadCursor(list, cursor, out after))
            return Problem.Of(Catalogue.MalformedCursor).At("cursor");

        var query = queryAfter(after);
        await foreach (var page in storage.Lists.QueryAsync<TableEntity>(query, limit, cancellationToken: cancellation).AsPages())
        {
            var (items, unreadable) = (new List<JsonElement>(), new List<(TableEntity Row, JsonException Failure)>());
            foreach (var row in page.Values.Where(row => row.GetBoolean(GuardedRows.Deleted) != true))
            {
                try
                {
                    items.Add(Read(row));
                }
                catch (JsonException failure) when (asides is not null)
                {
                    unreadable.Add((row, failure));
                }
            }
            if (unreadable.Count > 0)
                await SetAsideAsync(asides!, unreadable, cancellation);
            var more = page.ContinuationToken is not null && page.Values.Count > 0;
            return new ListPage(
                [.. items.Where(item => filter is null || filter(item))],
                more ? WriteCursor(list, page.Values[^1].RowKey) : null,
                unreadable.Count
            );
        }
        return new ListPage([], null);
    }

    /// <inheritdoc/>
    public string Work => "line";

    /// <inheritdoc/>
    public async Task RetryAsync(string item, CancellationToken cancellation)
    {
        var (list, key) = Json.Read<LineKey>((await asides!.BeginAsync(Work, cancellation)).Known.Single(a => a.Item == item).Tag!);
        var row = await storage.Lists.FindAsync(list, key, cancellation);
        if (row is not null && row.GetBoolean(GuardedRows.Deleted) != true)
            Read(row);
    }

    private static JsonElement Read(TableEntity row) => JsonDocument.Parse(LongText.Get(row, "Summary")).RootElement;

    // Only the first failure is recorded here; the sweeper does the retries.
    // Keys may contain part of a name, so they go into the tag, which is not logged.
    private async Task SetAsideAsync(
        SetAsides asides,
        IEnumerable<(TableEntity Row, JsonException Failure)> lines,
        CancellationToken cancellation
    )
    {
        var round = await asides.BeginAsync(Work, cancellation);
        foreach (var (row, failure) in lines)
        {
            var (list, key) = (row.PartitionKey, row.RowKey);
            var name = (ListPlace.IsGroup(list) ? key : list).Split('|')[0];
            var item = $"{name}/{key[(key.LastIndexOf('|') + 1)..]}/{Ids.Derive(list, key)[..8]}";
            if (!round.Has(item))
                await round.DoAsync(
                    item,
                    () => Task.FromException(failure),
                    cancellation,
                    () => Task.FromResult<string?>(Json.Write(new LineKey(list, key)))
                );
        }
    }

    private sealed record LineKey(string List, string Key);

    // A cursor contains a checksum over its list and row, so that cursors of other lists and invented ones are refused.
    private static string WriteCursor(string list, string rowKey) =>
        Convert
            .ToBase64String(Encoding.UTF8.GetBytes($"{Ids.Derive(list, rowKey)[..8]}{rowKey}"))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');

    private static bool TryReadCursor(string list, string cursor, out string rowKey)
    {
        rowKey = "";
        var padded = cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '=');
        Span<byte> bytes = new byte[padded.Length];
        if (padded.Length > 2000 || !Convert.TryFromBase64String(padded, bytes, out var length))
            return false;
        var text = Encoding.UTF8.GetString(bytes[..length]);
        if (text.Length < 9 || Ids.Derive(list, text[8..])[..8] != text[..8])
            return false;
        rowKey = text[8..];
        return true;
    }
}
