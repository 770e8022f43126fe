using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Rows;

/// <summary>Rows that are deleted some time after they expire, such as sessions. A row's key begins with its expiry, so that expired ones
/// are found without reading the others.</summary>
public sealed class ExpiringRows(AppStorage storage, TimeProvider time)
{
    private const string Partition = "expiring";
    private const string Content = "Content";

    /// <summary>Adds or replaces a row, and deletes up to a page of expired ones.</summary>
    /// <param name="expiry">When the row expires; part of its key.</param>
    /// <param name="id">Rest of the key: letters and digits.</param>
    /// <param name="content">The text to keep.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task PutAsync(DateTimeOffset expiry, string id, string content, CancellationToken cancellation = default)
    {
        var row = new TableEntity(Partition, Key(expiry, id));
        LongText.Put(row, Content, content);
        await storage.Copies.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        await OldRows.DropAsync(storage.Copies, Partition, Key(time.GetUtcNow(), ""), cancellation);
    }

    /// <summary>The text; null when there is no such row, or it has expired.</summary>
    public async Task<string?> FindAsync(DateTimeOffset expiry, string id, CancellationToken cancellation = default)
    {
        if (expiry <= time.GetUtcNow() || !Keys.CanBe(id))
            return null;
        return await storage.Copies.FindAsync(Partition, Key(expiry, id), cancellation) is { } row ? LongText.Get(row, Content) : null;
    }

    /// <summary>Deletes a row before it expires; it need not exist.</summary>
    public Task DeleteAsync(DateTimeOffset expiry, string id, CancellationToken cancellation = default) =>
        storage.Copies.DeleteEntityAsync(Partition, Key(expiry, id), ETag.All, cancellation);

    private static string Key(DateTimeOffset expiry, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{expiry.ToUnixTimeSeconds():D12}|{id}");
}
