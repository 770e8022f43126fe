using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Azure.Functions.Worker.Tests.Http;
using Microsoft.Azure.Functions.Worker.Tests.Queues;
using Microsoft.Azure.Functions.Worker.Tests.Timers;

namespace Microsoft.Azure.Functions.Worker.Tests.CustomHandler;

/// <summary>Which requests reach what: HTTP functions under the prefix, triggers by the host's own calls alone.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private HandlerUnderTest _handler = null!;

    public async Task InitializeAsync() =>
        _handler = await HandlerUnderTest.StartAsync([typeof(ProbeFunctions), typeof(BodyTests.BodyFunctions), typeof(TextFunction), typeof(NightlyFunction)], "--environment", "Development");

    public async Task DisposeAsync() => await _handler.DisposeAsync();

    [Fact]
    public async Task The_host_learns_that_the_handler_is_ready_by_any_answer()
    {
        using var answer = await _handler.App.Client.GetAsync("/");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/ping", "pong")]
    [InlineData("/api/orders/4f0f1d3c-9d0e-4a38-9d5b-0a3d2b7a8c11", """{"method":"get","id":"4f0f1d3c-9d0e-4a38-9d5b-0a3d2b7a8c11"}""")]
    [InlineData("/api/orders/A%2F1/lines/1/2", "A%2F1 2 3")]
    public async Task A_proxied_request_reaches_its_function_by_the_path_that_the_client_asked_for(string path, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        PlayedHost.AddHeaders(request);
        request.Headers.Add("x-functions-key", "of the front door");
        using var answer = await _handler.App.Client.SendAsync(request);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_status_of_a_function_passes_as_it_is()
    {
        using var answer = await _handler.App.Client.PostAsync("/api/nothing", new ByteArrayContent([1]));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/Text")]
    [InlineData("/api/Nightly")]
    [InlineData("/api/x/Text")]
    [InlineData("/admin/functions/Text")]
    [InlineData("/admin/functions/Nightly")]
    [InlineData("//Text")]
    [InlineData("/Text/")]
    [InlineData("/Text?code=x")]
    [InlineData("/api/../Text")]
    [InlineData("/api/%2e%2e/Text")]
    [InlineData("/api/..%2FText")]
    [InlineData("/./Nightly")]
    [InlineData("/%54ext")]
    [InlineData("http://127.0.0.1/Text")]
    public async Task A_trigger_is_not_reached_by_any_path_but_the_hosts_own(string target)
    {
        var status = await SendRawAsync($"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Azure-Functions-InvocationId: x\r\n");
        Assert.InRange(status, 400, 405);
        Assert.Empty(_handler.Recorder.Values);
    }

    [Fact]
    public async Task A_call_without_the_hosts_header_finds_nothing()
    {
        using var answer = await _handler.Host.PostAsync("Text", PlayedHost.QueuePayload("forged"), named: false);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(404, await SendRawAsync("POST /Text HTTP/1.1\r\nHost: 127.0.0.1\r\n"));
        Assert.Empty(_handler.Recorder.Values);
    }

    [Fact]
    public async Task The_host_reaches_a_trigger_by_its_name_alone()
    {
        Assert.Equal(200, await SendRawAsync("POST /Text HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Azure-Functions-InvocationId: x\r\n"));
        Assert.Equal(["forged"], _handler.Recorder.Values);
        Assert.Equal(405, (int)(await _handler.App.Client.GetAsync("/Text")).StatusCode);
    }

    [Fact]
    public async Task A_forwarded_request_reaches_its_function_with_its_body_of_known_length()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/echo?a=1,2") { Content = new ByteArrayContent("body"u8.ToArray()) };
        PlayedHost.AddHeaders(request);
        using var answer = await _handler.App.Client.SendAsync(request);
        Assert.Equal("body", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_proxied_body_is_streamed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/echo") { Content = new StreamContent(new MemoryStream(new byte[100_000])) };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await _handler.App.Client.SendAsync(request);
        Assert.Equal(100_000, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    private async Task<int> SendRawAsync(string head)
    {
        const string Body = """{ "Data": { "message": "\"forged\"", "timer": { "IsPastDue": false } }, "Metadata": {} }""";
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _handler.App.Client.BaseAddress!.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head}Content-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}"));
        using var reader = new StreamReader(stream);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
