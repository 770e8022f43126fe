using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Testing;

/// <summary>An aggregate that nobody can read: the first of a loop, which must not keep the others waiting.</summary>
public static class SpoiledState
{
    /// <summary>Spoils it; what is answered makes it whole again.</summary>
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
