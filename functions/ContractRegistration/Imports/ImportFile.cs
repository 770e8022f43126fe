using System.Globalization;
using System.Text.Json.Serialization;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>A row as the background work gets it.</summary>
/// <param name="Number">As a spreadsheet counts it.</param>
/// <param name="Cells">What is not empty, by column name.</param>
/// <param name="Errors">Cells that could not be read as text.</param>
public sealed record ImportRow(
    int Number,
    IReadOnlyDictionary<string, string> Cells,
    [property: JsonPropertyName("faults")] IReadOnlyList<ProblemError> Errors
);

/// <summary>A file's rows under the columns of <see cref="NationalForm"/>.</summary>
public static class ImportFile
{
    public const string Csv = "text/csv";
    public const string Xlsx = DocumentType.Xlsx;

    /// <summary>The rows, those that are empty left out.</summary>
    /// <exception cref="ImportFileException">The file is unreadable, its headings are wrong, it holds no rows or too many.</exception>
    public static IEnumerable<ImportRow> Read(Stream file, string mediaType, ImportMode mode)
    {
        var isWorkbook = mediaType == Xlsx;
        var dates = isWorkbook ? XlsxRows.DatesOf(file) : default;
        IReadOnlyList<Column?>? columns = null;
        var (count, characters) = (0, 0);
        foreach (var raw in isWorkbook ? XlsxRows.Read(file) : CsvRows.Read(file))
        {
            if (raw.IsEmpty)
                continue;
            if (columns is null)
            {
                columns = ColumnsOf(raw, mode);
                continue;
            }
            // Some files repeat the headings as the national system's names.
            if (count == 0 && IsHeading(raw, columns))
                continue;
            if (++count > ImportLimits.Rows)
                throw new ImportFileException(Problem.Of(Catalogue.ImportTooManyRows, ("limit", ImportLimits.Rows)));
            var row = RowOf(raw, columns, dates);
            if (count % ImportLimits.RowsPerPart == 1)
                characters = 0;
            characters += row.Cells.Values.Sum(c => c.Length);
            if (characters > ImportLimits.PartCharacters)
            {
                throw ImportFileException.Unreadable(
                    $"截至第{raw.Number}行，相邻各行的文字过多，请分成几个文件",
                    $"up to row {raw.Number}, neighbouring rows have too much text: split the file"
                );
            }
            yield return row;
        }
        if (count == 0)
            throw new ImportFileException(Problem.Of(Catalogue.ImportFileEmpty));
    }

    private static List<Column?> ColumnsOf(RawRow headings, ImportMode mode)
    {
        var columns = new List<Column?>();
        var errors = new List<ProblemError>();
        foreach (var cell in headings.Cells)
        {
            var heading = cell.Text.Trim();
            var column = heading.Length == 0 ? null : NationalForm.Find(heading);
            if (heading.Length > 0 && column is null)
            {
                var shown = heading.Length > 100 ? heading[..100] : heading;
                errors.Add(
                    new(
                        shown,
                        FindingCodes.ColumnUnknown.Code,
                        new($"没有名为“{shown}”的列，请更正列名或者删除该列。", $"There is no column '{shown}'. Rename it or delete it.")
                    )
                );
            }
            else if (column is not null && columns.Contains(column))
            {
                errors.Add(
                    new(
                        column.Name,
                        FindingCodes.ColumnRepeated.Code,
                        new(
                            $"“{column.Heading}”列重复出现，请删除多余的列。",
                            $"The column {column.Name} ({column.Heading}) is there more than once. Delete one."
                        )
                    )
                );
            }
            columns.Add(column);
        }
        errors.AddRange(
            NationalForm
                .Columns.Where(c => c.IsNeeded(mode) && !columns.Contains(c))
                .Select(c => new ProblemError(
                    c.Name,
                    FindingCodes.ColumnMissing.Code,
                    new($"缺少“{c.Heading}”列，请补充。", $"The column {c.Name} ({c.Heading}) is missing. Add it.")
                ))
        );
        if (errors.Count > 0)
            throw new ImportFileException(Problem.Of(Catalogue.ImportHeadingsWrong, ("count", errors.Count)) with { Errors = errors });
        return columns;
    }

    private static bool IsHeading(RawRow row, IReadOnlyList<Column?> columns) =>
        row.Cells.Count <= columns.Count
        && row.Cells.Select((cell, i) => (cell, i))
            .All(c => c.cell.IsEmpty || (columns[c.i] is { } column && NationalForm.Find(c.cell.Text) == column));

    private static ImportRow RowOf(RawRow raw, IReadOnlyList<Column?> columns, SerialDates dates)
    {
        var cells = new Dictionary<string, string>();
        var cellErrors = new List<ProblemError>();
        for (var i = 0; i < raw.Cells.Count; i++)
        {
            var cell = raw.Cells[i];
            if (cell.IsEmpty)
                continue;
            if (i >= columns.Count || columns[i] is not { } column)
            {
                cellErrors.Add(
                    new(
                        "",
                        FindingCodes.CellWithoutHeading.Code,
                        new(
                            $"该行第{i + 1}个单元格没有对应的列名，请补充列名或者清空该单元格。",
                            $"Cell {i + 1} has no heading. Add a heading or clear the cell."
                        )
                    )
                );
                break;
            }
            if (ErrorOf(cell, column) is { } error)
                cellErrors.Add(error);
            else
                cells[column.Name] = cell.Kind == RawKind.Number && column.Kind == CellKind.Date ? DateText(cell.Text, dates) : cell.Text;
        }
        return new(raw.Number, cells, cellErrors);
    }

    private static ProblemError? ErrorOf(RawCell cell, Column column)
    {
        if (cell.Kind == RawKind.Error)
            return new(
                column.Name,
                FindingCodes.CellError.Code,
                new(
                    $"“{column.Heading}”的单元格是错误值{cell.Text}，请更正公式或者直接填写内容。",
                    $"{column.Heading}: the cell has the error {cell.Text}. Correct the formula or enter the value."
                )
            );
        if (cell.Text.Length > ImportLimits.CellCharacters)
            return new(
                column.Name,
                FindingCodes.CellTooLong.Code,
                new(
                    $"“{column.Heading}”的内容超过{ImportLimits.CellCharacters}个字符，请缩短。",
                    $"{column.Heading}: more than {ImportLimits.CellCharacters} characters. Shorten it."
                )
            );
        var isLost =
            cell.Kind == RawKind.Number
            && column.Kind is CellKind.Text or CellKind.Code
            && cell.Text.TrimStart('-').TakeWhile(char.IsAsciiDigit).Count() > 15;
        return isLost
            ? new(
                column.Name,
                FindingCodes.DigitsLost.Code,
                new(
                    $"“{column.Heading}”的数字超过15位，Excel不能完整保存，请将该列设为文本格式后重新填写。",
                    $"{column.Heading}: a workbook keeps only 15 digits of a number. Format the column as text and fill it in again."
                )
            )
            : null;
    }

    private static string DateText(string digits, SerialDates dates) =>
        dates.DateOf(decimal.Parse(digits, CultureInfo.InvariantCulture)) is { } date
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : digits;
}
