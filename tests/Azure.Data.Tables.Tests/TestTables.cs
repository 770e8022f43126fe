using TechTransfer.Testing;

namespace Azure.Data.Tables.Tests;

/// <summary>Tables of a test's own on the shared server.</summary>
internal static class TestTables
{
    public static string NewName() => $"t{Guid.NewGuid():N}";

    public static async Task<TableServiceClient> ServiceAsync(TableClientOptions? options = null) =>
        new(await AzuriteServer.ConnectionStringAsync(), options);

    public static async Task<TableClient> CreateAsync(TableClientOptions? options = null)
    {
        var table = (await ServiceAsync(options)).GetTableClient(NewName());
        await table.CreateAsync();
        return table;
    }

    public static async Task<List<T>> ToListAsync<T>(this AsyncPageable<T> pages)
        where T : notnull
    {
        var all = new List<T>();
        await foreach (var one in pages) all.Add(one);
        return all;
    }
}
