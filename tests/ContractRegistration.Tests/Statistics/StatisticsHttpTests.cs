using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

public class StatisticsHttpTests
{
    [Theory]
    [InlineData("", 200)]
    [InlineData("?year=2025&by=sellerKind", 200)]
    [InlineData("?year=1999", 400)]
    [InlineData("?year=next", 400)]
    [InlineData("?by=kinds", 400)]
    [InlineData("?by=0", 400)]
    [InlineData("?by=colour", 400)]
    [InlineData("?asOf=2026-13", 400)]
    [InlineData("?asOf=2026-5", 400)]
    [InlineData("?year=2025&asOf=2026-05", 400)]
    [InlineData("?year=2026&asOf=2026-05", 404)]
    public async Task The_query_is_checked(string query, int status)
    {
        var app = await StatisticsApp.NewAsync();
        Assert.Equal(
            status,
            (await FunctionCall.SendAsync(new GetStatistics(app.Reader).Run, caller: null, "GET", $"/api/statistics{query}")).Status
        );
        Assert.Equal(
            status,
            (
                await FunctionCall.SendAsync(
                    new GetStatisticsInternal(app.Reader).Run,
                    caller: null,
                    "GET",
                    $"/api/statistics/internal{query}"
                )
            ).Status
        );
    }

    [Fact]
    public async Task The_public_and_officials_read_the_same_figures_with_other_eyes()
    {
        var app = await StatisticsApp.NewAsync();
        for (var i = 0; i < 5; i++)
            await app.PutAsync(CountedContract.Of($"case-{i}", i == 0 ? "T3" : "D1") with { DuplicateKey = null });

        var official = (
            await FunctionCall.SendAsync(
                new GetStatisticsInternal(app.Reader).Run,
                caller: null,
                "GET",
                "/api/statistics/internal?year=2026&by=kind"
            )
        ).Json!["rows"]!;
        Assert.Equal(1_000_000, (decimal)official[1]!["contractValue"]!);
        var open = (
            await FunctionCall.SendAsync(new GetStatistics(app.Reader).Run, caller: null, "GET", "/api/statistics?year=2026&by=kind")
        ).Json!["rows"]!;
        Assert.False(open[1]!.AsObject().ContainsKey("contractValue"));
        Assert.Equal("<3", (string?)open[1]!["shown"]);
        Assert.Equal("…", (string?)open[0]!["shown"]);
    }
}
