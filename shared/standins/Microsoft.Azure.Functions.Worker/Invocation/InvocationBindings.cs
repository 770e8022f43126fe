namespace Microsoft.Azure.Functions.Worker;

/// <summary>What goes into an invocation and what comes out of it.</summary>
internal sealed class InvocationBindings(object? triggerValue, IReadOnlyDictionary<string, object?> bindingData)
{
    public object? TriggerValue { get; } = triggerValue;

    public IReadOnlyDictionary<string, object?> BindingData { get; } = bindingData;

    public object? InvocationResult { get; set; }
}
