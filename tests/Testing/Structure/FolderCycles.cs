using System.Reflection;

namespace TechTransfer.Testing.Structure;

/// <summary>
/// Finds feature folders of an assembly that use each other. A folder is the first part of a namespace below the assembly's root namespace.
/// </summary>
public static class FolderCycles
{
    /// <summary>
    /// One line for each pair of folders that use each other, with an example in each direction: "A ↔ B: A.X uses B.Y, B.Z uses A.X".
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
            .. uses.Where(use => string.CompareOrdinal(use.Key.From, use.Key.To) < 0 && uses.ContainsKey((use.Key.To, use.Key.From)))
                .Select(use => $"{use.Key.From} ↔ {use.Key.To}: {use.Value}, {uses[(use.Key.To, use.Key.From)]}"),
        ];
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
