using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting.Routes;

namespace TechTransfer.Hosting.Description;

/// <summary>One HTTP function with what sign-in and the OpenAPI document need to know about it.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Methods">HTTP methods in upper case.</param>
/// <param name="Route">Route template without the prefix <c>api/</c>.</param>
/// <param name="Access">Who may call the function; null when anyone may.</param>
/// <param name="Description">Description for the OpenAPI document; the app does not start when it is missing.</param>
public sealed record Operation(
    string Name,
    IReadOnlyList<string> Methods,
    string Route,
    AllowedAttribute? Access,
    OperationAttribute? Description
);

/// <summary>The functions of the app, those with HTTP routes described, found once at start-up by reflection over their attributes.</summary>
public sealed class OperationCatalogue
{
    private readonly Dictionary<string, Operation> operations = [];
    private readonly Dictionary<string, string> queues = [];
    private readonly List<string> faults = [];
    private IReadOnlyList<(TemplateMatcher Template, IReadOnlyList<string> Methods)>? routes;

    /// <summary>Reads the functions of the running app and of this library.</summary>
    public OperationCatalogue()
        : this([Assembly.GetEntryAssembly()!, typeof(OperationCatalogue).Assembly]) { }

    /// <summary>Reads the functions of the given assemblies; duplicates among them count once.</summary>
    public OperationCatalogue(IEnumerable<Assembly> assemblies)
        : this(assemblies.Distinct().SelectMany(FunctionMethods.In)) { }

    internal OperationCatalogue(IEnumerable<Type> classes)
        : this(
            classes.SelectMany(t =>
                t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            )
        ) { }

    private OperationCatalogue(IEnumerable<MethodInfo> methods)
    {
        foreach (var method in methods)
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
                continue;
            if (
                method.GetParameters().Select(p => p.GetCustomAttribute<QueueTriggerAttribute>()).FirstOrDefault(t => t is not null) is
                { } queue
            )
                queues.Add(function.Name, queue.QueueName);
            if (
                method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null)
                is not { } trigger
            )
                continue;
            var access = method.GetCustomAttribute<AllowedAttribute>();
            var isOpen = method.GetCustomAttribute<OpenToAllAttribute>() is not null;
            var description = method.GetCustomAttribute<OperationAttribute>();
            if (access is null != isOpen)
                faults.Add($"{function.Name} must say who may call it: [Allowed] or [OpenToAll].");
            if (description is null)
                faults.Add($"{function.Name} has no [Operation].");
            operations.Add(
                function.Name,
                new(
                    function.Name,
                    [.. (trigger.Methods ?? ["get"]).Select(m => m.ToUpperInvariant())],
                    trigger.Route ?? function.Name,
                    access,
                    description
                )
            );
        }
    }

    /// <summary>In no particular order; timers, queue functions and <see cref="UnknownRoute"/> are not included.</summary>
    public IReadOnlyCollection<Operation> All => [.. operations.Values.Where(o => o.Name != UnknownRoute.Name)];

    /// <summary>The methods that the app takes at a path, whether or not the path's parts are of the form that the route requires.</summary>
    public IReadOnlyList<string> MethodsAt(PathString path)
    {
        routes ??= [.. All.Select(o => (new TemplateMatcher(TemplateParser.Parse($"api/{o.Route}"), []), o.Methods))];
        return [.. routes.Where(r => r.Template.TryMatch(path, [])).SelectMany(r => r.Methods).Distinct()];
    }

    /// <summary>By the name in its <c>Function</c> attribute; throws for a timer, a queue function or an unknown name.</summary>
    public Operation Of(string function) => operations[function];

    /// <summary>The queue that a function reads; null for other functions. May name a setting, as in <c>%Queue%</c>.</summary>
    public string? QueueOf(string function) => queues.GetValueOrDefault(function);

    /// <summary>Throws when a function lacks its access attribute or its description, so that no function is open by mistake.</summary>
    public void Validate()
    {
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join(' ', faults));
    }
}
