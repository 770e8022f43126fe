using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

public sealed partial class LinksTests
{
    [Fact]
    public void Every_link_leads_to_a_file_and_to_a_heading_that_it_has()
    {
        string[] pages =
        [
            .. Directory.GetFiles(Repository.Root, "*.md"),
            .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories),
        ];
        var wrong = new List<string>();
        var followed = 0;
        foreach (var page in pages)
        {
            foreach (
                var link in Link()
                    .Matches(File.ReadAllText(page))
                    .Select(m => m.Groups[1].Value)
                    .Where(l => !l.Contains(':', StringComparison.Ordinal))
            )
            {
                followed++;
                var (file, heading) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
                var target = file.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, file));
                var isThere = File.Exists(target) || Directory.Exists(target);
                if (!isThere || heading is not null && !Headings(target).Contains(heading))
                    wrong.Add($"{Path.GetRelativePath(Repository.Root, page)}: {link}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.InRange(followed, 50, 10_000);
    }

    // Forms the anchors like Markdown viewers: lower case, no punctuation, hyphens for blanks.
    private static HashSet<string> Headings(string page) =>
        [
            .. Heading()
                .Matches(File.ReadAllText(page))
                .Select(m => Punctuation().Replace(m.Groups[1].Value.ToLowerInvariant(), "").Trim().Replace(' ', '-')),
        ];

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
