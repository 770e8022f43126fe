using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage;

/// <summary>
/// Which form an app's stored data has: a row says it. It grows when data must be migrated; what has data and no row is of before there was
/// one, and that is 1.
/// </summary>
public static class StoreVersion
{
    /// <summary>The form that this version of the apps reads and writes.</summary>
    public const int Current = 2;

    internal const int First = 1;

    private const string Partition = "store",
        RowKey = "version",
        Column = "Version";

    /// <summary>Finds the version of a store, which an empty one is given.</summary>
    /// <param name="storage">The app's storage.</param>
    /// <param name="needed">What an empty store begins with.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<int> FindAsync(AppStorage storage, int needed = Current, CancellationToken cancellation = default)
    {
        var row = await storage.Pending.GetEntityIfExistsAsync<TableEntity>(Partition, RowKey, cancellationToken: cancellation);
        if (row.HasValue)
            return row.Value!.GetInt32(Column)!.Value;
        try
        {
            var version = await storage.HasRowsAsync(cancellation) ? First : needed;
            await storage.Pending.AddEntityAsync(new TableEntity(Partition, RowKey) { [Column] = version }, cancellation);
            return version;
        }
        catch (RequestFailedException another) when (another.Status == 409)
        {
            return await FindAsync(storage, needed, cancellation);
        }
    }

    /// <summary>Ends the start of an app whose store it cannot read.</summary>
    /// <exception cref="InvalidOperationException">The store is of another version; the message names the command that helps.</exception>
    public static async Task CheckAsync(AppStorage storage, int needed = Current, CancellationToken cancellation = default)
    {
        var found = await FindAsync(storage, needed, cancellation);
        if (found < needed)
            throw new InvalidOperationException(
                $"The stored data of {storage.App} is of version {found}, and this app needs {needed}: back up, then migrate it with ./run migrate."
            );
        if (found > needed)
            throw new InvalidOperationException(
                $"The stored data of {storage.App} is of version {found}, and this app knows {needed}: deploy the version that wrote it, or restore the backup from before."
            );
    }

    /// <summary>Brings a store to the version that these apps need, a step for each version; nothing else may use it meanwhile.</summary>
    /// <returns>The version that it had.</returns>
    public static async Task<int> MigrateAsync(
        AppStorage storage,
        StoreSteps steps,
        TimeProvider time,
        CancellationToken cancellation = default
    )
    {
        var found = await FindAsync(storage, cancellation: cancellation);
        for (var version = found; version < Current; version++)
        {
            await steps.From(version)(storage, time, cancellation);
            await KeepAsync(storage, version + 1, cancellation);
        }
        return found;
    }

    /// <summary>What a restore brought back is of the version that its backup says.</summary>
    internal static Task KeepAsync(AppStorage storage, int version, CancellationToken cancellation) =>
        storage.Pending.UpsertEntityAsync(new TableEntity(Partition, RowKey) { [Column] = version }, TableUpdateMode.Replace, cancellation);
}

/// <summary>What changes the form of one app's data, from a version to the next. A step that was broken off is begun again.</summary>
/// <param name="Steps">By the version that a step begins at; where there is none, the app's data stays as it is.</param>
public sealed record StoreSteps(IReadOnlyDictionary<int, Func<AppStorage, TimeProvider, CancellationToken, Task>> Steps)
{
    /// <summary>Of an app whose data no version has changed.</summary>
    public static StoreSteps None { get; } = new(new Dictionary<int, Func<AppStorage, TimeProvider, CancellationToken, Task>>());

    internal Func<AppStorage, TimeProvider, CancellationToken, Task> From(int version) =>
        Steps.GetValueOrDefault(version, (_, _, _) => Task.CompletedTask);
}
