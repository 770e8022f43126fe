namespace Azure.Data.Tables.Tests;

public class QueryTests
{
    [Fact]
    public async Task A_query_goes_on_over_all_pages()
    {
        var table = await TestTables.CreateAsync();
        await FillAsync(table, 2_500);

        var rows = await table.QueryAsync<TableEntity>("PartitionKey eq 'p'").ToListAsync();
        var pages = new List<int>();
        await foreach (var page in table.QueryAsync<TableEntity>().AsPages()) pages.Add(page.Values.Count);

        Assert.Equal(Enumerable.Range(0, 2_500).Select(Row), rows.Select(row => row.RowKey));
        Assert.Equal([1_000, 1_000, 500], pages);
    }

    [Fact]
    public async Task A_page_is_as_long_as_asked_and_its_token_leads_to_the_next()
    {
        var table = await TestTables.CreateAsync();
        await FillAsync(table, 25);

        var sizes = new List<int>();
        await foreach (var page in table.QueryAsync<TableEntity>(maxPerPage: 10).AsPages()) sizes.Add(page.Values.Count);
        Assert.Equal([10, 10, 5], sizes);

        var (first, token) = await OnePageAsync(table, null);
        var (second, next) = await OnePageAsync(table, token);
        var (last, none) = await OnePageAsync(table, next);
        Assert.Equal(Enumerable.Range(0, 25).Select(Row), [.. first, .. second, .. last]);
        Assert.Equal(12, first.Count);
        Assert.Null(none);
        await Assert.ThrowsAsync<FormatException>(() => OnePageAsync(table, "$filter=true"));
    }

    [Fact]
    public async Task Select_brings_only_what_was_named()
    {
        var table = await TestTables.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = "a", ["B"] = "b" });

        var found = Assert.Single(await table.QueryAsync<TableEntity>(select: ["RowKey", "A"]).ToListAsync());
        var got = (await table.GetEntityAsync<TableEntity>("p", "r", ["B"])).Value;

        Assert.Equal(("r", "a"), (found.RowKey, found.GetString("A")));
        Assert.False(found.ContainsKey("B"));
        Assert.Equal("b", got.GetString("B"));
        Assert.False(got.ContainsKey("A"));
    }

    [Fact]
    public async Task Tables_are_listed_made_and_dropped()
    {
        var service = await TestTables.ServiceAsync();
        var (first, second) = (TestTables.NewName(), TestTables.NewName());
        Assert.Equal(first, (await service.CreateTableAsync(first)).Value.Name);
        Assert.Equal(204, (await service.CreateTableIfNotExistsAsync(second)).GetRawResponse().Status);
        var again = await service.CreateTableIfNotExistsAsync(second);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(second));

        Assert.Equal((second, 409), (again.Value.Name, again.GetRawResponse().Status));
        Assert.Equal((409, "TableAlreadyExists"), (refused.Status, refused.ErrorCode));
        Assert.Equal(second, Assert.Single(await service.QueryAsync($"TableName eq '{second}'").ToListAsync()).Name);
        var listed = (await service.QueryAsync(maxPerPage: 1).ToListAsync()).Select(table => table.Name).ToList();
        Assert.Contains(first, listed);
        Assert.Contains(second, listed);

        Assert.Equal(204, (await service.DeleteTableAsync(first)).Status);
        Assert.Equal(404, (await service.DeleteTableAsync(first)).Status);
        Assert.Empty(await service.QueryAsync(TableClient.CreateQueryFilter($"TableName eq {first}")).ToListAsync());
    }

    private static async Task<(List<string> Rows, string? Token)> OnePageAsync(TableClient table, string? token)
    {
        await foreach (var page in table.QueryAsync<TableEntity>(maxPerPage: 5).AsPages(token, pageSizeHint: 12))
        {
            return ([.. page.Values.Select(row => row.RowKey)], page.ContinuationToken);
        }
        throw new InvalidOperationException("A query without a page.");
    }

    private static async Task FillAsync(TableClient table, int count)
    {
        foreach (var rows in Enumerable.Range(0, count).Chunk(100))
        {
            await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", Row(row)))));
        }
    }

    private static string Row(int number) => $"{number:D6} 行";
}
