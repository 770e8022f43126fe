using System.Text.Json;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

public class StatisticsHttpTests
{
    [Theory]
    [InlineData("", 200)]
    [InlineData("?year=2025&by=sellerKind", 200)]
    [InlineData("?year=1999", 400)]
    [InlineData("?year=next", 400)]
    [InlineData("?by=Kind", 400)]
    [InlineData("?by=0", 400)]
    [InlineData("?by=colour", 400)]
    [InlineData("?asOf=2026-13", 400)]
    [InlineData("?asOf=2026-5", 400)]
    [InlineData("?year=2025&asOf=2026-05", 400)]
    [InlineData("?year=2026&asOf=2026-05", 404)]
    public async Task The_query_is_checked(string query, int status)
    {
        var app = await StatisticsApp.NewAsync();
        Assert.Equal(status, (await StatisticsApp.AnswerAsync(request => app.Functions.Get(request, default), query)).Status);
        Assert.Equal(status, (await StatisticsApp.AnswerAsync(request => app.Functions.GetInternal(request, default), query)).Status);
    }

    [Fact]
    public async Task The_public_and_officials_read_the_same_figures_with_other_eyes()
    {
        var app = await StatisticsApp.NewAsync();
        for (var i = 0; i < 5; i++) await app.PutAsync(Contract.Of($"case-{i}", i == 0 ? "T3" : "D1") with { DuplicateKey = null });

        async Task<JsonElement> RowsAsync(Func<Microsoft.AspNetCore.Http.HttpRequest, Task<Microsoft.AspNetCore.Http.IResult>> function) =>
            JsonDocument.Parse((await StatisticsApp.AnswerAsync(function, "?year=2026&by=kind")).Body).RootElement.GetProperty("rows");

        var official = await RowsAsync(request => app.Functions.GetInternal(request, default));
        Assert.Equal(1_000_000, official[1].GetProperty("contractValue").GetDecimal());
        var open = await RowsAsync(request => app.Functions.Get(request, default));
        Assert.False(open[1].TryGetProperty("contractValue", out _));
        Assert.Equal("<3", open[1].GetProperty("shown").GetString());
        Assert.Equal("…", open[0].GetProperty("shown").GetString());
    }
}
