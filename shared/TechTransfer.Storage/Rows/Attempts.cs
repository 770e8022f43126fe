using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Rows;

/// <summary>
/// Counts what somebody tries within a window of time, for all instances of an app together. A row lives for its window and the next one at
/// most; nothing but the row says who it was.
/// </summary>
public sealed class Attempts(AppStorage storage, TimeProvider time)
{
    private const string Partition = "attempts";
    private const int Races = 60;
    private const int Dropped = 100;

    /// <summary>How long somebody has to wait who has used up the attempts of a window; null while some are left.</summary>
    /// <param name="who">A key of letters and digits that gives nobody away.</param>
    /// <param name="most">Attempts in a window.</param>
    /// <param name="window">The same for all calls of an app.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<TimeSpan?> MustWaitAsync(string who, int most, TimeSpan window, CancellationToken cancellation = default)
    {
        var (start, end) = Window(window);
        var row = await storage.Counters.GetEntityIfExistsAsync<TableEntity>(Partition, RowKey(start, who), ["Count"], cancellation);
        return row.HasValue && row.Value!.GetInt32("Count") >= most ? end - time.GetUtcNow() : null;
    }

    /// <summary>Counts an attempt.</summary>
    public async Task AddAsync(string who, TimeSpan window, CancellationToken cancellation = default)
    {
        var (start, _) = Window(window);
        var key = RowKey(start, who);
        for (var race = 1; ; race++)
        {
            var existing = await storage.Counters.GetEntityIfExistsAsync<TableEntity>(Partition, key, ["Count"], cancellation);
            var row = new TableEntity(Partition, key)
            {
                ["Count"] = (existing.HasValue ? existing.Value!.GetInt32("Count")!.Value : 0) + 1,
            };
            try
            {
                if (existing.HasValue)
                    await storage.Counters.UpdateEntityAsync(row, existing.Value!.ETag, TableUpdateMode.Replace, cancellation);
                else
                    await storage.Counters.AddEntityAsync(row, cancellation);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && race < Races)
            {
                await Contention.PauseAsync(race, cancellation);
                continue;
            }
            if (!existing.HasValue)
                await DropOldAsync(start - window, cancellation);
            return;
        }
    }

    // Whoever begins a row clears away some of those that count no more, so that there are never many.
    private async Task DropOldAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var end = RowKey(before, "");
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {end}");
        await foreach (
            var page in storage.Counters.QueryAsync<TableEntity>(query, Dropped, ["PartitionKey", "RowKey"], cancellation).AsPages()
        )
        {
            foreach (var row in page.Values)
                await storage.Counters.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
            return;
        }
    }

    private (DateTimeOffset Start, DateTimeOffset End) Window(TimeSpan window)
    {
        var now = time.GetUtcNow().UtcTicks;
        var start = new DateTimeOffset(now - now % window.Ticks, TimeSpan.Zero);
        return (start, start + window);
    }

    private static string RowKey(DateTimeOffset start, string who) =>
        string.Create(CultureInfo.InvariantCulture, $"{start.UtcTicks:D19}|{who}");
}
