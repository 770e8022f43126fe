using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>What an aggregate adds to a counter. The store replaces its earlier contribution, so give its whole figures, not a
/// difference.</summary>
/// <param name="Counter">The counter, as in <c>contracts</c>.</param>
/// <param name="Period">The period, as in <c>2026</c>.</param>
/// <param name="Figures">Figures by name: counts, or money in fen.</param>
public sealed record Contribution(string Counter, string Period, IReadOnlyDictionary<string, long> Figures);

/// <summary>Sums over aggregates that stay exact however often and in whatever order contributions are written. Each shard is a partition
/// with its sums and a row per contributor; one transaction adds the difference between new and old figures.</summary>
public sealed partial class Counters(AppStorage storage)
{
    /// <summary>Number of partitions over which the contributors of one counter and period are spread.</summary>
    public const int Shards = 8;
    private const int Attempts = 60;

    /// <summary>The sums of a counter in a period by name, over all shards; figures that are 0 are missing.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(string counter, string period, CancellationToken cancellation = default)
    {
        var shards = await Task.WhenAll(
            Enumerable.Range(0, Shards).Select(shard => storage.Counters.FindAsync(Partition(counter, period, shard), "sums", cancellation))
        );
        var total = new Dictionary<string, long>();
        foreach (var shard in shards.OfType<TableEntity>())
            Add(total, Figures(shard), +1);
        return total;
    }

    internal Task ApplyAsync(
        string counter,
        string period,
        ProjectedVersion of,
        IReadOnlyDictionary<string, long> figures,
        CancellationToken cancellation
    ) =>
        PutAsync(
            counter,
            period,
            of.Aggregate,
            figures,
            before => before?.GetInt64(GuardedRows.Version) >= of.Version ? null : of.Version,
            of.IsNew,
            cancellation
        );

    // Updates the sums and the contributor's row in one transaction. Does nothing when versionOver returns null for the stored row.
    // That of a new contributor is not read: if there is one, the transaction fails.
    private async Task<bool> PutAsync(
        string counter,
        string period,
        string contributor,
        IReadOnlyDictionary<string, long> figures,
        Func<TableEntity?, long?> versionOver,
        bool isNew,
        CancellationToken cancellation
    )
    {
        var partition = Partition(counter, period, Shard.Of(contributor, Shards));
        for (var attempt = 1; ; attempt++)
        {
            var readingSums = storage.Counters.FindAsync(partition, "sums", cancellation);
            var ofBefore = isNew && attempt == 1 ? null : await storage.Counters.FindAsync(partition, $"of|{contributor}", cancellation);
            var sumsBefore = await readingSums;
            if (versionOver(ofBefore) is not { } version)
                return false;

            var sums = new Dictionary<string, long>();
            if (sumsBefore is not null)
                Add(sums, Figures(sumsBefore), +1);
            if (ofBefore is not null)
                Add(sums, Figures(ofBefore), -1);
            Add(sums, figures, +1);
            try
            {
                await storage.Counters.SubmitTransactionAsync(
                    [
                        SingleRow.Write(Row(partition, "sums", sums, null), sumsBefore),
                        SingleRow.Write(Row(partition, $"of|{contributor}", figures, version), ofBefore),
                    ],
                    cancellation
                );
                return true;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    private static TableEntity Row(string partition, string key, IReadOnlyDictionary<string, long> figures, long? version)
    {
        var row = new TableEntity(partition, key);
        if (version is { } v)
            row[GuardedRows.Version] = v;
        LongText.Put(row, "Figures", JsonSerializer.Serialize(figures, Json.Options));
        return row;
    }

    private static Dictionary<string, long> Figures(TableEntity row) => Json.Read<Dictionary<string, long>>(LongText.Get(row, "Figures"));

    internal static void Add(Dictionary<string, long> sums, IReadOnlyDictionary<string, long> figures, int sign)
    {
        foreach (var (name, figure) in figures)
        {
            var sum = checked(sums.GetValueOrDefault(name) + sign * figure);
            if (sum == 0)
                sums.Remove(name);
            else
                sums[name] = sum;
        }
    }

    private static string Partition(string counter, string period, int shard) => $"{counter}|{period}|{shard}";
}

/// <summary>Assigns keys to shards, always the same shard for the same key.</summary>
internal static class Shard
{
    public static int Of(string key, int shards)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key));
        return hash[0] % shards;
    }
}
