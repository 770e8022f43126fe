using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Spreadsheets;

/// <summary>Writes an xlsx workbook row by row. The package is written sequentially as a plain ZIP, since the packaging API would keep
/// the whole sheet in memory. Codes are text cells, so that a spreadsheet does not change their digits.</summary>
public static class XlsxFile
{
    /// <summary>Excel's limit for the text of a cell, in UTF-16 characters. Texts of this length or more are not written.</summary>
    public const int LongestCell = 32_767;

    private const uint DateStyle = 1;
    private const uint MoneyStyle = 2;
    private const uint HeadStyle = 3;

    /// <summary>Writes a workbook with one sheet. Returns null, or the first cell whose text has <see cref="LongestCell"/> or more
    /// characters (rows counted from 0 without the headings); the output is then incomplete and must be discarded.</summary>
    /// <param name="output">Need not be seekable.</param>
    /// <param name="sheetName">1 to 31 characters that XML and Excel allow in sheet names.</param>
    /// <param name="headings">The first row.</param>
    /// <param name="rows">Values that <see cref="ExportCell.TextOf"/> accepts, as many per row as there are headings.</param>
    /// <param name="cancellation">Cancels writing.</param>
    public static async Task<(int Row, int Column)?> WriteAsync(
        Stream output,
        string sheetName,
        IReadOnlyList<string> headings,
        IAsyncEnumerable<object?[]> rows,
        CancellationToken cancellation
    )
    {
        using var package = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in PartsOf(sheetName))
            Write(package, name, content);

        using var sheet = package.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        using var writer = OpenXmlWriter.Create(sheet, Encoding.UTF8);
        writer.WriteStartDocument();
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(
            new SheetViews(
                new SheetView(
                    new Pane
                    {
                        VerticalSplit = 1,
                        TopLeftCell = "A2",
                        ActivePane = PaneValues.BottomLeft,
                        State = PaneStateValues.Frozen,
                    }
                )
                {
                    WorkbookViewId = 0,
                }
            )
        );
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, 1, headings, HeadStyle);
        var number = 1;
        await foreach (var values in rows.WithCancellation(cancellation))
        {
            var tooLong = Array.FindIndex(values, v => v is string text && text.Length >= LongestCell);
            if (tooLong >= 0)
                return (number - 1, tooLong);
            WriteRow(writer, ++number, values, null);
        }
        writer.WriteEndElement();
        writer.WriteEndElement();
        return null;
    }

    private static void WriteRow(OpenXmlWriter writer, int number, IEnumerable<object?> values, uint? style)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)number });
        var column = 0;
        foreach (var value in values)
        {
            var reference = $"{ColumnName(column++)}{number}";
            if (CellOf(value) is not { } cell)
                continue;
            cell.CellReference = reference;
            if (style is { } given)
                cell.StyleIndex = given;
            writer.WriteElement(cell);
        }
        writer.WriteEndElement();
    }

    private static Cell? CellOf(object? value) =>
        value switch
        {
            null or "" => null,
            Yuan amount => new() { CellValue = new(ExportCell.TextOf(amount)), StyleIndex = MoneyStyle },
            // A workbook stores 15 digits of a number: write longer numbers as text.
            decimal number when ExportCell.TextOf(number).Count(char.IsAsciiDigit) <= 15 => new()
            {
                CellValue = new(ExportCell.TextOf(number)),
            },
            int number => new() { CellValue = new(ExportCell.TextOf(number)) },
            // The calendar of workbooks has a wrong 29 February 1900, so earlier dates are written as text.
            DateOnly date when date >= new DateOnly(1900, 3, 1) => new()
            {
                CellValue = new((date.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture)),
                StyleIndex = DateStyle,
            },
            _ => new()
            {
                DataType = CellValues.InlineString,
                InlineString = new(
                    new DocumentFormat.OpenXml.Spreadsheet.Text(XlsxText.Encode(FormulaGuard.Put(ExportCell.TextOf(value))))
                    {
                        Space = SpaceProcessingModeValues.Preserve,
                    }
                ),
            },
        };

    private static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            name = (char)('A' + (rest - 1) % 26) + name;
        return name;
    }

    private static void Write(ZipArchive package, string name, string content)
    {
        using var part = new StreamWriter(package.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + content);
    }

    private static (string Name, string Content)[] PartsOf(string sheetName) =>
        [
            (
                "[Content_Types].xml",
                """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
                """
            ),
            (
                "_rels/.rels",
                """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """
            ),
            (
                "xl/workbook.xml",
                $"""
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
                """
            ),
            (
                "xl/styles.xml",
                """
                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>
                """
            ),
        ];
}
