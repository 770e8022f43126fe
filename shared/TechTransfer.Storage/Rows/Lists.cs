using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage.Rows;

/// <summary>An aggregate's line in a list.</summary>
/// <param name="List">The list's selector, as in <c>party|91500107…</c> or <c>status|submitted</c>: one partition.</param>
/// <param name="SortKey">What the list is sorted by (ordinal); fixed for the aggregate's life.</param>
/// <param name="Summary">The line as JSON.</param>
public sealed record ListEntry(string List, string SortKey, object Summary)
{
    /// <summary>A sort key that puts the newest first.</summary>
    public static string NewestFirst(DateTimeOffset at) => $"{DateTime.MaxValue.Ticks - at.UtcTicks:D19}";
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The lines; a page may be short, or empty, and still go on.</param>
/// <param name="Cursor">Where the next page starts; null at the end.</param>
/// <param name="Unreadable">How many lines nobody can read: they are left out.</param>
public sealed record ListPage(IReadOnlyList<JsonElement> Items, string? Cursor, int Unreadable = 0)
{
    /// <summary>The lines for whoever must miss none of them; throws when one is left out.</summary>
    public IReadOnlyList<JsonElement> Whole =>
        Unreadable == 0 ? Items : throw new Failure($"{Unreadable} lines of the list cannot be read.");
}

/// <summary>
/// Reading lists. Lines of aggregates are hints: whoever needs certainty reads the aggregate. A line that cannot be read is left out of its
/// page and set aside, until it can be or is gone.
/// </summary>
/// <param name="storage">The app's.</param>
/// <param name="asides">Where such a line is counted; without it the page fails.</param>
public sealed class Lists(AppStorage storage, SetAsides? asides = null) : IRetried
{
    /// <summary>The selector of a list whose lines belong to no aggregate and are never changed, as entries in a log are.</summary>
    public static string Log(string name) => $"{LogPrefix}{name}";

    internal const string LogPrefix = "log|";

    /// <summary>Adds a line to a log; the newest stands first.</summary>
    /// <param name="list">The selector, made by <see cref="Log"/>.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="line">The line, written as JSON.</param>
    /// <param name="cancellation">Stops it.</param>
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

    /// <summary>One page: reads at most <paramref name="limit"/> rows of one partition, whatever the tables hold.</summary>
    /// <param name="list">The selector.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">From the page before; null for the first.</param>
    /// <param name="filter">Lines to leave out; they count towards the limit of rows read.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<Outcome<ListPage>> ReadAsync(
        string list,
        int limit,
        string? cursor,
        Func<JsonElement, bool>? filter = null,
        CancellationToken cancellation = default
    ) =>
        ReadAsync(
            list,
            limit,
            cursor,
            filter,
            after => TableClient.CreateQueryFilter($"PartitionKey eq {list} and RowKey gt {after}"),
            cancellation
        );

    /// <summary>One page of the lines whose sort key begins with a text: reads at most <paramref name="limit"/> rows, all of which
    /// match.</summary>
    /// <param name="list">The selector.</param>
    /// <param name="start">What the sort keys begin with: letters and digits.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">From the page before; null for the first.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<Outcome<ListPage>> ReadStartingWithAsync(
        string list,
        string start,
        int limit,
        string? cursor,
        CancellationToken cancellation = default
    ) =>
        ReadAsync(
            list,
            limit,
            cursor,
            null,
            // No letter and no digit sorts behind U+FFFD.
            after =>
                TableClient.CreateQueryFilter(
                    $"PartitionKey eq {list} and RowKey gt {after} and RowKey ge {start} and RowKey lt {start + "\uFFFD"}"
                ),
            cancellation
        );

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
            return Problem.Of(Catalogue.MalformedCursor);

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
        var row = await storage.Lists.GetEntityIfExistsAsync<TableEntity>(list, key, cancellationToken: cancellation);
        if (row.HasValue && row.Value!.GetBoolean(GuardedRows.Deleted) != true)
            Read(row.Value);
    }

    private static JsonElement Read(TableEntity row) => JsonDocument.Parse(LongText.Get(row, "Summary")).RootElement;

    // Once: from then on the sweeper tries it. Keys may hold a part of a name, so that they are kept and not told.
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
            var item = $"{list.Split('|')[0]}/{key[(key.LastIndexOf('|') + 1)..]}/{Ids.Derive(list, key)[..8]}";
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

    // A cursor carries a check over its list, so that one of another list, or a made-up one, is refused.
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
