using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>One function of the app: its method, its trigger, and how its parameters are filled.</summary>
internal sealed class FunctionDescriptor
{
    private readonly MethodInfo _method;
    private readonly ParameterSource[] _parameters;

    private FunctionDescriptor(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        _method = method;
        Name = name;
        Trigger = trigger;
        TriggerType = triggerParameter.ParameterType;
        TriggerName = triggerParameter.Name!;
        Check(name, trigger, TriggerType);
        Definition = new HostedFunctionDefinition(name, method, triggerParameter, TypeOf(name, trigger));
        Result = FunctionResult.Of(method.ReturnType);
        _parameters = [.. method.GetParameters().Select(p => ParameterSource.For(p, isTrigger: p == triggerParameter))];
    }

    public string Name { get; }

    public TriggerBindingAttribute Trigger { get; }

    /// <summary>The type of the parameter that carries the trigger.</summary>
    public Type TriggerType { get; }

    /// <summary>The name of that parameter, and so of the binding.</summary>
    public string TriggerName { get; }

    public HostedFunctionDefinition Definition { get; }

    private FunctionResult Result { get; }

    /// <summary>The names that must come with the trigger, such as values of the route.</summary>
    public IEnumerable<ParameterInfo> BoundByName => _parameters.Where(p => p.ByName).Select(p => p.Parameter);

    /// <exception cref="StartupException">The method has no trigger, or more than one.</exception>
    public static FunctionDescriptor Of(MethodInfo method, FunctionAttribute function)
    {
        var triggers = method.GetParameters()
            .Select(parameter => (parameter, attribute: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(found => found.attribute is not null)
            .ToArray();
        return triggers.Length == 1
            ? new FunctionDescriptor(function.Name, method, triggers[0].parameter, triggers[0].attribute!)
            : throw new StartupException($"Function {function.Name} ({method.DeclaringType}.{method.Name}) has {triggers.Length} triggers: it needs exactly one.");
    }

    /// <summary>Makes an instance, fills the parameters, runs the method, and disposes of the instance.</summary>
    public async Task<object?> InvokeAsync(FunctionContext context)
    {
        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = _parameters[i].ValueIn(context);

        // A compiled factory would be quicker than this by microseconds a call, and make the first call of an instance wait for its compilation.
        var instance = _method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, _method.DeclaringType!);
        try
        {
            return await Result.AwaitAsync(_method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null));
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
        }
    }

    private static void Check(string function, TriggerBindingAttribute trigger, Type type)
    {
        if (trigger is HttpTriggerAttribute && type != typeof(HttpRequest))
            throw new StartupException($"Function {function}: an HTTP trigger stands on a parameter of type HttpRequest, not {type.Name}.");
        if (trigger is TimerTriggerAttribute && type != typeof(TimerInfo))
            throw new StartupException($"Function {function}: a timer trigger stands on a parameter of type TimerInfo, not {type.Name}.");
    }

    private static string TypeOf(string function, TriggerBindingAttribute trigger) => trigger switch
    {
        HttpTriggerAttribute => "httpTrigger",
        TimerTriggerAttribute => "timerTrigger",
        QueueTriggerAttribute => "queueTrigger",
        _ => throw new StartupException($"Function {function} has a trigger that is not supported: {trigger.GetType().Name}."),
    };
}
