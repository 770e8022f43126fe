using System.Text.Json;
using TechTransfer.Kernel;

namespace TechTransfer.OwnershipGrants.Rules;

/// <summary>Reads the rule files that this assembly carries.</summary>
public static class RuleFiles
{
    /// <summary>All files of a folder, by name. Throws <see cref="RuleFileException"/> naming file and field.</summary>
    public static IReadOnlyList<T> Read<T>(string folder)
    {
        var assembly = typeof(RuleFiles).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return Parse<T>(name, reader.ReadToEnd());
        })];
    }

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
