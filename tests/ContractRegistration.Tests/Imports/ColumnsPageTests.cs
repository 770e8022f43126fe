using System.Text;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Imports;

/// <summary>
/// Compares the table of columns in <c>docs/import-export.md</c> with the code. <c>UPDATE_DOCS=1 dotnet test
/// tests/ContractRegistration.Tests --filter ColumnsPage</c> writes the table.
/// </summary>
public sealed class ColumnsPageTests
{
    private const string Head = "| column | heading | holds | needed |\n|---|---|---|---|\n";
    private static readonly string Page = Repository.PathOf("docs", "import-export.md");

    [Fact]
    public void The_page_holds_the_columns_of_the_code()
    {
        var text = File.ReadAllText(Page);
        var start = text.IndexOf(Head, StringComparison.Ordinal);
        var expected = (start < 0 ? text : text[..start]) + Table();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Page, expected);

        Assert.Equal(expected, File.ReadAllText(Page));
    }

    [Fact]
    public void No_two_columns_have_a_heading_in_common()
    {
        var headings = NationalForm.Columns.SelectMany(c => c.OtherHeadings.Append(c.Heading).Append(c.Name)).ToArray();

        Assert.Equal(headings.Length, headings.Distinct().Count());
        Assert.All(NationalForm.Columns, c => Assert.Same(c, NationalForm.Find(c.Heading)));
        Assert.All(NationalForm.Columns, c => Assert.Same(c, NationalForm.Find(c.Name)));
    }

    private static string Table() =>
        NationalForm
            .Columns.Aggregate(
                new StringBuilder(Head),
                (page, column) =>
                    page.Append(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"| `{column.Name}` | {string.Join("，", column.OtherHeadings.Prepend(column.Heading))} | "
                            + $"{Holds(column.Kind)}{(column.Value is null ? ", import only" : "")} | {Needed(column.Need)} |\n"
                    )
            )
            .ToString();

    private static string Holds(CellKind kind) =>
        kind switch
        {
            CellKind.Text => "text",
            CellKind.Code => "code",
            CellKind.Money => "amount",
            CellKind.Number => "number",
            CellKind.Share => "share",
            CellKind.Date => "date",
            CellKind.YesNo => "yes or no",
            CellKind.Word => "word or Chinese name",
            CellKind.List => "list",
        };

    private static string Needed(Need need) =>
        need switch
        {
            Need.Optional => "",
            Need.Always => "always",
            Need.Historical => "historical",
        };
}
