namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextBindingFeatureExtensions
{
    /// <exception cref="InvalidOperationException">The result is of another type.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Bindings().InvocationResult is T result
            ? new InvocationResult<T>(context, result)
            : throw new InvalidOperationException($"The result of function {context.FunctionDefinition.Name} is not a {typeof(T)}.");
    }

    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new InvocationResult(context, context.Bindings().InvocationResult);
    }

    internal static InvocationBindings Bindings(this FunctionContext context) =>
        context.Features.Get<InvocationBindings>()
        ?? throw new InvalidOperationException("This context does not belong to a running invocation.");
}
