using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting.SignIn;

namespace TechTransfer.Hosting.Description;

/// <summary>An HTTP function as its attributes tell it.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Methods">HTTP methods, upper case.</param>
/// <param name="Route">The route without the prefix.</param>
/// <param name="Access">Who may call; null when it is open to all.</param>
/// <param name="Description">Its description; null when it is missing, which start-up refuses.</param>
public sealed record Operation(
    string Name,
    IReadOnlyList<string> Methods,
    string Route,
    AllowedAttribute? Access,
    OperationAttribute? Description
);

/// <summary>The app's HTTP functions, from their attributes.</summary>
public sealed class OperationCatalogue
{
    private readonly Dictionary<string, Operation> operations = [];
    private readonly List<string> faults = [];

    /// <summary>Looks through the running app and this library.</summary>
    public OperationCatalogue()
        : this([Assembly.GetEntryAssembly()!, typeof(OperationCatalogue).Assembly]) { }

    /// <summary>Looks through the given assemblies.</summary>
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

    /// <summary>All HTTP functions.</summary>
    public IReadOnlyCollection<Operation> All => operations.Values;

    /// <summary>One by its name.</summary>
    public Operation Of(string function) => operations[function];

    /// <summary>Refuses to start with a function that does not say who may call it or what it does.</summary>
    public void Validate()
    {
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join(' ', faults));
    }
}
