using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Storage.Tests;

/// <summary>A policy in the pipelines of the Azure SDK clients that counts every try of a storage call, and can delay or fail it.</summary>
public sealed class Calls : HttpPipelinePolicy
{
    private int count;

    public int Count => count;

    public Func<Request, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after each call, with its number (from 1) and its message.</summary>
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

    public static bool IsTransactionOn(Request request, string partOfBody) =>
        request.Uri.ToString().EndsWith("/$batch", StringComparison.Ordinal)
        && BodyOf(request).Contains(partOfBody, StringComparison.Ordinal);

    /// <summary>True if the address or the body of the call contains the key of the row.</summary>
    public static bool IsOn(Request request, string key) =>
        Uri.UnescapeDataString(request.Uri.ToString()).Contains(key, StringComparison.Ordinal)
        || BodyOf(request).Contains(key, StringComparison.Ordinal);

    private static string BodyOf(Request request)
    {
        using var body = new MemoryStream();
        request.Content?.WriteTo(body, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
