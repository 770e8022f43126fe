using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Aggregates;

public sealed partial class AggregateStore<TState>
{
    // Commands after the backup are lost, but other apps may have seen the versions that they made.
    // Skipping this many version numbers keeps new versions from being mistaken for lost ones.
    private const long VersionsLeft = 1000;

    /// <inheritdoc/>
    async Task ISweepable.RederiveAsync(string id, string restore, DateTimeOffset tellFrom, CancellationToken cancellation)
    {
        await LeaveVersionsAsync(id, restore, cancellation);
        var current = await LoadAsync(id, cancellation);
        if (!current.Exists)
            return;
        foreach (var key in kind.Reservations(current.State!).Distinct())
        {
            if (
                await Reservations.TouchAsync(storage.Reservations, key, id, current.Row.Attempt, isNew: true, cancellation) is
                ({ } owner, _)
            )
            {
                throw new Failure($"{kind.Name} {id}: a unique value of it belongs to {owner}.");
            }
        }
        await Each.DoAsync(
            [
                () => ResendMessagesAsync(id, tellFrom, cancellation),
                () => SendWaitingAsync(id, cancellation),
                () => ProjectAsync(current, long.MaxValue, null, cancellation),
                () => ContinueAsync(current, cancellation),
            ],
            cancellation
        );
    }

    private async Task LeaveVersionsAsync(string id, string restore, CancellationToken cancellation)
    {
        var row = await storage.Aggregates.FindAsync(Partition(id), "state", cancellation, ["Version", "Restored"]);
        if (row?.GetInt64("Version") is not > 0 || row.GetString("Restored") == restore)
            return;
        var leap = new TableEntity(Partition(id), "state")
        {
            ["Version"] = row.GetInt64("Version")!.Value + VersionsLeft,
            ["Restored"] = restore,
        };
        await storage.Aggregates.UpdateEntityAsync(leap, row.ETag, TableUpdateMode.Merge, cancellation);
    }

    // Consumers ignore a message that they have already handled; one that was in a queue when the system was lost has no other sender.
    private async Task ResendMessagesAsync(string id, DateTimeOffset tellFrom, CancellationToken cancellation)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(id)} and RowKey ge {"event|"} and RowKey lt {"event}"}");
        await foreach (var row in storage.Aggregates.QueryAsync<TableEntity>(query, cancellationToken: cancellation))
        {
            var body = LongText.Get(row, "Body");
            var stored = Json.Read<StoredEvent>(body);
            if (stored.At < tellFrom || stored.Messages is null)
                continue;
            var version = row.GetInt64("Version")!.Value;
            foreach (var message in Open(id, version, stored, await PersonsForAsync(id, body, cancellation), null))
                await outbox.SendAsync(message, cancellation);
        }
    }
}
