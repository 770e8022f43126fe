using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Tests;

public class EntityTests
{
    [Fact]
    public async Task What_was_added_is_read_back()
    {
        var table = await TestTables.CreateAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["Title"] = "技术开发合同", ["Fen"] = 9_007_199_254_740_993L });
        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(204, added.Status);
        Assert.Equal("技术开发合同", read.GetString("Title"));
        Assert.Equal(9_007_199_254_740_993L, read.GetInt64("Fen"));
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Equal(["Fen", "PartitionKey", "RowKey", "Timestamp", "Title", "odata.etag"], read.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Adding_twice_is_a_conflict()
    {
        var table = await TestTables.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, refused.Status);
        Assert.Equal(TableErrorCode.EntityAlreadyExists, refused.ErrorCode);
    }

    [Fact]
    public async Task A_missing_entity_is_an_error_or_no_value_as_asked()
    {
        var table = await TestTables.CreateAsync();
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        var none = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.Equal(404, refused.Status);
        Assert.Equal(TableErrorCode.ResourceNotFound, refused.ErrorCode);
        Assert.Contains("odata.error", refused.GetRawResponse()!.Content.ToString(), StringComparison.Ordinal);
        Assert.False(none.HasValue);
        Assert.Equal(404, none.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => none.Value);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
    }

    [Fact]
    public async Task A_missing_table_is_told_by_its_code()
    {
        var table = (await TestTables.ServiceAsync()).GetTableClient(TestTables.NewName());
        var add = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));
        var query = await Assert.ThrowsAsync<RequestFailedException>(() => table.QueryAsync<TableEntity>().ToListAsync());

        Assert.Equal(404, add.Status);
        Assert.Equal(TableErrorCode.TableNotFound, add.ErrorCode);
        Assert.Equal(TableErrorCode.TableNotFound, query.ErrorCode);
    }

    [Fact]
    public async Task A_stale_etag_is_refused_so_that_one_of_two_writers_loses()
    {
        var table = await TestTables.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 0 });
        var first = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        var second = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        first["N"] = 1;
        await table.UpdateEntityAsync(first, first.ETag, TableUpdateMode.Replace);
        second["N"] = 2;
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(second, second.ETag, TableUpdateMode.Replace));
        var alsoRefused = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", second.ETag));

        Assert.Equal(412, refused.Status);
        Assert.Equal(TableErrorCode.UpdateConditionNotSatisfied, refused.ErrorCode);
        Assert.Equal(412, alsoRefused.Status);
        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N"));
    }

    [Fact]
    public async Task Any_etag_forces_an_update_and_none_is_no_answer()
    {
        var table = await TestTables.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 0 });
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 1 }, ETag.All);

        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N"));
        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));
        var missing = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "no"), ETag.All));
        Assert.Equal(404, missing.Status);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, true)]
    [InlineData(TableUpdateMode.Replace, false)]
    public async Task Merge_keeps_the_other_properties_and_replace_drops_them(TableUpdateMode mode, bool kept)
    {
        var table = await TestTables.CreateAsync();
        foreach (var row in (string[])["updated", "upserted"]) await table.UpsertEntityAsync(new TableEntity("p", row) { ["A"] = "a" }, mode);
        await table.UpdateEntityAsync(new TableEntity("p", "updated") { ["B"] = "b" }, ETag.All, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "upserted") { ["B"] = "b" }, mode);

        foreach (var entity in await table.QueryAsync<TableEntity>().ToListAsync())
        {
            Assert.Equal("b", entity.GetString("B"));
            Assert.Equal(kept, entity.ContainsKey("A"));
        }
    }
}
