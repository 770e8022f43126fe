using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>This app's copies of other apps' data, from their messages: one row with the latest version of each object.</summary>
public sealed class Copies(AppStorage storage)
{
    /// <summary>Stores a copy unless the same or a later version is stored. False when it was not stored.</summary>
    public Task<bool> PutAsync<T>(string kind, string id, long version, T value, CancellationToken cancellation = default) =>
        GuardedRows.PutAsync(storage.Copies, Row(kind, id, version, value), cancellation);

    /// <summary>Stores a copy from a replayed message unless a later version is stored; overwrites the same version, which may be
    /// incomplete. False when it was not stored.</summary>
    public Task<bool> PutOrRepeatAsync<T>(string kind, string id, long version, T value, CancellationToken cancellation = default) =>
        GuardedRows.PutAsync(storage.Copies, Row(kind, id, version, value), cancellation, overSame: true);

    /// <summary>Replaces the copy by a tombstone, so that an older version arriving late is not stored.</summary>
    public Task<bool> DeleteAsync(string kind, string id, long version, CancellationToken cancellation = default) =>
        GuardedRows.PutAsync(
            storage.Copies,
            new TableEntity($"{kind}|{id}", "copy") { [GuardedRows.Version] = version, [GuardedRows.Deleted] = true },
            cancellation
        );

    /// <summary>The latest copy of an object; null when none has arrived or it was deleted.</summary>
    public async Task<T?> FindAsync<T>(string kind, string id, CancellationToken cancellation = default)
        where T : class => (await FindLastAsync<T>(kind, id, cancellation)).Value;

    /// <summary>The latest copy of an object with its version, also when it was deleted.</summary>
    public async Task<LastCopy<T>> FindLastAsync<T>(string kind, string id, CancellationToken cancellation = default)
        where T : class
    {
        if (!Keys.CanBe(id))
            return new(0, null, "");
        if (await storage.Copies.FindAsync($"{kind}|{id}", "copy", cancellation) is not { } row)
            return new(0, null, "");
        return new(
            row.GetInt64(GuardedRows.Version)!.Value,
            row.GetBoolean(GuardedRows.Deleted) != true ? Json.Read<T>(LongText.Get(row, "Body")) : null,
            row.ETag.ToString()
        );
    }

    private static TableEntity Row<T>(string kind, string id, long version, T value)
    {
        var row = new TableEntity($"{kind}|{id}", "copy") { [GuardedRows.Version] = version };
        LongText.Put(row, "Body", Json.Write(value));
        return row;
    }
}

/// <summary>The latest copy of another app's object.</summary>
/// <param name="Version">The object's version; 0 when no message about it has arrived.</param>
/// <param name="Value">The copy; null when none has arrived or it was deleted.</param>
/// <param name="Tag">Changes whenever the copy is written; empty when there is none.</param>
public sealed record LastCopy<T>(long Version, T? Value, string Tag)
    where T : class;
