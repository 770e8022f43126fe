using System.Collections.Concurrent;
using System.Reflection;

namespace TechTransfer.Kernel;

/// <summary>The one place that reads <see cref="WireNameAttribute"/>.</summary>
public static class WireName
{
    private static readonly ConcurrentDictionary<Type, string> Names = [];

    /// <summary>The name of an event or message.</summary>
    /// <exception cref="InvalidOperationException">Its class has none: it must not be stored.</exception>
    public static string Of(object value) => Of(value.GetType());

    /// <summary>The name of a class of events or messages.</summary>
    public static string Of<T>() => Of(typeof(T));

    private static string Of(Type type) =>
        Names.GetOrAdd(
            type,
            static t =>
                t.GetCustomAttribute<WireNameAttribute>()?.Name
                ?? throw new InvalidOperationException($"{t.FullName} has no wire name: nothing is stored under the name of a class.")
        );
}
