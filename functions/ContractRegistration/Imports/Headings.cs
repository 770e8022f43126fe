using System.Text.RegularExpressions;

namespace TechTransfer.ContractRegistration.Imports;

internal sealed partial class Headings
{
    private const int LongestShown = 100;
    private static readonly string[] OtherUnits = ["万元", "亿元", "千元", "百元"];

    private readonly string[] texts;
    private readonly Column?[] columns;

    public Headings(RawRow row)
        : this([.. row.Cells.Select(c => c.Text.Trim())]) { }

    private Headings(string[] texts)
    {
        this.texts = texts;
        columns = [.. texts.Select(NationalForm.Find)];
    }

    /// <summary>
    /// Headings in two rows, such as 卖方 above 名称 and 地址; null unless the row below is one of headings that names further columns.
    /// </summary>
    public Headings? With(RawRow below)
    {
        var joined = new string[Math.Max(texts.Length, below.Cells.Count)];
        var (group, parts) = ("", 0);
        for (var i = 0; i < joined.Length; i++)
        {
            var (top, part) = (TextAt(i), i < below.Cells.Count ? below.Cells[i].Text.Trim() : "");
            if (top.Length > 0)
                group = GroupWords().Replace(top, "");
            joined[i] =
                part.Length == 0 ? top
                : NationalForm.Find(group + part) is not null ? group + part
                : part;
            parts += part.Length == 0 ? 0 : 1;
        }
        var both = new Headings(joined);
        var known = both.columns.Where((column, i) => column is not null && i < below.Cells.Count && !below.Cells[i].IsEmpty).Count();
        return both.Known > Known && known * 2 > parts ? both : null;
    }

    public int Known => columns.OfType<Column>().Distinct().Count();

    /// <summary>True if the row names at least half of the mandatory columns. A data row never does.</summary>
    public bool IsOfContracts =>
        2 * columns.OfType<Column>().Distinct().Count(c => c.Need == Need.Always) >= NationalForm.Columns.Count(c => c.Need == Need.Always);

    /// <summary>Null for a cell without a known heading.</summary>
    public Column? ColumnAt(int index) => index < columns.Length ? columns[index] : null;

    public string TextAt(int index) => index < texts.Length ? texts[index] : "";

    public IEnumerable<string> Extra => texts.Where((text, i) => text.Length > 0 && columns[i] is null).Select(Shown);

    /// <summary>True for a row that repeats the headings, possibly with other accepted names of the same columns.</summary>
    public bool AreRepeatedBy(RawRow row) =>
        row.Cells.Any(c => !c.IsEmpty)
        && row.Cells.Select((cell, i) => (cell, i))
            .All(c =>
                c.cell.IsEmpty
                || c.cell.Text.Trim() == TextAt(c.i)
                || (ColumnAt(c.i) is { } column && NationalForm.Find(c.cell.Text) == column)
            );

    public SheetLayout ToLayout(string? sheet) =>
        new(
            sheet,
            [.. columns.Select((column, i) => column is null ? null : new LaidColumn(column.Name, Shown(texts[i]), i)).OfType<LaidColumn>()]
        );

    /// <summary>Null if the headings suffice for the mode.</summary>
    /// <param name="sheet">Name of the sheet for the message; null if only one sheet matters.</param>
    public Problem? Against(ImportMode mode, string? sheet)
    {
        var where = sheet is null ? default : new Text($"工作表“{sheet}”中，", $"Sheet '{sheet}': ");
        ProblemError Wrong(string path, FindingCode code, string zh, string en) => new(path, code.Code, new(where.Zh + zh, where.En + en));

        var repeated = columns
            .OfType<Column>()
            .GroupBy(c => c)
            .Where(c => c.Count() > 1)
            .Select(c =>
                Wrong(
                    c.Key.Name,
                    FindingCodes.ColumnRepeated,
                    $"“{c.Key.Heading}”列重复出现，请删除多余的列。",
                    $"The column {c.Key.Name} ({c.Key.Heading}) appears more than once. Delete the extra ones."
                )
            );
        var inOtherUnits = Extra
            .Where(heading => OtherUnits.Any(unit => heading.Contains(unit, StringComparison.Ordinal)))
            .Select(heading =>
                Wrong(
                    heading,
                    FindingCodes.ColumnUnknown,
                    $"“{heading}”列的单位不是元，请换算为以元为单位的金额，并更正列名。",
                    $"The column '{heading}' is not in yuan. Convert the amounts to yuan and rename it."
                )
            );
        var missing = NationalForm
            .Columns.Where(c => c.IsNeeded(mode) && !columns.Contains(c))
            .Select(c =>
                Wrong(
                    c.Name,
                    FindingCodes.ColumnMissing,
                    $"缺少“{c.Heading}”列，请补充。",
                    $"The column {c.Name} ({c.Heading}) is missing. Add it."
                )
            )
            .ToArray();
        // The heading of a missing column may be misspelt in the file, so list the file's unknown headings too.
        var unknown =
            missing.Length == 0
                ? []
                : Extra.Select(heading =>
                    Wrong(
                        heading,
                        FindingCodes.ColumnUnknown,
                        $"没有名为“{heading}”的列，请更正列名或者删除该列。",
                        $"There is no column '{heading}'. Rename it or delete it."
                    )
                );
        ProblemError[] errors = [.. inOtherUnits.Concat(unknown).Concat(repeated).Concat(missing).DistinctBy(e => (e.Path, e.Code))];
        return errors.Length == 0 ? null : Problem.Of(Catalogue.ImportHeadingsWrong, ("count", errors.Length)) with { Errors = errors };
    }

    [GeneratedRegex("(基本)?(信息|情况|资料)$")]
    private static partial Regex GroupWords();

    private static string Shown(string heading) => heading.Length > LongestShown ? heading[..LongestShown] : heading;
}
