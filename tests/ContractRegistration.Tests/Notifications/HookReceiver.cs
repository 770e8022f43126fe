using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TechTransfer.ContractRegistration.Tests.Notifications;

public sealed record Handed(string Id, string Timestamp, string Signature, string ContentType, byte[] Body);

/// <summary>A real HTTP receiver for the notification hook; each test chooses its answers.</summary>
public sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly Func<int, HttpContext, Task> answer;
    private int requests;

    private HookReceiver(Func<int, HttpContext, Task> answer)
    {
        this.answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(ReceiveAsync);
    }

    public ConcurrentQueue<Handed> Received { get; } = [];

    public Uri Url => new(new Uri(server.Urls.First()), "/hook");

    /// <param name="answer">Answers a request; gets its number, counted from 1.</param>
    public static async Task<HookReceiver> StartAsync(Func<int, HttpContext, Task> answer)
    {
        var receiver = new HookReceiver(answer);
        await receiver.server.StartAsync();
        return receiver;
    }

    public static async Task<HookReceiver> StartAsync(params int[] statuses) =>
        await StartAsync(
            (n, context) =>
            {
                context.Response.StatusCode = statuses[Math.Min(n, statuses.Length) - 1];
                if (context.Response.StatusCode is >= 300 and < 400)
                    context.Response.Headers.Location = "/elsewhere";
                return Task.CompletedTask;
            }
        );

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        Received.Enqueue(
            new(
                headers["Webhook-Id"].ToString(),
                headers["Webhook-Timestamp"].ToString(),
                headers["Webhook-Signature"].ToString(),
                context.Request.ContentType ?? "",
                body.ToArray()
            )
        );
        await answer(Interlocked.Increment(ref requests), context);
    }
}
