using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Hosting;

/// <summary>
/// Counts the storage calls of each invocation, tries included: what the bill is made of. The figure goes on the span, and in Development into the
/// answer's <see cref="Header"/>, where the test of the cost table reads it.
/// </summary>
internal sealed class StorageCalls : HttpPipelinePolicy
{
    public const string Header = "Storage-Calls";

    private static readonly AsyncLocal<StrongCount?> Current = new();

    public static void Hook(ClientOptions options) => options.AddPolicy(new StorageCalls(), HttpPipelinePosition.PerRetry);

    /// <summary>Starts a count for everything that the calling method's callees do.</summary>
    public static StrongCount Begin() => Current.Value = new();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Current.Value?.Increment();
        return ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Current.Value?.Increment();
        ProcessNext(message, pipeline);
    }

    internal sealed class StrongCount
    {
        private int calls;
        public int Calls => calls;
        public void Increment() => Interlocked.Increment(ref calls);
    }
}
