using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Testing;

/// <summary>
/// Damages the stored state of an aggregate. Tests use it to show that a loop over aggregates goes on after one that it cannot read.
/// </summary>
public static class SpoiledState
{
    /// <summary>Overwrites the state with invalid JSON. The returned function restores it.</summary>
    public static async Task<Func<Task>> MakeAsync(string app, string kind, string id)
    {
        var table = new TableServiceClient(await AzuriteServer.ConnectionStringAsync()).GetTableClient($"{app}Aggregates");
        var text = (await table.GetEntityAsync<TableEntity>($"{kind}|{id}", "state")).Value.GetString("Body0");
        Task PutAsync(string body) =>
            table.UpdateEntityAsync(new TableEntity($"{kind}|{id}", "state") { ["Body0"] = body }, ETag.All, TableUpdateMode.Merge);
        await PutAsync("{");
        return () => PutAsync(text);
    }
}
