using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>How the value is taken out of what a method returns: nothing, a value, a task, a value task.</summary>
internal abstract class FunctionResult
{
    public abstract ValueTask<object?> AwaitAsync(object? returned);

    public static FunctionResult Of(Type type)
    {
        if (type == typeof(Task)) return new OfTask();
        if (type == typeof(ValueTask)) return new OfValueTask();
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)))
        {
            var closed = (open == typeof(Task<>) ? typeof(OfTask<>) : typeof(OfValueTask<>)).MakeGenericType(type.GetGenericArguments());
            return (FunctionResult)Activator.CreateInstance(closed, BindingFlags.Instance | BindingFlags.Public, null, null, null)!;
        }
        return new OfValue();
    }

    private sealed class OfValue : FunctionResult
    {
        public override ValueTask<object?> AwaitAsync(object? returned) => ValueTask.FromResult(returned);
    }

    private sealed class OfTask : FunctionResult
    {
        public override async ValueTask<object?> AwaitAsync(object? returned)
        {
            await (Task)returned!;
            return null;
        }
    }

    private sealed class OfTask<T> : FunctionResult
    {
        public override async ValueTask<object?> AwaitAsync(object? returned) => await (Task<T>)returned!;
    }

    private sealed class OfValueTask : FunctionResult
    {
        public override async ValueTask<object?> AwaitAsync(object? returned)
        {
            await (ValueTask)returned!;
            return null;
        }
    }

    private sealed class OfValueTask<T> : FunctionResult
    {
        public override async ValueTask<object?> AwaitAsync(object? returned) => await (ValueTask<T>)returned!;
    }
}
