using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Hosting.Telemetry;

/// <summary>
/// Counts the storage calls of each invocation, tries included: what the bill is made of. The figure goes on the span, and in Development
/// into the answer's <see cref="Header"/>, where the test of the cost table reads it.
/// </summary>
internal sealed class StorageCalls : HttpPipelinePolicy
{
    public const string Header = "Storage-Calls";

    private static readonly AsyncLocal<StrongCount?> Current = new();

    public static void Hook(ClientOptions options) => options.AddPolicy(new StorageCalls(), HttpPipelinePosition.PerRetry);

    /// <summary>Starts a count for everything that the calling method's callees do.</summary>
    public static StrongCount Begin() => Current.Value = new();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var (count, start) = (Current.Value, Stopwatch.GetTimestamp());
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            count?.Add(Stopwatch.GetElapsedTime(start));
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var (count, start) = (Current.Value, Stopwatch.GetTimestamp());
        try
        {
            ProcessNext(message, pipeline);
        }
        finally
        {
            count?.Add(Stopwatch.GetElapsedTime(start));
        }
    }

    internal sealed class StrongCount
    {
        private int calls;
        private long ticks;

        public int Calls => calls;

        /// <summary>Of all calls together: of those made at once, more than has passed on the clock.</summary>
        public TimeSpan Time => new(Interlocked.Read(ref ticks));

        public void Add(TimeSpan time)
        {
            Interlocked.Increment(ref calls);
            Interlocked.Add(ref ticks, time.Ticks);
        }
    }
}
