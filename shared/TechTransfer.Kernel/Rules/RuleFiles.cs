using System.Reflection;
using System.Text.Json;

namespace TechTransfer.Kernel.Rules;

/// <summary>Reads the rule files that an app carries in its assembly.</summary>
public static class RuleFiles
{
    /// <summary>All files whose path begins so, by path. Throws <see cref="RuleFileException"/> naming file and field.</summary>
    /// <param name="assembly">The app's.</param>
    /// <param name="start">A folder with its slash, or more of the path: <c>RuleSets/</c>.</param>
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

    /// <summary>A file's text as a rule. Throws <see cref="RuleFileException"/> naming file and field.</summary>
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

/// <summary>A rule file is wrong: the app does not start.</summary>
public sealed class RuleFileException(string message, Exception? inner = null) : Exception(message, inner);
