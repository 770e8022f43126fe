namespace Microsoft.Azure.Functions.Worker.Invocation;

internal sealed class HostedFunctionContext : FunctionContext
{
    public HostedFunctionContext(
        FunctionDefinition definition, string invocationId, InvocationBindings bindings, TraceContext trace,
        IServiceProvider services, RetryContext? retry, CancellationToken cancellation)
    {
        FunctionDefinition = definition;
        InvocationId = invocationId;
        TraceContext = trace;
        InstanceServices = services;
        CancellationToken = cancellation;
        RetryContext = retry ?? NoRetry.Instance;
        BindingContext = new HostedBindingContext(bindings.BindingData);
        Features.Set(bindings);
    }

    public override string InvocationId { get; }

    public override string FunctionId => FunctionDefinition.Id;

    public override TraceContext TraceContext { get; }

    public override BindingContext BindingContext { get; }

    public override RetryContext RetryContext { get; }

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition { get; }

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken { get; }

    private sealed class HostedBindingContext(IReadOnlyDictionary<string, object?> bindingData) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => bindingData;
    }

    // Retry policies are the host's; queue messages are counted by DequeueCount.
    private sealed class NoRetry : RetryContext
    {
        public static readonly NoRetry Instance = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
