using System.Text;
using TechTransfer.Kernel.Findings;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.Docs;

/// <summary>
/// Compares <c>docs/findings.md</c> with the codes of findings. <c>UPDATE_DOCS=1 dotnet test tests/TechTransfer.Hosting.Tests --filter
/// FindingsPage</c> writes the page.
/// </summary>
public sealed class FindingsPageTests
{
    private static readonly string Page = Repository.PathOf("docs", "findings.md");

    [Fact]
    public void The_page_of_findings_is_up_to_date()
    {
        var text = Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Page, text);
        Assert.True(
            text == File.ReadAllText(Page),
            "docs/findings.md is out of date: UPDATE_DOCS=1 dotnet test tests/TechTransfer.Hosting.Tests --filter FindingsPage writes it again."
        );
    }

    [Fact]
    public void Every_code_of_a_finding_is_fit_to_be_shown() =>
        Assert.All(
            FindingCodes.All.Values,
            code =>
            {
                Assert.Matches("^[a-z]+(_[a-z]+)*$", code.Code);
                Assert.Matches(@"[\u4e00-\u9fff]", code.Meaning.Zh);
                Assert.DoesNotMatch(@"[\u4e00-\u9fff]", code.Meaning.En);
            }
        );

    [Fact]
    public void Every_code_of_a_finding_is_used()
    {
        var sources = string.Concat(
            from file in Directory
                .EnumerateFiles(Repository.PathOf("functions"), "*", SearchOption.AllDirectories)
                .Concat(Directory.EnumerateFiles(Repository.PathOf("shared", "TechTransfer.Kernel"), "*.cs", SearchOption.AllDirectories))
            where
                Path.GetExtension(file) is ".cs" or ".json"
                && !Path.GetFileName(file).StartsWith("FindingCodes", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            select File.ReadAllText(file)
        );

        Assert.Empty(
            typeof(FindingCodes)
                .GetProperties()
                .Where(p => p.PropertyType == typeof(FindingCode))
                .Where(p =>
                    !System.Text.RegularExpressions.Regex.IsMatch(
                        sources,
                        $@"FindingCodes\.{p.Name}\b|""{((FindingCode)p.GetValue(null)!).Code}"""
                    )
                )
                .Select(p => p.Name)
        );
    }

    private static string Write()
    {
        var page = new StringBuilder(
            """
            # Findings

            What a check found out about what was filed: `code`, `severity` (`error` stops the filing, `warning` passes and wants a reason, `info` only tells), `path` of the field, and a `message` that says it of
            this place and what to do. When errors stop a filing, the problem `checks_failed` lists them. Branch on `code`: it is never renamed. The sentences below say what a code means in general.

            This page is written from the codes in `shared/TechTransfer.Kernel/Findings`:
            `UPDATE_DOCS=1 dotnet test tests/TechTransfer.Hosting.Tests --filter FindingsPage`.

            | code | Chinese | English |
            |---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var code in FindingCodes.All.Values)
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{code.Code}` | {code.Meaning.Zh} | {code.Meaning.En} |\n");
        return page.ToString();
    }
}
