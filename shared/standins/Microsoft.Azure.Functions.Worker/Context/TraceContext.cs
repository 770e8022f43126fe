namespace Microsoft.Azure.Functions.Worker;

public abstract class TraceContext
{
    /// <summary>W3C <c>traceparent</c>, or empty.</summary>
    public abstract string TraceParent { get; }

    public abstract string TraceState { get; }
}
