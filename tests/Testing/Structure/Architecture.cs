using System.CodeDom.Compiler;
using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Testing.Structure;

/// <summary>
/// Checks the dependencies of an app: it uses no other app, storage and HTTP only at its edge, and only domain types in its decisions.
/// </summary>
public sealed class Architecture(Assembly app)
{
    private static readonly string[] Domain = ["TechTransfer.Kernel", "TechTransfer.Messages"];

    private static readonly string[] Language =
    [
        "System",
        "System.Collections",
        "System.Globalization",
        "System.Linq",
        "System.Numerics",
        "System.Reflection",
        "System.Runtime.CompilerServices",
        "System.Security.Cryptography",
        "System.Text",
    ];

    private static readonly Type[] Outside = [typeof(TimeProvider), typeof(Environment), typeof(Random), typeof(Console)];

    private static readonly string[] Clocks = ["get_Now", "get_UtcNow", "get_Today", nameof(Guid.NewGuid), nameof(Guid.CreateVersion7)];

    /// <summary>
    /// Types that may use storage or HTTP although they have no route or trigger: services that read for a decision, follow-up steps, HTTP
    /// results. Dependency injection code is recognised automatically and need not be listed.
    /// </summary>
    public IReadOnlyList<Type> Edge { get; init; } = [];

    /// <summary>Library types outside the kernel that decisions may use, because they do no input or output.</summary>
    public IReadOnlyList<Type> Pure { get; init; } = [];

    /// <summary>Names of the other apps that this app references; must be empty.</summary>
    public IReadOnlyList<string> OtherAppsUsed()
    {
        var apps = Directory.GetDirectories(Repository.PathOf("functions")).Select(Path.GetFileName).ToHashSet();
        if (!apps.Contains(app.GetName().Name))
            throw new InvalidOperationException($"{app.GetName().Name} is none of the apps.");
        return [.. app.GetReferencedAssemblies().Select(used => used.Name!).Where(apps.Contains)];
    }

    /// <summary>
    /// Types outside the edge that use storage or HTTP, and types listed in <c>Edge</c> that use neither; must be empty.
    /// </summary>
    public IReadOnlyList<string> StorageAndHttpInside()
    {
        var uses = app.GetTypes()
            .Where(type => !IsGenerated(type))
            .GroupBy(CompiledCode.Outermost)
            .Select(file => (Type: file.Key, Used: file.SelectMany(CompiledCode.TypesUsedBy).Where(IsStorageOrHttp).Distinct().ToArray()))
            .Where(file => file.Used.Length > 0)
            .ToDictionary(file => file.Type, file => file.Used);
        var inside = uses.Where(file => !IsWiring(file.Key) && !IsTriggered(file.Key) && !Edge.Contains(file.Key))
            .Select(file => $"{file.Key} uses {string.Join(", ", file.Value.Select(used => used.Name))}");
        var stale = Edge.Where(named => !uses.ContainsKey(named)).Select(named => $"{named} uses neither storage nor HTTP: it is no edge");
        return [.. inside, .. stale];
    }

    /// <summary>Members that decisions use, directly or through other code of the app, that are not of the domain; must be empty.</summary>
    public IReadOnlyList<string> OutsideOfDecisions()
    {
        var decisions = app.GetTypes()
            .Where(type => !IsGenerated(type))
            .SelectMany(CompiledCode.MethodsOf)
            .OfType<MethodInfo>()
            .Where(method => method.IsStatic && IsDecided(method.ReturnType))
            .ToArray();
        if (decisions.Length == 0)
            throw new InvalidOperationException($"{app.GetName().Name} has no decisions.");
        var found = decisions.SelectMany(OutsideOf).DistinctBy(use => use.Use).Select(use => $"{use.Use}, reached from {use.From}");
        var used = decisions.SelectMany(Reached).SelectMany(CompiledCode.TypesUsedBy).ToHashSet();
        return [.. found, .. Pure.Where(named => !used.Contains(named)).Select(named => $"{named}: no decision uses it")];
    }

    private IEnumerable<(string Use, string From)> OutsideOf(MethodInfo decision)
    {
        foreach (var method in Reached(decision))
        {
            var clocks = CompiledCode
                .MembersUsedBy(method)
                .Where(member => member.DeclaringType?.Namespace == "System" && Clocks.Contains(member.Name));
            var uses = CompiledCode
                .TypesUsedBy(method)
                .Where(used => !IsOfTheDomain(used))
                .Select(used => used.FullName)
                .Concat(clocks.Select(clock => $"{clock.DeclaringType!.Name}.{clock.Name}"));
            foreach (var use in uses.Distinct())
                yield return ($"{NameOf(method)} uses {use}", NameOf(decision));
        }
    }

    private static string NameOf(MethodBase method) => $"{CompiledCode.Outermost(method.DeclaringType!).FullName}.{method.Name}";

    // The decision and all methods of the app that it calls, directly or indirectly, including lambdas and iterators.
    private IEnumerable<MethodBase> Reached(MethodInfo decision)
    {
        var reached = new HashSet<MethodBase> { decision };
        var next = new Queue<MethodBase>(reached);
        while (next.TryDequeue(out var method))
        {
            foreach (var called in CompiledCode.MembersUsedBy(method).OfType<MethodBase>())
            {
                if (called.Module != method.Module || called.DeclaringType is not { } type)
                    continue;
                if (type.Name == "<PrivateImplementationDetails>")
                    continue;
                // The compiler puts the code of an iterator into a nested type.
                var body = DefinitionOf(IsIterator(type) ? type.GetMethod(nameof(IEnumerator.MoveNext), CompiledCode.All)! : called);
                if (reached.Add(body))
                    next.Enqueue(body);
            }
        }
        return reached;
    }

    private static MethodBase DefinitionOf(MethodBase method) => method.Module.ResolveMethod(method.MetadataToken)!;

    private bool IsOfTheDomain(Type type)
    {
        if (type.IsGenericParameter || typeof(Attribute).IsAssignableFrom(type) || Pure.Contains(type))
            return true;
        if (Outside.Contains(type) || IsAsync(type))
            return false;
        return type.Assembly == app
            || Domain.Any(name => IsWithin(type, name))
            || Language.Any(name => type.Namespace == name)
            || IsWithin(type, "System.Collections")
            || IsWithin(type, "System.Text");
    }

    private static bool IsDecided(Type type)
    {
        if (!type.IsGenericType)
            return false;
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(Change<>) || (definition == typeof(Outcome<>) && IsDecided(type.GetGenericArguments()[0]));
    }

    private static bool IsStorageOrHttp(Type type) =>
        IsWithin(type, "Azure")
        || IsWithin(type, "Microsoft.AspNetCore")
        || IsWithin(type, "Microsoft.Azure")
        || typeof(IResult).IsAssignableFrom(type)
        || IsStore(type);

    // Only types with async methods count: values of the storage library, such as a line of a list, may be used anywhere.
    private static bool IsStore(Type type) =>
        IsWithin(type, "TechTransfer.Storage")
        && type.GetMethods().Any(method => method.DeclaringType == type && IsAsync(method.ReturnType));

    private static bool IsAsync(Type type) =>
        IsWithin(type, "System.Threading")
        || type.Name.StartsWith("Async", StringComparison.Ordinal)
        || type.Name.StartsWith("IAsync", StringComparison.Ordinal)
        || type == typeof(IAsyncDisposable);

    private static bool IsTriggered(Type type) => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute)));

    private static bool IsWiring(Type type) =>
        type.Name == "Program"
        || CompiledCode
            .MethodsOf(type)
            .Any(method =>
                method.IsStatic
                && method
                    .GetParameters()
                    .Select(parameter => parameter.ParameterType)
                    .Any(given => given == typeof(IServiceProvider) || given == typeof(IServiceCollection))
            );

    private static bool IsIterator(Type type) => type.IsNested && typeof(IEnumerator).IsAssignableFrom(type);

    private static bool IsGenerated(Type type) => CompiledCode.Outermost(type).IsDefined(typeof(GeneratedCodeAttribute));

    private static bool IsWithin(Type type, string name) => $"{type.Namespace}.".StartsWith($"{name}.", StringComparison.Ordinal);
}
