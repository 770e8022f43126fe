using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace TechTransfer.Portal.Tests;

/// <summary>What the portal sends over the wire.</summary>
[Collection(OnTheVisitedSystem.Name)]
public sealed partial class Answers(Visited system) : IDisposable
{
    private readonly HttpClient http = new(
        new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false }
    )
    {
        BaseAddress = system.Portal,
    };

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task A_first_visit_takes_at_most_sixty_kilobytes_and_a_further_page_fifteen()
    {
        var (page, html) = await GetAsync("/portal/verify");
        var first = page;
        foreach (var asset in Asset().Matches(html).Select(match => match.Value).Distinct())
            first += (await GetAsync(asset)).Bytes;

        Assert.InRange(first, 1, 60_000);
        foreach (
            var path in (string[])["/portal", "/portal/requirements?kind=T3", "/portal/statistics", "/portal/notices", "/portal/policies"]
        )
            Assert.InRange((await GetAsync(path)).Bytes, 1, 15_000);
    }

    [Fact]
    public async Task A_file_of_the_portal_is_kept_for_good_and_a_page_not_at_all()
    {
        using var page = await http.GetAsync("/portal");
        Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
        var asset = Asset().Match(await page.Content.ReadAsStringAsync()).Value;

        using var kept = await http.GetAsync(asset);
        Assert.Equal("public, max-age=31536000, immutable", kept.Headers.GetValues("Cache-Control").Single());

        // A page of another version may name a hash that this one does not have.
        using var other = await http.GetAsync(Hash().Replace(asset, "/0123456789abcdef/"));
        Assert.Equal((HttpStatusCode.OK, "no-store"), (other.StatusCode, other.Headers.CacheControl?.ToString()));
        using var none = await http.GetAsync("/portal/assets/0123456789abcdef/none.css");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory]
    [InlineData("/portal")]
    [InlineData("/portal/nowhere")]
    [InlineData("/portal/view?reading=english")]
    [InlineData("/portal/statistics?year=1")]
    public async Task Every_page_says_what_the_browser_may_do(string path)
    {
        using var answer = await http.GetAsync(path);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("blazor-enhanced-nav"));
    }

    [Fact]
    public async Task The_portal_says_that_it_is_ready_and_describes_no_API()
    {
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/portal/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/portal/health/live")).StatusCode);
        using var description = await http.GetAsync("/portal/openapi.json");
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (description.StatusCode, description.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_query_that_a_service_refuses_is_a_page_in_its_words()
    {
        using var answer = await http.GetAsync("/portal/statistics?year=1");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("年度应为2000年至2100年", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_of_the_statistics_is_a_csv_file()
    {
        using var answer = await http.GetAsync("/portal/statistics.csv?by=month");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("attachment", answer.Content.Headers.ContentDisposition?.ToString(), StringComparison.Ordinal);
        var lines = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()).TrimEnd().Split("\r\n");
        Assert.StartsWith("\uFEFF\"月份\",\"合同份数\"", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("\"合计\",", lines[^1], StringComparison.Ordinal);
    }

    private async Task<(int Bytes, string Text)> GetAsync(string path)
    {
        using var plain = await http.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var compressed = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, compressed.StatusCode);
        return ((await compressed.Content.ReadAsByteArrayAsync()).Length, await plain.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("/portal/assets/[^\"]+")]
    private static partial Regex Asset();

    [GeneratedRegex("/[0-9a-f]{16}/")]
    private static partial Regex Hash();
}
