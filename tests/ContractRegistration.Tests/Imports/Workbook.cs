using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TechTransfer.ContractRegistration.Tests.Imports;

internal static class Workbook
{
    public static Cell Inline(string text) =>
        new() { DataType = CellValues.InlineString, InlineString = new(new Text(text) { Space = SpaceProcessingModeValues.Preserve }) };

    public static Cell Shared(int index) => new() { DataType = CellValues.SharedString, CellValue = new($"{index}") };

    public static Cell Number(string text) => new() { CellValue = new(text) };

    public static byte[] Of(IEnumerable<IEnumerable<string>> lines) => Of([.. lines.Select(line => line.Select(Inline))]);

    /// <summary>A workbook with one sheet of these cells. A cell without a reference follows the cell before it.</summary>
    public static byte[] Of(
        IReadOnlyList<IEnumerable<Cell>> rows,
        IEnumerable<SharedStringItem>? shared = null,
        bool is1904 = false,
        bool hiddenFirst = false
    )
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new(new WorkbookProperties { Date1904 = is1904 });
            var sheets = workbook.Workbook.AppendChild(new Sheets());
            if (hiddenFirst)
                AddSheet(
                    workbook,
                    sheets,
                    "隐藏",
                    [
                        [Inline("说明")],
                    ],
                    SheetStateValues.Hidden
                );
            AddSheet(workbook, sheets, "合同", rows, null);
            if (shared is not null)
                workbook.AddNewPart<SharedStringTablePart>().SharedStringTable = new(shared);
        }
        return file.ToArray();
    }

    private static void AddSheet(
        WorkbookPart workbook,
        Sheets sheets,
        string name,
        IReadOnlyList<IEnumerable<Cell>> rows,
        SheetStateValues? state
    )
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = new(new SheetData(rows.Select(cells => new Row(cells))));
        var sheet = new DocumentFormat.OpenXml.Spreadsheet.Sheet
        {
            Name = name,
            SheetId = (uint)sheets.Count() + 1,
            Id = workbook.GetIdOfPart(part),
        };
        if (state is { } hidden)
            sheet.State = hidden;
        sheets.AppendChild(sheet);
    }
}
