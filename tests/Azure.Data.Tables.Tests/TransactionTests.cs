using Azure.Data.Tables.Models;
using Azure.Data.Tables.Tests.Interop;

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

    [Theory]
    [InlineData(TableTransactionActionType.UpdateMerge)]
    [InlineData(TableTransactionActionType.UpdateReplace)]
    [InlineData(TableTransactionActionType.Delete)]
    public async Task A_stale_etag_undoes_the_whole_transaction(TableTransactionActionType kind)
    {
        var table = await TestTables.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "state") { ["N"] = 0 });
        await table.AddEntityAsync(new TableEntity("p", "kept") { ["N"] = 0 });
        var stale = (await table.GetEntityAsync<TableEntity>("p", "state")).Value.ETag;
        await table.UpdateEntityAsync(new TableEntity("p", "state") { ["N"] = 1 }, stale);

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "kept") { ["N"] = 2 }, ETag.All),
            new(TableTransactionActionType.Add, new TableEntity("p", "new")),
            new(kind, new TableEntity("p", "state") { ["N"] = 2 }, stale),
        ]));

        Assert.Equal((412, 2), (refused.Status, refused.FailedTransactionActionIndex!.Value));
        Assert.Equal(TableErrorCode.UpdateConditionNotSatisfied, refused.ErrorCode);
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal([("kept", 0), ("state", 1)], rows.Select(row => (row.RowKey, row.GetInt32("N")!.Value)));
    }

    [Fact]
    public async Task A_fresh_etag_lets_the_transaction_through_and_the_answer_names_the_next()
    {
        var table = await TestTables.CreateAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "state") { ["N"] = 0 })).Headers.ETag!.Value;
        var done = await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "state") { ["N"] = 1 }, first)]);
        var next = done.Value[0].Headers.ETag!.Value;
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "state") { ["N"] = 2 }, next)]);

        Assert.NotEqual(first, next);
        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "state")).Value.GetInt32("N"));
    }

    [Fact]
    public async Task A_hundred_actions_are_done_and_one_more_is_refused()
    {
        var table = await TestTables.CreateAsync();
        var done = await table.SubmitTransactionAsync(Adds(100));
        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(Adds(101, "more")));

        Assert.Equal(100, done.Value.Count);
        Assert.Equal((400, "InvalidInput"), (refused.Status, refused.ErrorCode));
        Assert.Equal(100, (await table.QueryAsync<TableEntity>().ToListAsync()).Count);
    }

    [Fact]
    public async Task Every_value_survives_a_large_transaction()
    {
        var table = await TestTables.CreateAsync();
        // 18 rows of the longest text, which tries to look like the wire itself, and one row of every type.
        var text = string.Concat(Enumerable.Repeat("合同\"\r\n--HTTP/1.1 200 OK\r\n\r\n𠮷", 2_000))[..(32 * 1024)];
        var every = new TableEntity("p", "every");
        foreach (var (name, value) in InteropSamples.Values) every[name] = value;
        await table.SubmitTransactionAsync(Enumerable.Range(0, 18)
            .Select(row => new TableEntity("p", $"row{row:D2}") { ["Text"] = text })
            .Append(every)
            .Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity)));

        var rows = await table.QueryAsync<TableEntity>("RowKey ge 'row'").ToListAsync();
        Assert.Equal(18, rows.Count);
        Assert.All(rows, row => Assert.Equal(text, row.GetString("Text")));
        var read = (await table.GetEntityAsync<TableEntity>("p", "every")).Value;
        Assert.All(InteropSamples.Values, value => Assert.Equal(WireValue.Of(value.Value), WireValue.Of(read[value.Key])));
    }

    [Fact]
    public async Task The_same_entity_twice_is_refused()
    {
        var table = await TestTables.CreateAsync();
        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "r") { ["N"] = 1 }),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "r") { ["N"] = 2 }),
        ]));

        Assert.Equal((400, "InvalidDuplicateRow"), (refused.Status, refused.ErrorCode));
        Assert.Empty(await table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Fact]
    public async Task A_missing_entity_fails_a_delete_within_a_transaction()
    {
        var table = await TestTables.CreateAsync();
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "a")),
            new(TableTransactionActionType.Delete, new TableEntity("p", "no")),
        ]));

        Assert.Equal((404, 1), (refused.Status, refused.FailedTransactionActionIndex!.Value));
        Assert.Empty(await table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Fact]
    public async Task A_transaction_on_a_missing_table_is_refused()
    {
        var table = (await TestTables.ServiceAsync()).GetTableClient(TestTables.NewName());
        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(Adds(1)));
        Assert.Equal((404, "TableNotFound"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task An_empty_transaction_is_no_transaction()
    {
        var table = await TestTables.CreateAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
    }

    [Fact]
    public async Task Of_two_transactions_on_one_etag_one_wins()
    {
        var table = await TestTables.CreateAsync();
        for (var round = 0; round < 20; round++)
        {
            var state = (await table.UpsertEntityAsync(new TableEntity("p", "state") { ["N"] = round })).Headers.ETag!.Value;
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => TryAsync(table, state, $"event|{round}|{writer}")));
            Assert.Equal(1, outcomes.Count(won => won));
            Assert.Equal(round + 1, (await table.QueryAsync<TableEntity>("RowKey ge 'event|' and RowKey lt 'event}'").ToListAsync()).Count);
        }
    }

    private static async Task<bool> TryAsync(TableClient table, ETag state, string row)
    {
        try
        {
            await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p", row)),
                new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "state"), state),
            ]);
            return true;
        }
        catch (TableTransactionFailedException lost) when (lost.Status == 412)
        {
            return false;
        }
    }

    private static IEnumerable<TableTransactionAction> Adds(int count, string prefix = "") =>
        Enumerable.Range(0, count).Select(row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{prefix}{row:D3}")));
}
