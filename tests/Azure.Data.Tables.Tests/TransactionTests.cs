using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Tests;

public class TransactionTests
{
    [Fact]
    public async Task A_transaction_does_every_kind_of_action_and_answers_each()
    {
        var table = await TestTables.CreateAsync();
        foreach (var row in (string[])["merge", "replace", "delete"]) await table.AddEntityAsync(new TableEntity("p", row) { ["A"] = "a" });
        var done = await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "add") { ["B"] = "b" }),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merge") { ["B"] = "b" }),
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replace") { ["B"] = "b" }, ETag.All),
            new(TableTransactionActionType.Delete, new TableEntity("p", "delete")),
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "upsertmerge") { ["B"] = "b" }),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "upsertreplace") { ["B"] = "b" }),
        ]);

        Assert.Equal(202, done.GetRawResponse().Status);
        Assert.Equal([204, 204, 204, 204, 204, 204], done.Value.Select(response => response.Status));
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(["add", "merge", "replace", "upsertmerge", "upsertreplace"], rows.Select(row => row.RowKey));
        Assert.All(rows, row => Assert.Equal("b", row.GetString("B")));
        Assert.Equal(["merge"], rows.Where(row => row.ContainsKey("A")).Select(row => row.RowKey));
        Assert.Equal(rows[0].ETag, done.Value[0].Headers.ETag);
    }

    [Fact]
    public async Task A_refused_action_undoes_all_and_is_named_by_its_index()
    {
        var table = await TestTables.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "taken") { ["N"] = 0 });
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "a")),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "b")),
            new(TableTransactionActionType.Add, new TableEntity("p", "taken") { ["N"] = 1 }),
            new(TableTransactionActionType.Add, new TableEntity("p", "c")),
        ]));

        Assert.Equal(2, refused.FailedTransactionActionIndex);
        Assert.Equal(409, refused.Status);
        Assert.Equal(TableErrorCode.EntityAlreadyExists, refused.ErrorCode);
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal([("taken", 0)], rows.Select(row => (row.RowKey, row.GetInt32("N")!.Value)));
    }
}
