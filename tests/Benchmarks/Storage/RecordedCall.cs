using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Benchmarks.Storage;

/// <summary>A recorded storage call with its answer.</summary>
/// <param name="Started">Position of its start in the sequence of all starts and ends of the recording.</param>
/// <param name="Ended">Position of its end in the same sequence.</param>
/// <param name="Body">Request body; null for none.</param>
/// <param name="ETags">ETags in the answer, in their order.</param>
public sealed record RecordedCall(
    int Started,
    int Ended,
    string Method,
    Uri Uri,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    byte[]? Body,
    int Status,
    IReadOnlyList<string> ETags
);

public sealed class Recorder : HttpPipelinePolicy
{
    private readonly Lock door = new();
    private List<RecordedCall>? calls;
    private int clock;

    public void Hook(ClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerRetry);

    public async Task<(IReadOnlyList<RecordedCall> Calls, T Result)> OfAsync<T>(Func<Task<T>> operation)
    {
        (calls, clock) = ([], 0);
        var result = await operation();
        var recorded = calls;
        calls = null;
        return ([.. recorded.OrderBy(c => c.Started)], result);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (calls is null)
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }
        var request = message.Request;
        var started = Interlocked.Increment(ref clock);
        byte[]? body = null;
        if (request.Content is { } content)
        {
            using var bytes = new MemoryStream();
            await content.WriteToAsync(bytes, message.CancellationToken);
            body = bytes.ToArray();
        }
        await ProcessNextAsync(message, pipeline);
        var headers = request.Headers.Select(h => new KeyValuePair<string, string>(h.Name, h.Value)).ToArray();
        lock (door)
            calls.Add(
                new(
                    started,
                    Interlocked.Increment(ref clock),
                    request.Method.Method,
                    request.Uri.ToUri(),
                    headers,
                    body,
                    message.Response.Status,
                    ETagsIn(message.Response)
                )
            );
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage calls are asynchronous.");

    private static IReadOnlyList<string> ETagsIn(Azure.Response response) =>
        ETag.In(
            response.Headers.TryGetValue("ETag", out var tag) ? tag : null,
            response.ContentStream is null ? "" : response.Content.ToString()
        );
}

public static partial class ETag
{
    /// <summary>The ETag of the header first, then those in the body: of a transaction's parts, or of rows.</summary>
    public static IReadOnlyList<string> In(string? header, string body) =>
        [
            .. (header is null ? [] : (IEnumerable<string>)[header]).Concat(
                Pattern().Matches(body).Select(m => m.Value.Replace("\\\"", "\"", StringComparison.Ordinal))
            ),
        ];

    [System.Text.RegularExpressions.GeneratedRegex("""W/\\?"[^"\\]*\\?["]""")]
    private static partial System.Text.RegularExpressions.Regex Pattern();
}
