using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace Azure.Data.Tables.Tests.Interop;

/// <summary>The official JavaScript client reads what we write, and we read what it writes.</summary>
public class JavaScriptInteropTests
{
    [Fact]
    public async Task JavaScript_reads_every_type_that_we_write()
    {
        var (table, javaScript) = await StartAsync();
        var written = new TableEntity("p", "r");
        foreach (var (name, value) in InteropSamples.Values) written[name] = value;
        await table.AddEntityAsync(written);

        var read = await javaScript.RunAsync<List<WireEntity>>("read", new { keys = Keys([("p", "r")]) });

        // A whole double comes back as "5.0" without a type, of which JavaScript's JSON keeps 5.
        AssertSame(new Dictionary<string, object>(InteropSamples.Values) { ["DoubleWhole"] = 5 }, Assert.Single(read));
        var ours = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        AssertSame(InteropSamples.Values, WireEntity.Of(ours));
        Assert.Equal(ours.ETag.ToString(), read[0].Etag);
    }

    [Fact]
    public async Task We_read_every_type_that_JavaScript_writes()
    {
        var (table, javaScript) = await StartAsync();
        await javaScript.RunAsync<List<string>>("write", new { entities = new[] { Entity("p", "r", InteropSamples.ValuesForJavaScript) } });

        AssertSame(InteropSamples.ValuesForJavaScript, WireEntity.Of((await table.GetEntityAsync<TableEntity>("p", "r")).Value));
        AssertSame(InteropSamples.ValuesForJavaScript, WireEntity.Of(Assert.Single(await table.QueryAsync<TableEntity>().ToListAsync())));
    }

    [Fact]
    public async Task Odd_keys_mean_the_same_to_both()
    {
        var (table, javaScript) = await StartAsync();
        foreach (var (partitionKey, rowKey) in InteropSamples.Keys) await table.AddEntityAsync(new TableEntity(partitionKey, rowKey) { ["From"] = "C#" });

        var read = await javaScript.RunAsync<List<WireEntity>>("read", new { keys = Keys(InteropSamples.Keys) });
        Assert.Equal(InteropSamples.Keys, read.Select(entity => (entity.PartitionKey, entity.RowKey)));

        foreach (var (partitionKey, rowKey) in InteropSamples.Keys) await table.DeleteEntityAsync(partitionKey, rowKey, ETag.All);
        Assert.Empty(await table.QueryAsync<TableEntity>().ToListAsync());

        var entities = InteropSamples.Keys.Select(key => Entity(key.PartitionKey, key.RowKey, new Dictionary<string, object> { ["From"] = "JS" }));
        await javaScript.RunAsync<List<string>>("write", new { entities });
        foreach (var (partitionKey, rowKey) in InteropSamples.Keys)
        {
            var got = (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey)).Value;
            var found = Assert.Single(await table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey eq {rowKey}")).ToListAsync());
            await table.UpdateEntityAsync(new TableEntity(partitionKey, rowKey) { ["Updated"] = true }, got.ETag);

            Assert.Equal((partitionKey, rowKey, "JS"), (got.PartitionKey, got.RowKey, got.GetString("From")));
            Assert.Equal((partitionKey, rowKey), (found.PartitionKey, found.RowKey));
        }
        Assert.All(await table.QueryAsync<TableEntity>().ToListAsync(), entity => Assert.True(entity.GetBoolean("Updated")));
    }

    [Fact]
    public async Task JavaScript_reads_what_our_transaction_wrote()
    {
        var (table, javaScript) = await StartAsync();
        var rows = InteropSamples.Keys.Select(key => key.RowKey).ToList();
        await table.SubmitTransactionAsync(rows.Select(row =>
            new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("合同's", row) { ["Text"] = $"{row} 文本", ["Fen"] = long.MaxValue })));
        await table.SubmitTransactionAsync(rows.Select(row =>
            new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity("合同's", row) { ["Merged"] = true }, ETag.All)));

        var read = await javaScript.RunAsync<List<WireEntity>>("read", new { keys = Keys(rows.Select(row => ("合同's", row))) });

        Assert.Equal(rows.Count, read.Count);
        Assert.All(rows.Zip(read), pair => AssertSame(
            new Dictionary<string, object> { ["Text"] = $"{pair.First} 文本", ["Fen"] = long.MaxValue, ["Merged"] = true }, pair.Second));
    }

    [Fact]
    public async Task We_read_what_JavaScripts_transaction_wrote()
    {
        var (table, javaScript) = await StartAsync();
        await table.AddEntityAsync(new TableEntity("p", "old"));
        var statuses = await javaScript.RunAsync<List<int>>("transact", new
        {
            operations = new object[]
            {
                new { kind = "create", entity = Entity("p", "new", InteropSamples.ValuesForJavaScript) },
                new { kind = "delete", entity = Entity("p", "old", new Dictionary<string, object>()) },
                new { kind = "upsert", entity = Entity("p", "other", new Dictionary<string, object> { ["Text"] = "文本" }), mode = "Replace" },
            },
        });

        Assert.Equal([204, 204, 204], statuses);
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(["new", "other"], rows.Select(row => row.RowKey));
        AssertSame(InteropSamples.ValuesForJavaScript, WireEntity.Of(rows[0]));
        Assert.Equal("文本", rows[1].GetString("Text"));
    }

    [Fact]
    public async Task A_filter_finds_the_same_for_both()
    {
        var (table, javaScript) = await StartAsync();
        await table.AddEntityAsync(new TableEntity("p", "right") { ["Value"] = "it's 合同 & co + 100%" });
        await table.AddEntityAsync(new TableEntity("p", "wrong") { ["Value"] = "its 合同 & co + 100%" });
        var ours = TableClient.CreateQueryFilter($"Value eq {"it's 合同 & co + 100%"}");

        Assert.Equal(await javaScript.RunAsync<string>("filter", new { value = "it's 合同 & co + 100%" }), ours);
        Assert.Equal("right", Assert.Single(await table.QueryAsync<TableEntity>(ours).ToListAsync()).RowKey);
        Assert.Equal("right", Assert.Single(await javaScript.RunAsync<List<WireEntity>>("query", new { filter = ours })).RowKey);
    }

    [Fact]
    public async Task A_shared_access_signature_in_a_connection_string_opens_the_service()
    {
        var (table, javaScript) = await StartAsync();
        var signature = await javaScript.RunAsync<string>("sas", new { });
        var opened = new TableClient($"TableEndpoint={table.Uri.AbsoluteUri[..^(table.Name.Length + 1)]};SharedAccessSignature={signature}", table.Name);

        await opened.AddEntityAsync(new TableEntity("p", "r"));
        await opened.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "s"))]);
        Assert.Equal(["r", "s"], (await opened.QueryAsync<TableEntity>("PartitionKey eq 'p'").ToListAsync()).Select(row => row.RowKey));
        Assert.Equal(table.AccountName, opened.AccountName);
        Assert.Equal(table.Uri, opened.Uri);
    }

    private static async Task<(TableClient Table, JavaScriptClient JavaScript)> StartAsync()
    {
        var table = await TestTables.CreateAsync();
        var key = Regex.Match(await AzuriteServer.ConnectionStringAsync(), "AccountKey=([^;]+)").Groups[1].Value;
        return (table, new JavaScriptClient(table, key));
    }

    private static WireEntity Entity(string partitionKey, string rowKey, IReadOnlyDictionary<string, object> values) => new(
        partitionKey, rowKey, new(values.ToDictionary(value => value.Key, value => WireValue.Of(value.Value)), StringComparer.Ordinal));

    private static IEnumerable<string[]> Keys(IEnumerable<(string PartitionKey, string RowKey)> keys) => keys.Select(key => new[] { key.PartitionKey, key.RowKey });

    private static void AssertSame(IReadOnlyDictionary<string, object> expected, WireEntity actual) => Assert.Equal(
        expected.Select(value => (value.Key, WireValue.Of(value.Value))).OrderBy(pair => pair.Key, StringComparer.Ordinal),
        actual.Properties.Select(value => (value.Key, value.Value.Normalised())).OrderBy(pair => pair.Key, StringComparer.Ordinal));
}
