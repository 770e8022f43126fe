using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json;
using Microsoft.Azure.WebJobs;
using TechTransfer.LocalHost.Settings;
using Binder = Microsoft.Azure.WebJobs.Binder;
using ExecutionContext = Microsoft.Azure.WebJobs.ExecutionContext;

namespace TechTransfer.LocalHost.Triggers;

/// <summary>
/// Emits the functions as static methods with attributes, as the WebJobs SDK (the engine of the Functions host) needs them. Each method
/// forwards its call to this host.
/// </summary>
public static class TriggerCalls
{
    /// <summary>
    /// Name of the emitted type. The SDK puts it into the names of locks and timer status, so it is the same as in the Functions host.
    /// </summary>
    private const string TypeName = "Host.Functions";

    private static readonly ConcurrentDictionary<string, TriggerCall> Calls = new();

    public delegate Task TriggerCall(
        object? input,
        Guid invocation,
        IReadOnlyDictionary<string, object> bindingData,
        CancellationToken cancellation
    );

    /// <summary>Every emitted method calls this one; `key` finds its function.</summary>
    public static Task RunAsync(string key, object? input, ExecutionContext context, Binder binder, CancellationToken cancellation) =>
        Calls[key](input, context.InvocationId, binder.BindingData, cancellation);

    internal static Type Emit(IReadOnlyList<HostedFunction> functions, Func<HostedFunction, TriggerCall> callOf)
    {
        var id = Guid.NewGuid().ToString("N");
        var type = AssemblyBuilder
            .DefineDynamicAssembly(new(id), AssemblyBuilderAccess.RunAndCollect)
            .DefineDynamicModule(id)
            .DefineType(TypeName, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        foreach (var function in functions)
        {
            var key = $"{id}/{function.Name}";
            Calls[key] = callOf(function);
            EmitMethod(type, function, key);
        }
        return type.CreateType();
    }

    private static void EmitMethod(TypeBuilder type, HostedFunction function, string key)
    {
        var (input, trigger) = function.Type switch
        {
            "queueTrigger" => (
                QueueInputOf(function),
                AttributeOf<QueueTriggerAttribute>(
                    [function["queueName"]!],
                    [(nameof(QueueTriggerAttribute.Connection), function["connection"])]
                )
            ),
            "timerTrigger" => (
                typeof(TimerInfo),
                AttributeOf<TimerTriggerAttribute>(
                    [function["schedule"]!],
                    [
                        (nameof(TimerTriggerAttribute.RunOnStartup), function.Flag("runOnStartup", false)),
                        (nameof(TimerTriggerAttribute.UseMonitor), function.Flag("useMonitor", true)),
                    ]
                )
            ),
            var other => throw new StartException(
                $"The function {function.Name} has a trigger of type {other}, which this host does not serve."
            ),
        };
        var method = type.DefineMethod(
            function.Name,
            MethodAttributes.Public | MethodAttributes.Static,
            typeof(Task),
            [input, typeof(ExecutionContext), typeof(Binder), typeof(CancellationToken)]
        );
        method.SetCustomAttribute(AttributeOf<FunctionNameAttribute>([function.Name], []));
        method.DefineParameter(1, ParameterAttributes.None, function.Parameter).SetCustomAttribute(trigger);
        method.DefineParameter(2, ParameterAttributes.None, "hostContext");
        method.DefineParameter(3, ParameterAttributes.None, "hostBinder");
        method.DefineParameter(4, ParameterAttributes.None, "hostCancellation");
        var body = method.GetILGenerator();
        body.Emit(OpCodes.Ldstr, key);
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Ldarg_1);
        body.Emit(OpCodes.Ldarg_2);
        body.Emit(OpCodes.Ldarg_3);
        body.Emit(OpCodes.Call, typeof(TriggerCalls).GetMethod(nameof(RunAsync))!);
        body.Emit(OpCodes.Ret);
    }

    private static Type QueueInputOf(HostedFunction function)
    {
        var deferred =
            HostedFunction.Find(function.Trigger, "properties") is { ValueKind: JsonValueKind.Object } properties
            && HostedFunction.Find(properties, "supportsDeferredBinding") is { } supports
            && supports.ToString() == "True";
        return deferred ? typeof(ParameterBindingData)
            : function["dataType"] == "Binary" ? typeof(byte[])
            : typeof(string);
    }

    private static CustomAttributeBuilder AttributeOf<T>(object[] arguments, (string Name, object? Value)[] values)
    {
        var set = values.Where(v => v.Value is not null).ToArray();
        return new(
            typeof(T).GetConstructor([.. arguments.Select(a => a.GetType())])!,
            arguments,
            [.. set.Select(v => typeof(T).GetProperty(v.Name)!)],
            [.. set.Select(v => v.Value)]
        );
    }
}
