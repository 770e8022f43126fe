using System.Runtime.InteropServices;
using TechTransfer.Testing.Otlp;

namespace TechTransfer.Demo.Traces;

/// <summary>Receives spans from the apps and writes each trace as text after it has been quiet for a while.</summary>
public sealed class Follower(TextWriter to, TimeProvider time)
{
    /// <summary>Longer than the two seconds after which an idle queue is polled again.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private readonly Lock turn = new();
    private readonly Dictionary<string, Growing> traces = [];

    /// <summary>Receives and writes traces until SIGINT or SIGTERM, then writes what is left and returns.</summary>
    /// <param name="port">Port of the collector, on the loopback address.</param>
    /// <param name="file">File to write to; null for the terminal.</param>
    public static async Task RunAsync(int port, string? file)
    {
        var stopped = new TaskCompletionSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using var writer = file is null ? null : File.CreateText(file);
        var follower = new Follower(writer ?? Console.Out, TimeProvider.System);
        await using (var collector = OtlpCollector.Start(port))
        {
            collector.Arrived += follower.Take;
            // A file is written only at the end, so that each trace is complete.
            if (writer is not null)
                await stopped.Task;
            while (await Task.WhenAny(stopped.Task, Task.Delay(500)) != stopped.Task)
                follower.WriteFinished();
        }
        follower.WriteAll();
    }

    public void Take(OtlpSpan span)
    {
        lock (turn)
        {
            if (!traces.TryGetValue(span.Trace, out var trace))
                traces[span.Trace] = trace = new();
            trace.Spans.Add(span);
            trace.LastCame = time.GetUtcNow();
        }
    }

    public void WriteFinished() => Write(trace => time.GetUtcNow() - trace.LastCame >= Quiet);

    public void WriteAll() => Write(_ => true);

    private void Write(Func<Growing, bool> which)
    {
        lock (turn)
        {
            foreach (var trace in traces.Values.Where(t => t.Spans.Count > t.Written && which(t)).OrderBy(t => t.Spans.Min(s => s.Start)))
            {
                var text = TraceText.Of(trace.Spans[trace.Written..], goesOn: trace.Told);
                trace.Written = trace.Spans.Count;
                if (text.Length == 0)
                    continue;
                trace.Told = true;
                to.WriteLine(text);
            }
            to.Flush();
        }
    }

    private sealed class Growing
    {
        public List<OtlpSpan> Spans { get; } = [];
        public DateTimeOffset LastCame { get; set; }
        public int Written { get; set; }
        public bool Told { get; set; }
    }
}
