using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Rows;

/// <summary>Limits how often a client may try something within a time window, across all instances of an app. Rows are deleted after the
/// following window, and contain no more about the client than the key.</summary>
public sealed class Attempts(AppStorage storage, TimeProvider time)
{
    private const string Partition = "attempts";
    private const int Races = 60;

    /// <summary>The time until a client may try again; null while it has attempts left in this window.</summary>
    /// <param name="who">Pseudonymous key of the client, of letters and digits.</param>
    /// <param name="most">Number of attempts allowed in a window.</param>
    /// <param name="window">Length of the window; must be the same in all calls of an app.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<TimeSpan?> MustWaitAsync(string who, int most, TimeSpan window, CancellationToken cancellation = default)
    {
        var (start, end) = Window(window);
        var row = await storage.Counters.FindAsync(Partition, RowKey(start, who), cancellation, ["Count"]);
        return row?.GetInt32("Count") >= most ? end - time.GetUtcNow() : null;
    }

    /// <summary>Counts an attempt in the current window. Returns the time until the client may try again, without counting, when it has no
    /// attempts left; otherwise null.</summary>
    /// <param name="who">Pseudonymous key of the client, of letters and digits.</param>
    /// <param name="most">Number of attempts allowed in a window.</param>
    /// <param name="window">Length of the window; must be the same in all calls of an app.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<TimeSpan?> CountAsync(string who, int most, TimeSpan window, CancellationToken cancellation = default)
    {
        var (start, end) = Window(window);
        var key = RowKey(start, who);
        for (var race = 1; ; race++)
        {
            var existing = await storage.Counters.FindAsync(Partition, key, cancellation, ["Count"]);
            var count = existing?.GetInt32("Count") ?? 0;
            if (count >= most)
                return end - time.GetUtcNow();
            var row = new TableEntity(Partition, key) { ["Count"] = count + 1 };
            try
            {
                await storage.Counters.WriteAsync(row, existing, cancellation);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && race < Races)
            {
                await Contention.PauseAsync(race, cancellation);
                continue;
            }
            if (existing is null)
                await OldRows.DropAsync(storage.Counters, Partition, RowKey(start - window, ""), cancellation);
            return null;
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
