using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage;

/// <summary>The version of the format of an app's stored data, kept in a row. It grows when data must be migrated. Data without the row is
/// from before the row was introduced, which is version 1.</summary>
public static class StoreVersion
{
    /// <summary>Raise it together with a step in <see cref="StoreSteps"/> when stored data must change.</summary>
    public const int Current = 3;

    internal const int First = 1;

    private const string Partition = "store",
        RowKey = "version",
        Column = "Version";

    /// <summary>Reads the version of the stored data. An empty store is set to <paramref name="needed"/>, since new data needs no
    /// migration.</summary>
    /// <param name="storage">The app's storage.</param>
    /// <param name="needed">Version for an empty store.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async Task<int> FindAsync(AppStorage storage, int needed = Current, CancellationToken cancellation = default)
    {
        if (await storage.Pending.FindAsync(Partition, RowKey, cancellation) is { } row)
            return row.GetInt32(Column)!.Value;
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

    /// <summary>Lets an app start only when its data has the version that the code needs.</summary>
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

    /// <summary>Migrates an app's data to the current version, one step per version. The app must not run at the same time.</summary>
    /// <returns>The version before the migration.</returns>
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
            await SaveAsync(storage, version + 1, cancellation);
        }
        return found;
    }

    internal static Task SaveAsync(AppStorage storage, int version, CancellationToken cancellation) =>
        storage.Pending.UpsertEntityAsync(new TableEntity(Partition, RowKey) { [Column] = version }, TableUpdateMode.Replace, cancellation);
}

/// <summary>The steps that migrate one app's data from a version to the next. An interrupted step runs again from its beginning.</summary>
/// <param name="Steps">Step by the version that it starts from; a version without a step leaves the data unchanged.</param>
public sealed record StoreSteps(IReadOnlyDictionary<int, Func<AppStorage, TimeProvider, CancellationToken, Task>> Steps)
{
    /// <summary>For an app whose data has never needed a migration.</summary>
    public static StoreSteps None { get; } = new(new Dictionary<int, Func<AppStorage, TimeProvider, CancellationToken, Task>>());

    internal Func<AppStorage, TimeProvider, CancellationToken, Task> From(int version) =>
        Steps.GetValueOrDefault(version, (_, _, _) => Task.CompletedTask);
}
