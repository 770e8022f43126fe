using System.Xml.Linq;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <summary>A project of the solution, as its file tells it.</summary>
/// <param name="Path">Its path in the repository.</param>
public sealed record Project(string Path)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The packages that its own file names.</summary>
    public IReadOnlyList<string> Packages { get; } =
    [.. XElement.Load(Repository.PathOf(Path)).Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value)];

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);
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
