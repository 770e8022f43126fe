using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <summary>
/// Every project that uses the QuestPDF package gets our replacement for it, unless a build property turns that off. The documentation
/// lists the QuestPDF types that the solution uses: <c>UPDATE_DOCS=1 dotnet test tests/Deployment.Tests --filter QuestPdf</c> writes the
/// list.
/// </summary>
public sealed class QuestPdfTests
{
    private const string Package = "QuestPDF";
    private const string Begin = "<!-- types in use -->";
    private const string End = "<!-- end of types in use -->";

    private static IEnumerable<Project> Users => Solution.Projects.Where(project => project.Packages.Contains(Package));

    [Fact]
    public void The_page_names_the_types_in_use()
    {
        var path = Repository.PathOf("docs", "decisions", "stand-ins", "QuestPDF.md");
        var page = File.ReadAllText(path);
        var updated =
            $"{page[..page.IndexOf(Begin, StringComparison.Ordinal)]}{Begin}\n\n{ListOfTypes()}{page[page.IndexOf(End, StringComparison.Ordinal)..]}";
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(path, updated);
        Assert.True(
            updated == File.ReadAllText(path),
            $"{path} is out of date: UPDATE_DOCS=1 dotnet test tests/Deployment.Tests --filter QuestPdf writes it again. It would say:\n{ListOfTypes()}"
        );
    }

    [Fact]
    public async Task A_project_has_our_stand_in_or_with_the_switch_the_package()
    {
        Assert.Contains(Users, project => project.Name == "Certificates");
        foreach (var project in Users)
        {
            Assert.Equal((false, true), await ReferencesAsync(project));
            Assert.Equal((true, false), await ReferencesAsync(project, "-p:PublishedQuestPDF=true"));
        }
    }

    // Evaluates the project without restoring its packages.
    private static async Task<(bool Package, bool StandIn)> ReferencesAsync(Project project, params string[] properties)
    {
        var evaluated = await Tool.RunAsync(
            "dotnet",
            [
                "msbuild",
                Repository.PathOf(project.Path),
                "-nologo",
                "-nodeReuse:false",
                "-getItem:PackageReference",
                "-getItem:ProjectReference",
                .. properties,
            ]
        );
        Assert.True(evaluated.Code == 0, evaluated.Output + evaluated.Errors);
        var items = JsonElement.Parse(evaluated.Output).GetProperty("Items");
        bool Has(string kind, string end) =>
            items
                .GetProperty(kind)
                .EnumerateArray()
                .Any(item => item.GetProperty("Identity").GetString()!.EndsWith(end, StringComparison.Ordinal));
        return (Has("PackageReference", Package), Has("ProjectReference", "standins/QuestPDF/QuestPDF.csproj"));
    }

    private static string ListOfTypes()
    {
        var list = new StringBuilder();
        var inApps = TypesIn(Users.Where(project => !project.IsTest));
        Append(list, "By the apps and the shared libraries:", inApps);
        Append(list, "By tests and the demo besides:", TypesIn(Users.Where(project => project.IsTest)).Except(inApps));
        return list.ToString();
    }

    private static void Append(StringBuilder list, string heading, IEnumerable<(string Namespace, string Name)> types)
    {
        var groups = types.GroupBy(type => type.Namespace, type => type.Name).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        if (groups.Length == 0)
            return;
        list.Append(heading).Append("\n\n");
        foreach (var group in groups)
            list.Append("* ")
                .Append(group.Key)
                .Append(": ")
                .AppendJoin(", ", group.Order(StringComparer.Ordinal).Select(name => $"`{name}`"))
                .Append('\n');
        list.Append('\n');
    }

    private static HashSet<(string Namespace, string Name)> TypesIn(IEnumerable<Project> projects) =>
        [.. projects.SelectMany(project => TypesIn(AssemblyOf(project)))];

    private static string AssemblyOf(Project project)
    {
        var assembly = Repository.PathOf([
            .. Path.GetDirectoryName(project.Path)!.Split('/'),
            "bin",
            Solution.Configuration,
            "net10.0",
            $"{project.Name}.dll",
        ]);
        Assert.True(File.Exists(assembly), $"{assembly} is not built.");
        return assembly;
    }

    private static List<(string Namespace, string Name)> TypesIn(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var types = new List<(string, string)>();
        foreach (var handle in metadata.TypeReferences)
        {
            if (NameOf(metadata, metadata.GetTypeReference(handle)) is { } name)
                types.Add(name);
        }
        return types;
    }

    private static (string Namespace, string Name)? NameOf(MetadataReader metadata, TypeReference type)
    {
        var name = metadata.GetString(type.Name).Split('`')[0];
        switch (type.ResolutionScope.Kind)
        {
            case HandleKind.AssemblyReference:
                var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
                return metadata.GetString(assembly.Name) == Package ? (metadata.GetString(type.Namespace), name) : null;
            case HandleKind.TypeReference:
                return NameOf(metadata, metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope)) is { } outer
                    ? (outer.Namespace, $"{outer.Name}.{name}")
                    : null;
            default:
                return null;
        }
    }
}
