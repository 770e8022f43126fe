using System.Globalization;
using System.Text.RegularExpressions;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Reads the rows below the headings of every visible sheet; a sheet without known headings is skipped.</summary>
public sealed partial class ImportFile
{
    public const string Csv = "text/csv";
    public const string Xlsx = DocumentType.Xlsx;

    // A title or a note may precede the headings, so headings are searched in this number of first rows of a sheet.
    private const int RowsSearched = 20;
    private const int DigitsOfAWorkbook = 15;

    private readonly Stream file;
    private readonly ImportMode mode;
    private readonly FileNotices notices = new();
    private readonly List<SheetLayout> sheets = [];
    private readonly HashSet<(int Sheet, string Range)> merged = [];

    // The row with the most known headings, for the error message if no row qualifies as headings.
    private Headings? closest;

    /// <summary>The stream must be seekable and have at most <see cref="ImportLimits.Bytes"/>.</summary>
    /// <exception cref="ImportFileException">The file is neither CSV nor XLSX.</exception>
    public ImportFile(Stream file, ImportMode mode)
    {
        (this.file, this.mode) = (file, mode);
        MediaType = file.Length == 0 ? Csv : FileKind.Of(file);
    }

    /// <summary>CSV or XLSX, detected from the content.</summary>
    public string MediaType { get; }

    /// <summary>The imported sheets; complete after all rows are read.</summary>
    public IReadOnlyList<SheetLayout> Sheets => sheets;

    /// <summary>Remarks about the file, such as skipped sheets and rows; complete after all rows are read.</summary>
    public IReadOnlyList<Text> Notices => notices.All;

    /// <summary>Rows without a contract, such as totals and notes, are skipped and reported in <see cref="Notices"/>.</summary>
    /// <exception cref="ImportFileException">The file is unreadable, has wrong headings, no rows or too many.</exception>
    public IEnumerable<ImportRow> Rows()
    {
        var (count, characters) = (0, 0);
        foreach (var row in (MediaType == Xlsx ? XlsxRows.Read(file) : [CsvRows.Read(file)]).SelectMany(RowsOf))
        {
            if (++count > ImportLimits.Rows)
                throw new ImportFileException(Problem.Of(Catalogue.ImportTooManyRows, ("limit", ImportLimits.Rows)));
            if (count % ImportLimits.RowsPerPart == 1)
                characters = 0;
            characters += row.Cells.Values.Sum(c => c.Length);
            if (characters > ImportLimits.PartCharacters)
            {
                throw ImportFileException.Unreadable(
                    $"截至第{row.Number}行，相邻各行的文字过多，请分成几个文件",
                    $"the rows before row {row.Number} contain too much text; split the file"
                );
            }
            yield return row;
        }
        if (sheets.Count == 0 && closest?.Against(mode, null) is { } problem)
            throw new ImportFileException(problem);
        if (count == 0)
            throw new ImportFileException(Problem.Of(Catalogue.ImportFileEmpty));
    }

    private IEnumerable<ImportRow> RowsOf(RawSheet sheet)
    {
        // The row after that of the headings may be their second one.
        Headings? headings = null,
            upper = null;
        var above = new List<RawRow>();
        var isFirst = true;
        foreach (var raw in sheet.Rows)
        {
            if (raw.IsEmpty)
                continue;
            if (headings is null)
            {
                var row = new Headings(raw);
                var both = above.Count > 0 ? new Headings(above[^1]).With(raw) : null;
                if (both is { IsOfContracts: true } && both.Known > row.Known)
                {
                    headings = Begin(sheet, both, above, raw);
                    continue;
                }
                if (upper is null)
                {
                    if (row.IsOfContracts)
                        upper = row;
                    else if (!sheet.IsHidden && row.Known > (closest?.Known ?? -1))
                        closest = row;
                    above.Add(raw);
                    if (upper is null && above.Count == RowsSearched)
                        break;
                    continue;
                }
                headings = Begin(sheet, upper, above, second: null);
            }
            if (sheet.IsHidden)
            {
                notices.Add(FileNotices.HiddenSheets, Text.Same($"“{sheet.Name}”"));
                yield break;
            }
            if (headings.AreRepeatedBy(raw))
            {
                // Some files repeat the headings directly below, as names of the national system: no notice for that.
                if (!isFirst)
                    notices.Add(FileNotices.Repeated, LocationOf(sheet, raw));
                continue;
            }
            isFirst = false;
            if (RowOf(raw, headings, sheet) is { } read)
                yield return read;
        }
        if (headings is null && upper is not null)
            Begin(sheet, upper, above, second: null);
        else if (headings is null && above.Count > 0 && !sheet.IsHidden && sheet.Name is { } name)
            notices.Add(FileNotices.OtherSheets, Text.Same($"“{name}”"));
    }

    /// <param name="above">The rows up to that of the headings, or up to the first of their two rows.</param>
    private Headings Begin(RawSheet sheet, Headings headings, List<RawRow> above, RawRow? second)
    {
        if (sheet.IsHidden)
            return headings;
        if (headings.Against(mode, sheets.Count > 0 ? sheet.Name : null) is { } problem)
            throw new ImportFileException(problem);
        sheets.Add(headings.ToLayout(sheet.Name));
        foreach (var notice in sheet.Notices)
            notices.Add(notice);
        foreach (var row in above.SkipLast(1))
            notices.Add(FileNotices.Above, LocationOf(sheet, row));
        foreach (var row in second is null ? [] : (RawRow[])[above[^1], second])
            notices.Add(FileNotices.TwoRows, LocationOf(sheet, row));
        foreach (var extra in headings.Extra)
            notices.Add(FileNotices.Extra, new($"“{extra}”", $"'{extra}'"));
        return headings;
    }

    private Text LocationOf(RawSheet sheet, RawRow row) =>
        sheets.Count > 1
            ? new($"“{sheet.Name}”第{row.Number}行", $"row {row.Number} of '{sheet.Name}'")
            : new($"第{row.Number}行", $"row {row.Number}");

    private ImportRow? RowOf(RawRow raw, Headings headings, RawSheet sheet)
    {
        if (raw.Leftover is { } leftover)
            notices.Add(FileNotices.Leftovers, Text.Same(leftover));
        if (WithoutContract(raw, headings) is { } kind)
        {
            if (raw.Leftover is null)
                notices.Add(kind, kind == FileNotices.Leftovers ? Text.Same(FirstCell(raw)) : LocationOf(sheet, raw));
            return null;
        }
        if (raw.IsHidden)
            notices.Add(FileNotices.Hidden, LocationOf(sheet, raw));
        var cells = new Dictionary<string, string>();
        var (errors, read) = (new List<ProblemError>(), new List<ProblemError>());
        for (var i = 0; i < raw.Cells.Count; i++)
        {
            var cell = raw.Cells[i];
            if (cell.IsEmpty)
                continue;
            var place = CellName.Of(i, raw.Number);
            if (headings.ColumnAt(i) is not { } column)
            {
                // Cells below an unknown heading are ignored. A cell without any heading is an error, because cells may have shifted.
                if (headings.TextAt(i).Length > 0)
                    continue;
                errors.Add(
                    new(
                        "",
                        FindingCodes.CellWithoutHeading.Code,
                        new(
                            $"单元格{place}没有对应的列名，请补充列名或者清空该单元格。",
                            $"The cell {place} has no heading. Add a heading or clear the cell."
                        )
                    )
                );
                break;
            }
            var name = new Text($"“{headings.TextAt(i)}”（{place}）", $"{headings.TextAt(i)} ({place})");
            if (raw.Merged.GetValueOrDefault(i) is { } range && !CanBeShared(column))
            {
                errors.Add(
                    new(
                        column.Name,
                        FindingCodes.CellMerged.Code,
                        new(
                            $"{name.Zh}是合并单元格{range}的一部分，无法确定该行的内容，请取消合并并逐行填写。",
                            $"{name.En}: the cell is merged as {range}, so what this row has is unknown. Unmerge it and fill in each row."
                        )
                    )
                );
                continue;
            }
            if (raw.Merged.GetValueOrDefault(i) is { } shared && merged.Add((sheets.Count, shared)))
                notices.Add(FileNotices.Merged, Text.Same(shared));
            if (ErrorOf(cell, column, name) is { } error)
                errors.Add(error);
            else
                cells[column.Name] = ValueOf(cell, column, name, sheet.Dates, read);
        }
        return new(raw.Number, cells, errors) { Sheet = sheets.Count - 1, Notices = read.Count > 0 ? read : null };
    }

    // Merged titles and numbers belong to one contract of several rows, merged amounts are a total of several contracts.
    private static bool CanBeShared(Column column) =>
        column.Kind is not (CellKind.Money or CellKind.List) && column.Name is not (NationalForm.Title or NationalForm.NationalNumber);

    private static string FirstCell(RawRow raw) => CellName.Of(raw.Cells.ToList().FindIndex(c => !c.IsEmpty), raw.Number);

    // The notice that explains why a row is not a contract; null if the row is a contract.
    private static Text? WithoutContract(RawRow raw, Headings headings)
    {
        var filled = raw
            .Cells.Select((cell, i) => (Cell: cell, Index: i, Column: headings.ColumnAt(i)))
            .Where(c => !c.Cell.IsEmpty)
            .ToArray();
        var own = filled.Where(c => c.Column is not null).ToArray();
        if (own.Length == 0)
            return filled.All(c => headings.TextAt(c.Index).Length > 0) && filled.Length > 0
                ? FileNotices.Prefilled
                : FileNotices.Leftovers;
        if (own.All(c => c.Cell.IsFormula && !IsNamed(c.Cell, c.Column!)))
            return FileNotices.Prefilled;
        if (own.Any(c => c.Column!.Name is "buyername" or "seller_name" or NationalForm.Kind))
            return null;
        var first = PlainText.Of(filled[0].Cell.Text);
        return Total().IsMatch(first) ? FileNotices.Totals
            : Note().IsMatch(first) ? FileNotices.Notes
            : null;
    }

    // A formula that copies an empty title or party from another cell gives 0, which is no name.
    private static bool IsNamed(RawCell cell, Column column) =>
        column.Name is NationalForm.Title or "buyername" or "seller_name" && cell is { Kind: RawKind.Text, Text: not "0" };

    private static ProblemError? ErrorOf(RawCell cell, Column column, Text name)
    {
        if (cell.Kind == RawKind.Error)
            return new(
                column.Name,
                FindingCodes.CellError.Code,
                new(
                    $"{name.Zh}是错误值{cell.Text}，请更正公式或者直接填写内容。",
                    $"{name.En}: the cell has the error {cell.Text}. Correct the formula or enter the value."
                )
            );
        if (cell.Kind == RawKind.Uncalculated)
            return new(
                column.Name,
                FindingCodes.FormulaUncalculated.Code,
                new(
                    $"{name.Zh}是尚未计算的公式，请在Excel中打开文件并保存，或者直接填写内容。",
                    $"{name.En}: the formula has not been calculated. Open the file in Excel and save it, or enter the value."
                )
            );
        if (cell.Text.Length > ImportLimits.CellCharacters)
            return new(
                column.Name,
                FindingCodes.CellTooLong.Code,
                new(
                    $"{name.Zh}的内容超过{ImportLimits.CellCharacters}个字符，请缩短。",
                    $"{name.En}: the cell can have at most {ImportLimits.CellCharacters} characters. Shorten it."
                )
            );
        var isLost =
            cell.Kind == RawKind.Number
            && column.Kind is CellKind.Text or CellKind.Code
            && cell.Text.TrimStart('-').TakeWhile(char.IsAsciiDigit).Count() > DigitsOfAWorkbook;
        return isLost
            ? new(
                column.Name,
                FindingCodes.DigitsLost.Code,
                new(
                    $"{name.Zh}的数字超过{DigitsOfAWorkbook}位，Excel不能完整保存，请将该列设为文本格式后重新填写。",
                    $"{name.En}: the number has more than {DigitsOfAWorkbook} digits, which Excel cannot keep. Format the column "
                        + "as text and enter it again."
                )
            )
            : null;
    }

    private static string ValueOf(RawCell cell, Column column, Text name, SerialDates dates, List<ProblemError> read)
    {
        var moment = cell.Kind switch
        {
            RawKind.Moment => DateTime.Parse(cell.Text, CultureInfo.InvariantCulture),
            RawKind.Number when column.Kind == CellKind.Date => dates.MomentOf(decimal.Parse(cell.Text, CultureInfo.InvariantCulture)),
            _ => null,
        };
        if (moment is not { } at)
            return cell.Text;
        var day = DayOf(at, column);
        if (day > DateOnly.FromDateTime(at))
            read.Add(
                new(
                    column.Name,
                    FindingCodes.DateRounded.Code,
                    new(
                        $"{name.Zh}的时间是{at:yyyy年M月d日}{at:HH:mm:ss}，已按{day:yyyy年M月d日}读取，请核对。",
                        $"{name.En}: the cell has {at:yyyy-MM-dd HH:mm:ss} and was read as {day:yyyy-MM-dd}. Check it."
                    )
                )
            );
        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    // Some programs store a date as a time up to a minute before it. Exception: 23:59:59 on the last day of a term.
    private static DateOnly DayOf(DateTime moment, Column column)
    {
        var left = TimeSpan.FromDays(1) - moment.TimeOfDay;
        var isEndOfTerm = column.Name == NationalForm.EffectiveTo && left == TimeSpan.FromSeconds(1);
        return DateOnly.FromDateTime(left <= TimeSpan.FromMinutes(1) && !isEndOfTerm ? moment.Date.AddDays(1) : moment.Date);
    }

    [GeneratedRegex("^(本[页月季年]|[0-9]+月|第.季度|[0-9]+年度?)?(合计|总计|小计|共计|累计|总和)([:：(（0-9].*)?$")]
    private static partial Regex Total();

    [GeneratedRegex(
        "^(注|备注|说明|填表说明|填报说明|填表人|制表人?|填报人|经办人|审核人?|复核人?|负责人|填报单位|填表单位|填报日期|填表日期|制表日期|联系人|联系电话)[0-9]?[:：(（]"
    )]
    private static partial Regex Note();
}
