using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

public sealed class BodyTests
{
    public sealed class BodyFunctions
    {
        public static TaskCompletionSource<bool> Left { get; set; } = new();

        /// <summary>Answers each chunk as it comes, which a buffering server could not do.</summary>
        [Function("Echo")]
        public async Task EchoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest request, CancellationToken cancellation)
        {
            var response = request.HttpContext.Response;
            var buffer = new byte[1024];
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
            {
                await response.Body.WriteAsync(buffer.AsMemory(0, read), cancellation);
                await response.Body.FlushAsync(cancellation);
            }
        }

        [Function("Wait")]
        public async Task<IResult> WaitAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
        {
            Assert.Equal(context.CancellationToken, cancellation);
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            finally
            {
                Left.TrySetResult(cancellation.IsCancellationRequested);
            }
            return Results.NoContent();
        }
    }

    [Fact]
    public async Task A_body_is_streamed_in_both_directions()
    {
        await using var host = await TestHost.StartAsync([typeof(BodyFunctions)]);
        // A plain socket, because HttpClient sends the whole body before it reads the answer.
        using var client = new TcpClient();
        await client.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port);
        await using var stream = client.GetStream();

        await WriteAsync(stream, "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
        await ReadUntilAsync(stream, "one");
        await WriteAsync(stream, "3\r\ntwo\r\n");
        await ReadUntilAsync(stream, "two");
        await WriteAsync(stream, "0\r\n\r\n");
        await ReadUntilAsync(stream, "0\r\n\r\n");
    }

    [Fact]
    public async Task The_limit_of_the_server_can_be_set_by_the_app()
    {
        Exception? thrown = null;
        await using var host = await TestHost.StartAsync([typeof(BodyFunctions)], configure: builder =>
        {
            builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 100);
            builder.UseMiddleware(async (context, next) =>
            {
                thrown = await Record.ExceptionAsync(next);
                context.GetInvocationResult().Value = Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            });
        });
        var response = await host.Client.PostAsync("/api/echo", new ByteArrayContent(new byte[101]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(StatusCodes.Status413PayloadTooLarge, Assert.IsType<Microsoft.AspNetCore.Http.BadHttpRequestException>(thrown, exactMatch: false).StatusCode);
    }

    [Fact]
    public async Task A_function_is_cancelled_when_the_client_leaves()
    {
        BodyFunctions.Left = new TaskCompletionSource<bool>();
        await using var host = await TestHost.StartAsync([typeof(BodyFunctions)]);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Client.GetAsync("/api/wait", patience.Token));
        Assert.True(await BodyFunctions.Left.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Empty(host.Logs.Lines(LogLevel.Error));
    }

    private static Task WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    private static async Task ReadUntilAsync(NetworkStream stream, string end)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var seen = new StringBuilder();
        var buffer = new byte[1024];
        while (!seen.ToString().Contains(end, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, patience.Token);
            Assert.True(read > 0, $"The server closed the connection before it sent '{end}': {seen}");
            seen.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
    }
}
