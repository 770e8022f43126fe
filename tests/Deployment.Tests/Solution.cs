using System.Xml.Linq;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <summary>A project of the solution, as its file tells it.</summary>
/// <param name="Path">Its path in the repository.</param>
public sealed record Project(string Path)
{
    private readonly XElement _content = XElement.Load(Repository.PathOf(Path));

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string[] StandIns => Items("StandIn");

    /// <summary>The packages that its own file names.</summary>
    public string[] Packages => Items("PackageReference");

    public bool IsApp => Path.StartsWith("functions/", StringComparison.Ordinal);

    public bool IsStandIn => Path.StartsWith("shared/standins/", StringComparison.Ordinal);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Whether it is empty when the published packages are built with.</summary>
    public bool IsOnlyWithStandIns => IsStandIn || _content.Descendants("OnlyWithStandIns").Any(element => element.Value == "true");

    private string[] Items(string kind) =>
        [.. _content.Descendants(kind).Select(item => item.Attribute("Include")?.Value).OfType<string>().SelectMany(names => names.Split(';')).Where(name => !name.Contains('@'))];
}

public static class Solution
{
    /// <summary>All projects of the solution file.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. File.ReadLines(Repository.PathOf("TechTransfer.sln"))
            .Where(line => line.StartsWith("Project(", StringComparison.Ordinal) && line.Contains(".csproj", StringComparison.Ordinal))
            .Select(line => new Project(line.Split('"')[5].Replace('\\', '/'))),
    ];

    /// <summary>Debug or Release, whichever this runs as.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
