using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ProbeApp;

/// <summary>Something that a function of the probe app recorded, for tests to read.</summary>
/// <param name="What">What happened, or the input that the function got.</param>
/// <param name="Invocation">Id of the invocation.</param>
/// <param name="Metadata">Binding data of the invocation, as text.</param>
public sealed record Observation(
    string Function,
    string What,
    string Invocation,
    DateTimeOffset At,
    IReadOnlyDictionary<string, string?> Metadata
);

public static class Observed
{
    private static readonly ConcurrentQueue<Observation> All = new();
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Gates = new();

    public static void Add(FunctionContext context, string what) =>
        All.Enqueue(new(context.FunctionDefinition.Name, what, context.InvocationId, TimeProvider.System.GetUtcNow(), MetadataOf(context)));

    public static IReadOnlyList<Observation> Of(string function) => [.. All.Where(o => o.Function == function)];

    public static TaskCompletionSource Gate(string name) =>
        Gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public static Dictionary<string, string?> MetadataOf(FunctionContext context) =>
        context.BindingContext.BindingData.ToDictionary(entry => entry.Key, entry => entry.Value?.ToString());
}
