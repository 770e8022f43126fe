using System.Reflection;

namespace TechTransfer.Testing.Structure;

/// <summary>
/// Finds feature folders of an assembly that use each other, directly or in a circle. A folder is the first part of a namespace below the
/// assembly's root namespace.
/// </summary>
public static class FolderCycles
{
    /// <summary>
    /// One line for each shortest circle of folders, each use with an example: "A → B → A: A.X uses B.Y, B.Z uses A.X". Empty when there
    /// is none.
    /// </summary>
    /// <param name="root">The root namespace above the folders.</param>
    public static IReadOnlyList<string> Of(Assembly assembly, string root)
    {
        var uses = new SortedDictionary<(string From, string To), string>();
        foreach (var type in assembly.GetTypes())
        {
            if (FolderOf(type, root) is not { } from)
                continue;
            foreach (var used in CompiledCode.TypesUsedBy(type).Distinct())
            {
                if (used.Assembly != assembly || FolderOf(used, root) is not { } to || to == from)
                    continue;
                uses.TryAdd((from, to), $"{NameOf(type, root)} uses {NameOf(used, root)}");
            }
        }
        return
        [
            .. uses
                .Keys.Select(use => use.From)
                .Distinct()
                .Select(folder => ShortestFrom(folder, uses.Keys))
                .OfType<IReadOnlyList<string>>()
                // Each circle once: it begins with its first folder by name.
                .Where(circle => circle.All(folder => string.CompareOrdinal(circle[0], folder) <= 0))
                .Select(circle =>
                    $"{string.Join(" → ", circle)}: {string.Join(", ", circle.Zip(circle.Skip(1)).Select(use => uses[(use.First, use.Second)]))}"
                ),
        ];
    }

    // The shortest way from the folder back to itself, both ends included; null when there is none.
    private static IReadOnlyList<string>? ShortestFrom(string folder, IReadOnlyCollection<(string From, string To)> uses)
    {
        var ways = new Queue<IReadOnlyList<string>>([
            [folder],
        ]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
        {
            foreach (var (_, to) in uses.Where(use => use.From == way[^1]))
            {
                if (to == folder)
                    return [.. way, to];
                if (seen.Add(to))
                    ways.Enqueue([.. way, to]);
            }
        }
        return null;
    }

    private static string? FolderOf(Type type, string root) =>
        type.Namespace is { } name && name.StartsWith(root + ".", StringComparison.Ordinal)
            ? name[(root.Length + 1)..].Split('.')[0]
            : null;

    private static string NameOf(Type type, string root)
    {
        var outermost = CompiledCode.Outermost(type);
        return $"{outermost.Namespace![(root.Length + 1)..]}.{outermost.Name}";
    }
}
