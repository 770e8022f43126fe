using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>
/// Where the lines of a list are. A list has a partition of its own, or shares one with the other lists of its group, where its name begins
/// the row keys.
/// </summary>
internal readonly record struct ListPlace(string Partition, string Prefix)
{
    private const char Mark = '>';

    public static string InGroup(string group, string list) => $"{Mark}{group}{Mark}{list}";

    public static ListPlace Of(string list) =>
        IsGroup(list) && list.IndexOf(Mark, 1) is > 0 and var end ? new(list[..end], $"{list[(end + 1)..]}|") : new(list, "");

    /// <summary>True for the partition of a group, and for the selectors of its lists.</summary>
    public static bool IsGroup(string partition) => partition[0] == Mark;

    public bool IsGrouped => Prefix.Length > 0;

    /// <summary>The list's rows after a key; an empty key is before all of them.</summary>
    public string After(string key) =>
        IsGrouped
            ? TableClient.CreateQueryFilter(
                $"PartitionKey eq {Partition} and RowKey gt {(key.Length > 0 ? key : Prefix)} and RowKey lt {Prefix[..^1] + "}"}"
            )
            : TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {key}");
}

/// <summary>
/// The rows that an aggregate has in the lists of one group. One transaction writes them together with a guard row, which holds the
/// aggregate's version and the keys of its rows: a late writer meets a newer guard, so that removed rows need no tombstones.
/// </summary>
internal static class GroupedRows
{
    private const string KeysColumn = "Keys";
    private const int Attempts = 12;

    /// <summary>Replaces the aggregate's rows unless a later version, or the same one, is stored.</summary>
    /// <param name="table">The table of lists.</param>
    /// <param name="partition">The partition of the group.</param>
    /// <param name="of">The aggregate and its version; when it is new, rows are added without a look.</param>
    /// <param name="rows">Summaries by row key.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async Task PutAsync(
        TableClient table,
        string partition,
        ProjectedVersion of,
        IReadOnlyDictionary<string, string> rows,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var guard = of.IsNew && attempt == 1 ? null : await table.FindAsync(partition, GuardKey(of.Aggregate), cancellation);
            if (guard?.GetInt64(GuardedRows.Version) >= of.Version)
                return;
            var gone = guard is null ? [] : Json.Read<string[]>(LongText.Get(guard, KeysColumn)).Except(rows.Keys).ToList();
            // A row that an operator has deleted would make every transaction fail.
            if (attempt > 2)
                gone = await ThoseThereAsync(table, partition, gone, cancellation);
            var next = new TableEntity(partition, GuardKey(of.Aggregate)) { [GuardedRows.Version] = of.Version };
            LongText.Put(next, KeysColumn, Json.Write(rows.Keys));
            try
            {
                await table.SubmitTransactionAsync(
                    [
                        SingleRow.Write(next, guard),
                        .. rows.Select(row => new TableTransactionAction(
                            TableTransactionActionType.UpsertReplace,
                            Row(partition, row.Key, of.Version, row.Value)
                        )),
                        .. gone.Select(key => new TableTransactionAction(
                            TableTransactionActionType.Delete,
                            new TableEntity(partition, key),
                            ETag.All
                        )),
                    ],
                    cancellation
                );
                return;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // Another writer was faster, or the client repeated a transaction that had succeeded: the guard shows which.
                if (!of.IsNew || attempt > 1)
                    await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    private static TableEntity Row(string partition, string key, long version, string summary)
    {
        var row = new TableEntity(partition, key) { [GuardedRows.Version] = version };
        LongText.Put(row, "Summary", summary);
        return row;
    }

    private static async Task<List<string>> ThoseThereAsync(
        TableClient table,
        string partition,
        IEnumerable<string> keys,
        CancellationToken cancellation
    )
    {
        var there = new List<string>();
        foreach (var key in keys)
        {
            if (await table.FindAsync(partition, key, cancellation) is not null)
                there.Add(key);
        }
        return there;
    }

    private static string GuardKey(string aggregate) => $"of|{aggregate}";
}
