using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using TechTransfer.LocalHost.Tests.Hosts;

namespace TechTransfer.LocalHost.Tests.Conformance;

[Collection(SharedProbeFacts.Name)]
public sealed class HttpFacts(SharedProbe shared)
{
    private Probe Probe => shared.Probe;

    [Theory]
    [InlineData("GET", "api/unknown")]
    [InlineData("GET", "greetings/x")]
    [InlineData("GET", "api/numbers/abc")]
    [InlineData("GET", "api/numbers/0")]
    [InlineData("PUT", "api/methods")]
    [InlineData("POST", "api/numbers/7")]
    [InlineData("HEAD", "api/methods")]
    [InlineData("OPTIONS", "api/methods")]
    [InlineData("GET", "api/created")]
    public async Task A_route_method_or_value_that_does_not_fit_is_404_with_no_body(string method, string path)
    {
        using var answer = await SendAsync(method, path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Empty(answer.Content.Headers.Allow);
    }

    [Fact]
    [NotSeenOnTheRealHost("the documented setting AzureWebJobs.NAME.Disabled")]
    public async Task A_function_that_is_switched_off_is_404()
    {
        using var answer = await Probe.GetAsync("api/switched-off");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    [NotSeenOnTheRealHost("read off the host's source: what failed to load fails each call")]
    public async Task A_function_that_cannot_be_loaded_is_500_and_named_in_the_log()
    {
        using var answer = await Probe.GetAsync("api/broken");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Contains("Broken", Probe.Host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "api/numbers/7", "GET 7")]
    [InlineData("POST", "api/methods", "POST")]
    [InlineData("DELETE", "api/methods", "DELETE")]
    [InlineData("PATCH", "api/AnyMethod", "PATCH")]
    [InlineData("OPTIONS", "api/AnyMethod", "OPTIONS")]
    [InlineData("GET", "api/files", "")]
    [InlineData("GET", "api/files/a/b%2Fc/%E6%B3%B5%20x.txt", "a/b%2Fc/泵 x.txt")]
    public async Task A_call_reaches_the_function_of_its_route(string method, string path, string text)
    {
        using var answer = await SendAsync(method, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(text, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task In_a_route_value_a_slash_stays_escaped_and_the_rest_is_read()
    {
        var greeting = await JsonAsync("api/greetings/a%2Fb%20%E6%B3%B5?q=1%2F2");
        Assert.Equal("Hello, a%2Fb 泵", (string?)greeting["greeting"]);
        Assert.Equal("1/2", (string?)greeting["query"]);
    }

    [Fact]
    public async Task The_root_is_the_host_s_own_page()
    {
        using var answer = await Probe.GetAsync("");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Status_and_headers_of_a_result_reach_the_caller()
    {
        using var answer = await SendAsync("POST", "api/created");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("/api/created/1", answer.Headers.Location?.ToString());
        Assert.Equal(["a=1", "b=2"], answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal("""{"id":1}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    [NotSeenOnTheRealHost("read off the host's source: its client follows no redirects")]
    public async Task A_redirect_is_the_caller_s_to_follow()
    {
        using var answer = await Probe.GetAsync("api/redirect");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/api/request", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(256, false)]
    [InlineData(5_000_000, false)]
    [InlineData(5_000_000, true)]
    public async Task Every_byte_of_a_body_arrives(int length, bool chunked)
    {
        var body = new byte[length];
        for (var i = 0; i < length; i++)
            body[i] = (byte)i;
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/echo") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/x-probe");
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await Probe.Client.SendAsync(request);
        Assert.Equal("application/x-probe", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("api/throws")]
    [InlineData("api/fails-while-writing")]
    public async Task A_function_that_fails_is_500_with_no_body(string path)
    {
        using var answer = await Probe.GetAsync(path);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    [NotSeenOnTheRealHost("read off the host's source: the status is set only where the response has not started")]
    public async Task An_answer_that_had_begun_stays_as_it_is()
    {
        using var answer = await Probe.GetAsync("api/fails-after-a-part");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("a part", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_first_part_of_an_answer_arrives_before_the_last_is_written()
    {
        var gate = Probe.NewName();
        using var answer = await Probe.Client.GetAsync(
            new Uri($"api/streams/{gate}", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        await using var body = await answer.Content.ReadAsStreamAsync();
        var first = new byte[6];
        // The gate is still closed, so the function is still running: the host has streamed the first part of the body.
        await body.ReadExactlyAsync(first);
        Assert.Equal("first ", Encoding.ASCII.GetString(first));
        await Probe.OpenAsync(gate);
        using var rest = new StreamReader(body);
        Assert.Equal("last", await rest.ReadToEndAsync());
    }

    [Fact]
    public async Task When_the_caller_goes_away_both_tokens_fire()
    {
        var gate = Probe.NewName();
        using var goAway = new CancellationTokenSource();
        var call = Probe.Client.GetAsync(new Uri($"api/waits/{gate}", UriKind.Relative), goAway.Token);
        await Probe.SeenAsync("Waits", $"{gate} began");
        await goAway.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Probe.SeenAsync("Waits", $"{gate} cancelled");
        await Probe.SeenAsync("Waits", $"{gate} aborted");
        await Probe.OpenAsync(gate);
    }

    [Fact]
    public async Task The_function_sees_the_caller_s_host_scheme_and_address_and_no_forged_ones()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/request?a=1&a=2");
        request.Headers.Host = "techtransfer.example:8080";
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await Probe.Client.SendAsync(request);
        var seen = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal("http", (string?)seen["scheme"]);
        Assert.Equal("techtransfer.example:8080", (string?)seen["host"]);
        Assert.Equal("127.0.0.1", (string?)seen["address"]);
        Assert.Equal("/api/request", (string?)seen["path"]);
        Assert.Equal("?a=1&a=2", (string?)seen["query"]);
        Assert.DoesNotContain("203.0.113.9", seen["headers"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", seen["headers"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.All((string[])["x-original-for", "x-original-host", "x-original-proto"], header => Assert.NotNull(seen["headers"]![header]));
    }

    [Fact]
    public async Task The_caller_s_trace_headers_arrive_untouched_and_the_host_adds_no_trace()
    {
        string traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            tracestate = "a=1,b=2",
            baggage = "k=v";
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/request");
        request.Headers.Add("traceparent", traceparent);
        request.Headers.Add("tracestate", tracestate);
        request.Headers.Add("baggage", baggage);
        using var answer = await Probe.Client.SendAsync(request);
        var seen = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(traceparent, (string?)seen["headers"]!["traceparent"]);
        Assert.Equal(tracestate, (string?)seen["headers"]!["tracestate"]);
        Assert.Equal(baggage, (string?)seen["headers"]!["baggage"]);
        Assert.True(string.IsNullOrEmpty((string?)seen["traceParent"]));
        var without = await JsonAsync("api/request");
        Assert.Null(without["headers"]!["traceparent"]);
    }

    [Fact]
    [NotSeenOnTheRealHost("that a caller's own header is overwritten was read off the host's source")]
    public async Task The_invocation_s_id_is_the_host_s_whatever_the_caller_sends()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/request");
        request.Headers.Add("x-ms-invocation-id", "forged");
        using var answer = await Probe.Client.SendAsync(request);
        var seen = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.True(Guid.TryParse((string?)seen["invocationId"], out _));
        Assert.Equal((string?)seen["invocationId"], (string?)seen["headers"]!["x-ms-invocation-id"]);
    }

    [Fact]
    public async Task The_binding_data_hold_route_query_and_headers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/request/%E6%B3%B5?q=v%20w");
        request.Headers.Add("X-Probe", "yes");
        using var answer = await Probe.Client.SendAsync(request);
        var metadata = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["metadata"]!;
        Assert.Equal("泵", (string?)metadata["part"]);
        Assert.Equal("v w", (string?)metadata["q"]);
        Assert.Equal("v w", (string?)JsonNode.Parse((string)metadata["Query"]!)!["q"]);
        Assert.Equal("yes", (string?)JsonNode.Parse((string)metadata["Headers"]!)!["X-Probe"]);
    }

    [Fact]
    [NotSeenOnTheRealHost("the host's documented limit, 104857600 bytes")]
    public async Task A_body_over_100_MB_is_413()
    {
        using var caller = new System.Net.Sockets.TcpClient();
        await caller.ConnectAsync(Probe.Client.BaseAddress!.Host, Probe.Client.BaseAddress.Port);
        await using var stream = caller.GetStream();
        await stream.WriteAsync("POST /api/echo HTTP/1.1\r\nHost: probe\r\nContent-Length: 104857601\r\n\r\n"u8.ToArray());
        using var answer = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 413", await answer.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_run_side_by_side()
    {
        var gate = Probe.NewName();
        var calls = Enumerable.Range(0, 20).Select(_ => Probe.GetAsync($"api/waits/{gate}")).ToArray();
        await Until.TrueAsync(
            async () => (await Probe.AllAsync("Waits")).Count(seen => seen.What == $"{gate} began") == calls.Length,
            () => Probe.Host.Output
        );
        await Probe.OpenAsync(gate);
        foreach (var call in calls)
        {
            using var answer = await call;
            Assert.Equal("waited", await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("QueueText", """{"input":"by hand"}""", "by hand")]
    [InlineData("TimerTyped", """{"input":""}""", null)]
    [InlineData("TimerTyped", "{}", null)]
    [NotSeenOnTheRealHost("the documented way to run a function by hand; there it asks for the master key, the local tools do not")]
    public async Task A_function_without_HTTP_is_run_by_hand(string function, string body, string? saw)
    {
        var before = (await Probe.AllAsync(function)).Count;
        using var answer = await Probe.Client.PostAsync(
            new Uri($"admin/functions/{function}", UriKind.Relative),
            new StringContent(body, Encoding.UTF8, "application/json")
        );
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        if (saw is not null)
            await Probe.SeenAsync(function, saw);
        else
            await Until.TrueAsync(async () => (await Probe.AllAsync(function)).Count > before, () => Probe.Host.Output);
    }

    [Fact]
    [NotSeenOnTheRealHost("what the host does with an unknown name was read only")]
    public async Task An_unknown_function_cannot_be_run_by_hand()
    {
        using var answer = await Probe.Client.PostAsync(
            new Uri("admin/functions/Nobody", UriKind.Relative),
            JsonContent.Create(new { input = "" })
        );
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path) =>
        Probe.Client.SendAsync(new HttpRequestMessage(new(method), path));

    private async Task<JsonNode> JsonAsync(string path) =>
        (await Probe.Client.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative)))!;
}
