using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Benchmarks.Storage;

/// <param name="Calls">Calls to tables, blobs and queues, including retries.</param>
/// <param name="Rows">Table rows in the answers.</param>
public sealed record StorageCost(int Calls, int Rows);

/// <summary>A policy in the pipelines of the Azure SDK clients that counts every try of a call and the table rows in its answer.</summary>
public sealed class CountedCalls : HttpPipelinePolicy
{
    private int calls;
    private int rows;

    public void Hook(ClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerRetry);

    /// <summary>Only one operation may run at a time, because the counters are shared.</summary>
    public async Task<(StorageCost Cost, T Result)> OfAsync<T>(Func<Task<T>> operation)
    {
        (calls, rows) = (0, 0);
        var result = await operation();
        return (new(calls, rows), result);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        Interlocked.Increment(ref calls);
        Interlocked.Add(ref rows, RowsOf(message));
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage calls are asynchronous.");

    private static int RowsOf(HttpMessage message)
    {
        var isTableRead =
            message.Request.Method == RequestMethod.Get
            && message is { BufferResponse: true, Response.Status: 200 }
            && message.Response.Headers.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true;
        if (!isTableRead)
            return 0;
        using var json = JsonDocument.Parse(message.Response.Content);
        return json.RootElement.TryGetProperty("value", out var page) && page.ValueKind == JsonValueKind.Array ? page.GetArrayLength() : 1;
    }
}
