using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Storage.Tests;

/// <summary>Stands in the clients' pipelines, once for each try: counts storage calls, and stops or breaks one on demand.</summary>
public sealed class Calls : HttpPipelinePolicy
{
    private int count;

    public int Count => count;

    /// <summary>Runs before a call goes out.</summary>
    public Func<Request, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after a call came back: its running number and message.</summary>
    public Func<int, HttpMessage, Task> After { get; set; } = (_, _) => Task.CompletedTask;

    public void Hook(ClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerRetry);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await Before(message.Request);
        await ProcessNextAsync(message, pipeline);
        await After(Interlocked.Increment(ref count), message);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage calls are asynchronous.");

    public static bool IsTransactionOn(Request request, string partOfBody)
    {
        if (!request.Uri.ToString().EndsWith("/$batch", StringComparison.Ordinal))
            return false;
        using var body = new MemoryStream();
        request.Content!.WriteTo(body, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(body.ToArray()).Contains(partOfBody, StringComparison.Ordinal);
    }
}
