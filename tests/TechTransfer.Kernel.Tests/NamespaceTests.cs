using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace TechTransfer.Kernel.Tests;

public sealed partial class NamespaceTests
{
    [Fact]
    public void A_namespace_is_the_folder_that_it_stands_in()
    {
        var elsewhere = Directory
            .GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetDirectoryName(project)!)
            .SelectMany(Elsewhere)
            .ToArray();
        Assert.True(elsewhere.Length == 0, string.Join('\n', elsewhere));
    }

    // Files whose namespace does not end with their folder, or begins differently from the rest of the project.
    private static IEnumerable<string> Elsewhere(string project)
    {
        var files = Directory
            .GetFiles(project, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Built().IsMatch(file))
            .Select(file => (File: file, Namespace: Declared().Match(File.ReadAllText(file)).Groups[1].Value))
            .Where(file => file.Namespace.Length > 0)
            .ToArray();
        var roots = files
            .Select(file => (file.File, Root: WithoutFolder(file.Namespace, Relative(project, Path.GetDirectoryName(file.File)!))))
            .ToArray();
        var root = roots.GroupBy(file => file.Root).MaxBy(same => same.Count())?.Key;
        return roots.Where(file => file.Root is null || file.Root != root).Select(file => Relative(Repository.Root, file.File));
    }

    private static string? WithoutFolder(string name, string folder)
    {
        if (folder == ".")
            return name;
        var end = "." + folder.Replace('/', '.');
        return name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : null;
    }

    private static string Relative(string from, string to) => Path.GetRelativePath(from, to).Replace('\\', '/');

    [GeneratedRegex(@"[\\/](bin|obj|node_modules)[\\/]")]
    private static partial Regex Built();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
