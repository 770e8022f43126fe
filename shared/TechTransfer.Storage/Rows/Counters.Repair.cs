using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Rows;

/// <summary>Repairs counters whose figures differ from the aggregates, a bounded number of rows per call and while commands
/// continue.</summary>
public sealed partial class Counters
{
    /// <summary>Replaces a contributor's figures by those computed from one of its versions. False when they were right already, or when a
    /// later version has been counted.</summary>
    public Task<bool> CorrectAsync(
        string counter,
        string period,
        string contributor,
        long version,
        IReadOnlyDictionary<string, long> figures,
        CancellationToken cancellation = default
    )
    {
        var right = new Dictionary<string, long>();
        Add(right, figures, +1);
        return PutAsync(
            counter,
            period,
            contributor,
            figures,
            before =>
            {
                if (before?.GetInt64(GuardedRows.Version) > version)
                    return null;
                var counted = new Dictionary<string, long>();
                if (before is not null)
                    Add(counted, Figures(before), +1);
                return Same(counted, right) ? null : version;
            },
            isNew: false,
            cancellation
        );
    }

    /// <summary>A page of the ids that contribute to a shard (0 to <see cref="Shards"/> - 1), in ordinal order. <paramref name="after"/> is
    /// the last id of the page before; null for the first page.</summary>
    public async Task<IReadOnlyList<string>> ContributorsAsync(
        string counter,
        string period,
        int shard,
        string? after,
        int limit,
        CancellationToken cancellation = default
    )
    {
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition(counter, period, shard)} and RowKey gt {$"of|{after}"} and RowKey lt {"of}"}"
        );
        await foreach (var page in storage.Counters.QueryAsync<TableEntity>(query, limit, ["RowKey"], cancellation).AsPages())
        {
            return [.. page.Values.Select(row => row.RowKey[3..])];
        }
        return [];
    }

    /// <summary>Recomputes a shard's sums from its contributors' rows. True when the stored sums were wrong; they are corrected.</summary>
    public async Task<bool> AddUpAsync(string counter, string period, int shard, CancellationToken cancellation = default)
    {
        var partition = Partition(counter, period, shard);
        for (var attempt = 1; ; attempt++)
        {
            var before = await storage.Counters.FindAsync(partition, "sums", cancellation);
            var sums = new Dictionary<string, long>();
            var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {"of|"} and RowKey lt {"of}"}");
            await foreach (var row in storage.Counters.QueryAsync<TableEntity>(query, cancellationToken: cancellation))
                Add(sums, Figures(row), +1);
            if (Same(before is null ? [] : Figures(before), sums))
                return false;
            try
            {
                await storage.Counters.WriteAsync(Row(partition, "sums", sums, null), before, cancellation);
                return true;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // A command has changed the sums since they were read, which may explain the difference: compare again.
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    private static bool Same(Dictionary<string, long> a, Dictionary<string, long> b) =>
        a.Count == b.Count && a.All(f => b.TryGetValue(f.Key, out var other) && other == f.Value);
}
