using System.Xml.Linq;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <param name="Path">Path of the project file, relative to the repository root.</param>
public sealed record Project(string Path)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Packages named in the project file itself, not in files that it imports, such as Directory.Build.props.</summary>
    public IReadOnlyList<string> Packages { get; } =
    [.. XElement.Load(Repository.PathOf(Path)).Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value)];

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);
}

public static class Solution
{
    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. File.ReadLines(Repository.PathOf("TechTransfer.sln"))
            .Where(line => line.StartsWith("Project(", StringComparison.Ordinal) && line.Contains(".csproj", StringComparison.Ordinal))
            .Select(line => new Project(line.Split('"')[5].Replace('\\', '/'))),
    ];

    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
