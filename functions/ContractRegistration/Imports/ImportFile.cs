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
                    $"截至第{raw.Number}行，相邻各行的文字过多。",
                    $"Up to row {raw.Number}, neighbouring rows hold too much text."
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
                        new($"没有名为“{shown}”的列，请改名或删除。", $"There is no column '{shown}': rename it or take it out.")
                    )
                );
            }
            else if (column is not null && columns.Contains(column))
            {
                errors.Add(
                    new(
                        column.Name,
                        FindingCodes.ColumnRepeated.Code,
                        new($"“{column.Heading}”列出现多次。", $"The column {column.Name} stands there more than once.")
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
                    new($"缺少“{c.Heading}”（{c.Name}）列。", $"The column {c.Name} ({c.Heading}) is missing.")
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
                        new($"第{i + 1}格没有对应的列名。", $"Cell {i + 1} stands under no heading.")
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
                new($"单元格是错误值{cell.Text}。", $"The cell holds the error {cell.Text}.")
            );
        if (cell.Text.Length > ImportLimits.CellCharacters)
            return new(
                column.Name,
                FindingCodes.CellTooLong.Code,
                new($"单元格超过{ImportLimits.CellCharacters}个字符。", $"The cell has more than {ImportLimits.CellCharacters} characters.")
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
                    "工作簿只保留15位有效数字，请将该列设为文本格式后重新填写。",
                    "A workbook keeps 15 digits of a number: format the column as text and fill it in again."
                )
            )
            : null;
    }

    private static string DateText(string digits, SerialDates dates) =>
        dates.DateOf(decimal.Parse(digits, CultureInfo.InvariantCulture)) is { } date
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : digits;
}
