using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>This app's copies of what other apps told it: the last version seen of each thing, one row each.</summary>
public sealed class Copies(AppStorage storage)
{
    /// <summary>Keeps a copy unless this version or a later one is there. False when it came too late.</summary>
    public Task<bool> PutAsync<T>(string kind, string id, long version, T value, CancellationToken cancellation = default) =>
        GuardedRows.PutAsync(storage.Copies, Row(kind, id, version, value), cancellation);

    /// <summary>Keeps a copy that was sent again, also over one of the same version, which may hold less. False when a later one is
    /// there.</summary>
    public Task<bool> PutAgainAsync<T>(string kind, string id, long version, T value, CancellationToken cancellation = default) =>
        GuardedRows.PutAsync(storage.Copies, Row(kind, id, version, value), cancellation, overSame: true);

    /// <summary>Keeps a tombstone: an older copy that arrives later stays out.</summary>
    public Task<bool> DeleteAsync(string kind, string id, long version, CancellationToken cancellation = default) =>
        GuardedRows.PutAsync(
            storage.Copies,
            new TableEntity($"{kind}|{id}", "copy") { [GuardedRows.Version] = version, [GuardedRows.Deleted] = true },
            cancellation
        );

    /// <summary>The copy; null when none has arrived or it was deleted.</summary>
    public async Task<T?> FindAsync<T>(string kind, string id, CancellationToken cancellation = default)
        where T : class => (await FindLastAsync<T>(kind, id, cancellation)).Value;

    /// <summary>The last that was heard of a thing.</summary>
    public async Task<LastCopy<T>> FindLastAsync<T>(string kind, string id, CancellationToken cancellation = default)
        where T : class
    {
        if (!Keys.CanBe(id))
            return new(0, null, "");
        var row = await storage.Copies.GetEntityIfExistsAsync<TableEntity>($"{kind}|{id}", "copy", cancellationToken: cancellation);
        if (!row.HasValue)
            return new(0, null, "");
        return new(
            row.Value!.GetInt64(GuardedRows.Version)!.Value,
            row.Value.GetBoolean(GuardedRows.Deleted) != true ? Json.Read<T>(LongText.Get(row.Value, "Body")) : null,
            row.Value.ETag.ToString()
        );
    }

    private static TableEntity Row<T>(string kind, string id, long version, T value)
    {
        var row = new TableEntity($"{kind}|{id}", "copy") { [GuardedRows.Version] = version };
        LongText.Put(row, "Body", Json.Write(value));
        return row;
    }
}

/// <summary>The last that was heard of a thing.</summary>
/// <param name="Version">Its version; 0 when nothing was heard of it.</param>
/// <param name="Value">The copy; null when none has arrived or it was deleted.</param>
/// <param name="Tag">Changes whenever the copy is written.</param>
public sealed record LastCopy<T>(long Version, T? Value, string Tag)
    where T : class;
