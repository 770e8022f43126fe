using Azure;
using Azure.Data.Tables;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

public class RebuildTests
{
    private static async Task<(StatisticsApp App, TableClient Counters)> TwelveContractsAsync()
    {
        var app = await StatisticsApp.NewAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i =>
                    app.PutAsync(
                        CountedContract.Of($"case-{i}", i % 2 == 0 ? "D1" : "T3", value: 100 + i) with
                        {
                            DuplicateKey = null,
                            Number = $"{i}",
                        }
                    )
                )
        );
        return (app, new TableServiceClient(await AzuriteServer.ConnectionStringAsync()).GetTableClient($"{app.App}Counters"));
    }

    private static async Task<List<TableEntity>> RowsAsync(TableClient counters, string rowKeyFrom, string rowKeyTo)
    {
        var rows = new List<TableEntity>();
        await foreach (
            var row in counters.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {rowKeyFrom} and RowKey lt {rowKeyTo}"))
        )
            rows.Add(row);
        return rows;
    }

    [Fact]
    public async Task Figures_that_are_right_are_left_alone()
    {
        var (app, counters) = await TwelveContractsAsync();
        var before = (await RowsAsync(counters, "of|", "t")).ToDictionary(r => (r.PartitionKey, r.RowKey), r => r.ETag);

        Assert.Equal(0, (await app.RebuildAsync(2026)).Repaired);
        Assert.Equal(before, (await RowsAsync(counters, "of|", "t")).ToDictionary(r => (r.PartitionKey, r.RowKey), r => r.ETag));
    }

    [Fact]
    public async Task Lost_and_falsified_rows_and_sums_are_repaired_once()
    {
        var (app, counters) = await TwelveContractsAsync();
        var right = CountedContract.Lines(await app.RunningAsync(2026));

        var contributions = await RowsAsync(counters, "of|", "of}");
        Assert.Equal(12, contributions.Count);
        await counters.DeleteEntityAsync(contributions[0].PartitionKey, contributions[0].RowKey, ETag.All);
        contributions[1]["Figures0"] = """{"06|kind|S.S1|n":1,"06|kind|S.S1|v":99}""";
        await counters.UpdateEntityAsync(contributions[1], ETag.All, TableUpdateMode.Replace);
        var sums = await RowsAsync(counters, "sums", "sumt");
        await counters.DeleteEntityAsync(sums[0].PartitionKey, sums[0].RowKey, ETag.All);
        sums[^1]["Figures0"] = """{"06|kind|D.D1|n":1000}""";
        await counters.UpdateEntityAsync(sums[^1], ETag.All, TableUpdateMode.Replace);
        // The counter of 2026 has a contribution of a contract that is not in the list of 2026.
        await app.PutAsync(CountedContract.Of("case-out", on: new(2025, 1, 1)) with { DuplicateKey = null });
        await app.Counters.CorrectAsync(
            ContractFigures.Counter,
            "2026",
            "case-out",
            0,
            new Dictionary<string, long> { ["06|kind|D.D1|n"] = 1 }
        );
        Assert.NotEqual(right, CountedContract.Lines(await app.RunningAsync(2026)));

        Assert.True((await app.RebuildAsync(2026)).Repaired >= 4);
        Assert.Equal(right, CountedContract.Lines(await app.RunningAsync(2026)));
        Assert.Equal(0, (await app.RebuildAsync(2026)).Repaired);
    }

    [Fact]
    public async Task It_may_run_while_contracts_are_registered()
    {
        var (app, _) = await TwelveContractsAsync();
        var registering = Task.WhenAll(
            Enumerable
                .Range(12, 12)
                .Select(i => app.PutAsync(CountedContract.Of($"case-{i}", value: 100 + i) with { DuplicateKey = null, Number = $"{i}" }))
        );
        var rebuilding = Task.WhenAll(app.RebuildAsync(2026), app.RebuildAsync(2026));
        await Task.WhenAll(registering, rebuilding);

        var cases = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i => (await app.Contracts.LoadAsync($"case-{i}")).State!));
        Assert.Equal(CountedContract.Lines(CountedContract.Recompute(cases, 2026)), CountedContract.Lines(await app.RunningAsync(2026)));
    }

    [Theory]
    [InlineData("?year=2026", 200)]
    [InlineData("?year=2026&cursor=sums%3A7", 200)]
    [InlineData("?year=26", 400)]
    [InlineData("", 400)]
    [InlineData("?year=2026&cursor=", 400)]
    [InlineData("?year=2026&cursor=sums%3A8", 400)]
    [InlineData("?year=2026&cursor=cases%3Anonsense", 400)]
    public async Task A_step_answers_where_the_next_goes_on(string query, int status)
    {
        var app = await StatisticsApp.NewAsync();
        var answer = await FunctionCall.SendAsync(app.Rebuild.Run, caller: null, "POST", $"/api/statistics/rebuild{query}");

        Assert.Equal(status, answer.Status);
        if (status == 200)
            Assert.True(answer.Json!.AsObject().ContainsKey("cursor"));
    }
}
