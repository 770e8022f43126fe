namespace Microsoft.Azure.Functions.Worker.Invocation;

internal sealed class HostedTraceContext(string traceParent, string traceState) : TraceContext
{
    public override string TraceParent => traceParent;

    public override string TraceState => traceState;
}
