using System.Collections.Concurrent;
using System.Reflection;

namespace TechTransfer.Kernel;

/// <summary>Reads the names that <see cref="WireNameAttribute"/> gives to events and messages.</summary>
public static class WireName
{
    private static readonly ConcurrentDictionary<Type, string> Names = [];

    /// <summary>The wire name that the class of an event or message declares.</summary>
    /// <exception cref="InvalidOperationException">Its class has no wire name, so it must not be stored.</exception>
    public static string Of(object value) => Of(value.GetType());

    /// <summary>The wire name of a class. Throws when it has none, so that it cannot be stored or sent by mistake.</summary>
    public static string Of<T>() => Of(typeof(T));

    private static string Of(Type type) =>
        Names.GetOrAdd(
            type,
            static t =>
                t.GetCustomAttribute<WireNameAttribute>()?.Name
                ?? throw new InvalidOperationException($"{t.FullName} has no wire name: nothing is stored under the name of a class.")
        );
}
