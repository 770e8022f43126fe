using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <summary>
/// Each page of <c>docs/decisions/stand-ins</c> names the types that the solution uses of a package, as its assemblies refer to them:
/// <c>UPDATE_DOCS=1 dotnet test tests/Deployment.Tests --filter StandInPages</c> writes the lists anew.
/// </summary>
public sealed class StandInPagesTests
{
    private const string Begin = "<!-- types in use -->";
    private const string End = "<!-- end of types in use -->";

    [Theory]
    [InlineData("QuestPDF")]
    public void The_page_of_a_package_names_the_types_in_use(string package)
    {
        var path = Repository.PathOf("docs", "decisions", "stand-ins", $"{package}.md");
        var page = File.ReadAllText(path);
        var updated = $"{page[..page.IndexOf(Begin, StringComparison.Ordinal)]}{Begin}\n\n{ListOf(package)}{page[page.IndexOf(End, StringComparison.Ordinal)..]}";
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(path, updated);
        Assert.True(updated == File.ReadAllText(path), $"{path} is out of date: UPDATE_DOCS=1 dotnet test tests/Deployment.Tests --filter StandInPages writes it anew. It would say:\n{ListOf(package)}");
    }

    [Fact]
    public void Each_stand_in_has_a_page()
    {
        var packages = Solution.Projects.SelectMany(project => project.StandIns).Distinct().Order();
        var pages = Directory.GetFiles(Repository.PathOf("docs", "decisions", "stand-ins"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order();
        Assert.Equal(packages, pages);
    }

    private static string ListOf(string package)
    {
        var list = new StringBuilder();
        var inApps = TypesIn(package, Solution.Projects.Where(project => project is { IsTest: false, IsStandIn: false }));
        var inTests = TypesIn(package, Solution.Projects.Where(project => project is { IsTest: true, IsOnlyWithStandIns: false } && project.StandIns.Contains(package)));
        Append(list, "By the apps and the shared libraries:", inApps);
        Append(list, "By tests and the demo besides:", inTests.Except(inApps));
        return list.ToString();
    }

    private static void Append(StringBuilder list, string heading, IEnumerable<(string Namespace, string Name)> types)
    {
        var groups = types.GroupBy(type => type.Namespace, type => type.Name).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        if (groups.Length == 0) return;
        list.Append(heading).Append("\n\n");
        foreach (var group in groups) list.Append("* ").Append(group.Key).Append(": ").AppendJoin(", ", group.Order(StringComparer.Ordinal).Select(name => $"`{name}`")).Append('\n');
        list.Append('\n');
    }

    private static HashSet<(string Namespace, string Name)> TypesIn(string package, IEnumerable<Project> projects) => [.. projects.SelectMany(project => TypesIn(package, AssemblyOf(project)))];

    private static string AssemblyOf(Project project)
    {
        var assembly = Repository.PathOf([.. Path.GetDirectoryName(project.Path)!.Split('/'), "bin", Solution.Configuration, "net10.0", $"{project.Name}.dll"]);
        Assert.True(File.Exists(assembly), $"{assembly} is not built.");
        return assembly;
    }

    private static List<(string Namespace, string Name)> TypesIn(string package, string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var types = new List<(string, string)>();
        foreach (var handle in metadata.TypeReferences)
        {
            if (NameOf(metadata, metadata.GetTypeReference(handle), package) is { } name) types.Add(name);
        }
        return types;
    }

    /// <summary>Null for a type of another assembly.</summary>
    private static (string Namespace, string Name)? NameOf(MetadataReader metadata, TypeReference type, string package)
    {
        var name = metadata.GetString(type.Name).Split('`')[0];
        switch (type.ResolutionScope.Kind)
        {
            case HandleKind.AssemblyReference:
                var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
                return metadata.GetString(assembly.Name) == package ? (metadata.GetString(type.Namespace), name) : null;
            case HandleKind.TypeReference:
                return NameOf(metadata, metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope), package) is { } outer ? (outer.Namespace, $"{outer.Name}.{name}") : null;
            default:
                return null;
        }
    }
}
