using System.Text;
using System.Xml.Linq;
using TechTransfer.Kernel.Problems;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.Docs;

/// <summary>
/// Compares <c>docs/errors.md</c> with the catalogue of problems. <c>UPDATE_DOCS=1 dotnet test tests/TechTransfer.Hosting.Tests --filter
/// ErrorsPage</c> writes the page.
/// </summary>
public sealed class ErrorsPageTests
{
    private static readonly string Page = Repository.PathOf("docs", "errors.md");

    [Fact]
    public void The_page_of_errors_is_up_to_date()
    {
        var text = Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Page, text);
        Assert.True(
            text == File.ReadAllText(Page),
            "docs/errors.md is out of date: UPDATE_DOCS=1 dotnet test tests/TechTransfer.Hosting.Tests --filter ErrorsPage writes it again."
        );
    }

    [Fact]
    public void Every_kind_of_problem_is_fit_to_be_shown()
    {
        Assert.All(
            Catalogue.All.Values,
            kind =>
            {
                Assert.Matches("^[a-z]+(_[a-z]+)*$", kind.Code);
                Assert.InRange(kind.Status, 400, 599);
                // Both languages must use the same placeholders, or one of them would show braces.
                Assert.Equal(Arguments(kind.Message.En), Arguments(kind.Message.Zh));
                Assert.Matches(@"[\u4e00-\u9fff]", kind.Message.Zh);
                Assert.DoesNotMatch(@"[\u4e00-\u9fff]", kind.Message.En);
            }
        );
    }

    private static IEnumerable<string> Arguments(string sentence) =>
        System.Text.RegularExpressions.Regex.Matches(sentence, @"\{[^}]*\}").Select(m => m.Value).Order(StringComparer.Ordinal);

    private static string Write()
    {
        var summaries = Summaries();
        var page = new StringBuilder(
            """
            # Errors

            Every refusal is an `application/problem+json` (RFC 9457) with `type`, `title`, `status`, `detail`, `code`, `errors[{path, code, message}]` and `traceId`. Nothing was changed.
            Branch on `code`: it is never renamed. `detail` is the sentence below with its `{words}` filled in, in Chinese, or in English when `Accept-Language` prefers it.

            This page is written from the catalogue in `shared/TechTransfer.Kernel/Problems`:
            `UPDATE_DOCS=1 dotnet test tests/TechTransfer.Hosting.Tests --filter ErrorsPage`.

            | code | status | when | Chinese | English |
            |---|---|---|---|---|

            """
        );
        foreach (
            var property in typeof(Catalogue)
                .GetProperties()
                .Where(p => p.PropertyType == typeof(ProblemKind))
                .OrderBy(p => ((ProblemKind)p.GetValue(null)!).Code, StringComparer.Ordinal)
        )
        {
            var kind = (ProblemKind)property.GetValue(null)!;
            page.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| `{kind.Code}` | {kind.Status} | {Cell(summaries[$"P:{typeof(Catalogue).FullName}.{property.Name}"])} | {Cell(kind.Message.Zh)} | {Cell(kind.Message.En)} |\n"
            );
        }
        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static Dictionary<string, string> Summaries()
    {
        var assembly = typeof(Catalogue).Assembly;
        return XDocument
            .Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(
                m => m.Attribute("name")!.Value,
                m => string.Join(' ', (m.Element("summary")?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            );
    }
}
