using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace TechTransfer.Testing.Apps;

/// <summary>
/// Function metadata read from the attributes of the given classes. A real app gets it from code generated at build time, which a test
/// program does not have.
/// </summary>
public sealed class FunctionsOfClasses(IEnumerable<Type> classes) : IFunctionMetadataProvider
{
    /// <inheritdoc />
    public Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
        Task.FromResult<ImmutableArray<IFunctionMetadata>>([
            .. from type in classes
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where method.GetCustomAttribute<FunctionAttribute>() is not null
            select Describe(method),
        ]);

    private static DefaultFunctionMetadata Describe(MethodInfo method) =>
        new DefaultFunctionMetadata
        {
            Name = method.GetCustomAttribute<FunctionAttribute>()!.Name,
            EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}",
            ScriptFile = Path.GetFileName(method.DeclaringType.Assembly.Location),
            Language = "dotnet-isolated",
            RawBindings = [.. method.GetParameters().Select(Bind).OfType<JsonObject>().Select(binding => binding.ToJsonString())],
        };

    private static JsonObject? Bind(ParameterInfo parameter)
    {
        var binding = parameter
            .GetCustomAttributes()
            .Select(attribute =>
                attribute switch
                {
                    HttpTriggerAttribute http => new JsonObject
                    {
                        ["type"] = "httpTrigger",
                        ["authLevel"] = $"{http.AuthLevel}",
                        ["methods"] = new JsonArray([.. (http.Methods ?? []).Select(m => (JsonNode)m)]),
                        ["route"] = http.Route,
                    },
                    QueueTriggerAttribute queue when parameter.ParameterType == typeof(string) => new JsonObject
                    {
                        ["type"] = "queueTrigger",
                        ["queueName"] = queue.QueueName,
                        ["connection"] = queue.Connection,
                        ["dataType"] = "String",
                    },
                    // Other types are bound by the worker's extension, from the whole message.
                    QueueTriggerAttribute queue => new JsonObject
                    {
                        ["type"] = "queueTrigger",
                        ["queueName"] = queue.QueueName,
                        ["connection"] = queue.Connection,
                        ["properties"] = new JsonObject { ["supportsDeferredBinding"] = "True" },
                    },
                    TimerTriggerAttribute timer => new JsonObject
                    {
                        ["type"] = "timerTrigger",
                        ["schedule"] = timer.Schedule,
                        ["runOnStartup"] = timer.RunOnStartup,
                        ["useMonitor"] = timer.UseMonitor,
                    },
                    _ => (JsonObject?)null,
                }
            )
            .FirstOrDefault(b => b is not null);
        if (binding is null)
            return null;
        binding["name"] = parameter.Name;
        binding["direction"] = "In";
        return binding;
    }
}
