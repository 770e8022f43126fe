using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Benchmarks.Storage;

/// <summary>What an operation took from the storage.</summary>
/// <param name="Calls">Calls to tables, blobs and queues, repeated tries included.</param>
/// <param name="Rows">Rows of tables that came back.</param>
public sealed record StorageCost(int Calls, int Rows);

/// <summary>Stands in the clients' pipelines, once for each try, and counts calls and the table rows that they bring.</summary>
public sealed class CountedCalls : HttpPipelinePolicy
{
    private int calls;
    private int rows;

    public void Hook(ClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerRetry);

    /// <summary>What an operation costs. One at a time.</summary>
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
