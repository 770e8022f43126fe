using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TechTransfer.Storage.Retries;

/// <summary>The storage did not answer within the time that the work has.</summary>
public sealed class StorageTimeoutException() : TimeoutException("The storage did not answer in time.");

/// <summary>
/// Ends the storage calls of a piece of work when its time is used up, however many tries the client library has left. It works in the
/// clients' pipeline, since a function's own cancellation must not stop a command.
/// </summary>
/// <param name="perTry">Longest time for one try of a call.</param>
public sealed class StorageDeadline(TimeSpan perTry) : HttpPipelinePolicy
{
    private static readonly AsyncLocal<Deadline?> Current = new();

    /// <summary>Limits the storage calls of the current asynchronous flow, until disposed. An outer limit that ends earlier holds.</summary>
    public static IDisposable Begin(TimeSpan budget)
    {
        var outer = Current.Value;
        Current.Value = new(budget, outer);
        return new End(outer);
    }

    /// <summary>Gives the work more time: that in which it waited for a slow upload, or that of a step that is meant to be long.</summary>
    public static void Extend(TimeSpan time) => Current.Value?.Extend(time);

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Current.Value is not { } deadline)
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }
        var left = deadline.Left;
        if (left <= TimeSpan.Zero)
            throw new StorageTimeoutException();
        message.NetworkTimeout = left < perTry ? left : perTry;
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (OperationCanceledException) when (!message.CancellationToken.IsCancellationRequested && deadline.Left <= TimeSpan.Zero)
        {
            throw new StorageTimeoutException();
        }
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    private sealed class Deadline(TimeSpan budget, Deadline? outer)
    {
        private readonly long start = Stopwatch.GetTimestamp();
        private long extension;

        public TimeSpan Left
        {
            get
            {
                var own = budget + new TimeSpan(Interlocked.Read(ref extension)) - Stopwatch.GetElapsedTime(start);
                return outer?.Left is { } outside && outside < own ? outside : own;
            }
        }

        public void Extend(TimeSpan time)
        {
            Interlocked.Add(ref extension, time.Ticks);
            outer?.Extend(time);
        }
    }

    private sealed class End(Deadline? outer) : IDisposable
    {
        public void Dispose() => Current.Value = outer;
    }
}
