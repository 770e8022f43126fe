namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function returned; a middleware may replace it before it is answered.</summary>
public class InvocationResult<T>
{
    private readonly FunctionContext _context;
    private T? _value;

    internal InvocationResult(FunctionContext context, T? value)
    {
        _context = context;
        _value = value;
    }

    public T? Value
    {
        get => _value;
        set
        {
            _value = value;
            _context.Bindings().InvocationResult = value;
        }
    }
}

public sealed class InvocationResult : InvocationResult<object>
{
    internal InvocationResult(FunctionContext context, object? value)
        : base(context, value)
    {
    }
}
