using System.Collections.Concurrent;
using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.Tests;

/// <summary>What the functions of a test saw, in order, with the time since the start.</summary>
public sealed class Recorder
{
    private readonly ConcurrentQueue<(object? Value, FunctionContext Context, TimeSpan At)> _calls = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public (object? Value, FunctionContext Context, TimeSpan At)[] Calls => [.. _calls];

    public IEnumerable<object?> Values => Calls.Select(call => call.Value);

    public void Add(object? value, FunctionContext context) => _calls.Enqueue((value, context, _clock.Elapsed));

    public Task UntilAsync(int calls) => Until.TrueAsync(() => _calls.Count >= calls, () => $"{_calls.Count} of {calls} calls came.");
}
