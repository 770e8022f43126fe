using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage;

/// <summary>This app's copies of what other apps told it: the last version seen of each thing, one row each.</summary>
public sealed class Copies(AppStorage storage)
{
    /// <summary>Keeps a copy unless this version or a later one is there. False when it came too late.</summary>
    public Task<bool> PutAsync<T>(string kind, string id, long version, T value, CancellationToken cancellation = default)
    {
        var row = new TableEntity($"{kind}|{id}", "copy") { [GuardedRows.Version] = version };
        LongText.Put(row, "Body", Json.Write(value));
        return GuardedRows.PutAsync(storage.Copies, row, cancellation);
    }

    /// <summary>Keeps a tombstone: an older copy that arrives later stays out.</summary>
    public Task<bool> DeleteAsync(string kind, string id, long version, CancellationToken cancellation = default) =>
        GuardedRows.PutAsync(storage.Copies, new TableEntity($"{kind}|{id}", "copy") { [GuardedRows.Version] = version, [GuardedRows.Deleted] = true }, cancellation);

    /// <summary>The copy; null when none has arrived or it was deleted.</summary>
    public async Task<T?> FindAsync<T>(string kind, string id, CancellationToken cancellation = default) where T : class
    {
        if (!Keys.CanBe(id)) return null;
        var row = await storage.Copies.GetEntityIfExistsAsync<TableEntity>($"{kind}|{id}", "copy", cancellationToken: cancellation);
        return row.HasValue && row.Value!.GetBoolean(GuardedRows.Deleted) != true ? Json.Read<T>(LongText.Get(row.Value!, "Body")) : null;
    }
}
