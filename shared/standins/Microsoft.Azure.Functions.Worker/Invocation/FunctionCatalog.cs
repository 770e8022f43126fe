using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.Settings;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>All functions of the app.</summary>
internal sealed partial class FunctionCatalog
{
    public FunctionCatalog(IEnumerable<Type> classes)
    {
        var functions = new Dictionary<string, FunctionDescriptor>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in classes.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function) continue;
            if (!method.DeclaringType!.IsVisible)
                throw new StartupException($"Function {function.Name}: the class {method.DeclaringType} must be public.");
            if (!NameOf().IsMatch(function.Name))
                throw new StartupException($"Function {function.Name}: a name begins with a letter and has letters, digits, '_' and '-' alone, at most 128.");
            var descriptor = FunctionDescriptor.Of(method, function);
            if (!functions.TryAdd(function.Name, descriptor))
                throw new StartupException($"Two functions are named {function.Name}: {functions[function.Name].Definition.EntryPoint} and {descriptor.Definition.EntryPoint}.");
        }
        All = [.. functions.Values];
    }

    public IReadOnlyList<FunctionDescriptor> All { get; }

    /// <summary>Function names are compared without regard to case, as the Functions host does.</summary>
    public FunctionDescriptor? Find(string name) => All.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The classes that may hold functions: those of the app, and of the libraries beside it that know the worker.</summary>
    public static IEnumerable<Type> ClassesOf(Assembly app)
    {
        var worker = typeof(FunctionAttribute).Assembly.GetName().Name!;
        var libraries = app.GetReferencedAssemblies()
            .Where(reference => reference.Name != worker && !IsPlatform(reference.Name!))
            .Select(Assembly.Load)
            .Where(library => library.GetReferencedAssemblies().Any(reference => reference.Name == worker));
        return libraries.Prepend(app).SelectMany(FunctionMethods.ClassesIn);
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,127}\z")]
    private static partial Regex NameOf();

    private static bool IsPlatform(string assembly) =>
        assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal) ||
        assembly.StartsWith("Azure.", StringComparison.Ordinal) || assembly is "System" or "netstandard" or "mscorlib";
}
