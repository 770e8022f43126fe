using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Hosting.Telemetry;

/// <summary>
/// Counts the storage calls of each invocation, including retries, since storage is billed by calls. The number is recorded on the span. In
/// Development the answer also has it in the header <see cref="Header"/>, which a test compares with the documented costs.
/// </summary>
internal sealed class StorageCalls : HttpPipelinePolicy
{
    public const string Header = "Storage-Calls";

    private static readonly AsyncLocal<StrongCount?> Current = new();

    public static void Hook(ClientOptions options) => options.AddPolicy(new StorageCalls(), HttpPipelinePosition.PerRetry);

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

        /// <summary>Sum over all calls; concurrent calls can make it longer than the elapsed time.</summary>
        public TimeSpan Time => new(Interlocked.Read(ref ticks));

        public void Add(TimeSpan time)
        {
            Interlocked.Increment(ref calls);
            Interlocked.Add(ref ticks, time.Ticks);
        }
    }
}
