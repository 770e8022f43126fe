using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <summary>Checks that the identifiers in the glossary exist in the files that it names.</summary>
public sealed partial class GlossaryTests
{
    [Fact]
    public void Every_identifier_of_the_glossary_stands_where_it_says()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.PathOf("docs", "glossary.md")));
        var wrong = rows.Where(row =>
                !Sources(row.Groups["place"].Value).Any(text => Regex.IsMatch(text, $@"\b{row.Groups["name"].Value}\b"))
            )
            .Select(row => row.Groups["name"].Value)
            .ToArray();

        Assert.True(wrong.Length == 0, string.Join(", ", wrong));
        Assert.InRange(rows.Count, 50, 1_000);
    }

    private static IEnumerable<string> Sources(string place)
    {
        var path = Path.GetFullPath(Path.Combine(Repository.PathOf("docs"), place));
        return (Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path]).Select(file =>
            Path.GetFileName(file) + File.ReadAllText(file)
        );
    }

    [GeneratedRegex(@"^\|[^|]+\|[^|]+\| `(?<name>\w+)` \| \[[^\]]*\]\((?<place>[^)]+)\) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
