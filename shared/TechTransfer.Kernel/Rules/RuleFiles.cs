using System.Reflection;
using System.Text.Json;

namespace TechTransfer.Kernel.Rules;

/// <summary>Reads rules, which are embedded in the assembly as JSON, so that a deployed app cannot miss one.</summary>
public static class RuleFiles
{
    /// <summary>Reads all files whose path begins with a text, ordered by path. Throws <see cref="RuleFileException"/> with file and field
    /// when one is invalid.</summary>
    /// <param name="assembly">The assembly with the embedded files.</param>
    /// <param name="start">Beginning of the paths, as in <c>RuleSets/</c>.</param>
    public static IReadOnlyList<T> Read<T>(Assembly assembly, string start) =>
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith(start, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return Parse<T>(name, reader.ReadToEnd());
                }),
        ];

    /// <summary>Parses a file strictly. Throws <see cref="RuleFileException"/> with <paramref name="name"/> and the field when it is
    /// invalid.</summary>
    public static T Parse<T>(string name, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json.Strict) ?? throw new RuleFileException($"{name}: holds nothing.");
        }
        catch (JsonException e)
        {
            throw new RuleFileException($"{name} {e.Path}: {e.Message}", e);
        }
    }
}

/// <summary>A rule file is invalid; the app must not start with it.</summary>
public sealed class RuleFileException(string message, Exception? inner = null) : Exception(message, inner);
