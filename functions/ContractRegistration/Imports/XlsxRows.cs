using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TechTransfer.Spreadsheets;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>
/// Reads the first visible sheet of an xlsx workbook row by row. Of the package only the shared strings stand in memory, and they are bounded; what would
/// unpack to more than a file of 50 MB can need is refused before it is unpacked.
/// </summary>
public static class XlsxRows
{
    private const long LargestUnpacked = 256L * 1024 * 1024;
    private const int MostParts = 2000;
    private const int MostSharedCharacters = 48 * 1024 * 1024;
    private const int MostColumns = 1024;
    // What a workbook keeps of a number.
    private const int SignificantDigits = 15;

    /// <summary>The calendar that the workbook counts days by.</summary>
    /// <exception cref="ImportFileException">It is no readable workbook.</exception>
    public static SerialDates DatesOf(Stream file) =>
        Opened(file, document => new SerialDates(document.WorkbookPart!.Workbook.WorkbookProperties?.Date1904?.Value == true));

    /// <summary>The rows. The stream must be seekable.</summary>
    /// <exception cref="ImportFileException">It is no readable workbook.</exception>
    public static IEnumerable<RawRow> Read(Stream file)
    {
        using var document = Open(file);
        var (sheet, shared) = Parts(document);
        using var reader = Reading(() => OpenXmlReader.Create(sheet));
        var next = 1;
        while (Reading(reader.Read))
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            var row = Reading(() => ReadRow(reader, shared, next));
            next = row.Number + 1;
            yield return row;
        }
    }

    private static T Opened<T>(Stream file, Func<SpreadsheetDocument, T> read)
    {
        using var document = Open(file);
        return Reading(() => read(document));
    }

    private static SpreadsheetDocument Open(Stream file)
    {
        file.Position = 0;
        Span<byte> head = stackalloc byte[4];
        if (file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head is [0xD0, 0xCF, 0x11, 0xE0])
        {
            throw ImportFileException.Unreadable("文件是旧版 .xls 或已加密，请另存为未加密的 .xlsx。", "The file is an old .xls or encrypted: save it as .xlsx without a password.");
        }
        file.Position = 0;
        return Reading(() =>
        {
            using (var package = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
            {
                // The sizes that the directory states are those that unpacking stops at.
                if (package.Entries.Count > MostParts || package.Entries.Sum(e => e.Length) > LargestUnpacked) throw TooMuch();
            }
            file.Position = 0;
            var document = SpreadsheetDocument.Open(file, isEditable: false, new OpenSettings { MaxCharactersInPart = LargestUnpacked });
            if (document.WorkbookPart?.Workbook is not null) return document;
            document.Dispose();
            throw new InvalidDataException("There is no workbook in it.");
        });
    }

    private static (WorksheetPart Sheet, IReadOnlyList<string> Shared) Parts(SpreadsheetDocument document) => Reading(() =>
    {
        var workbook = document.WorkbookPart!;
        var visible = workbook.Workbook.Sheets?.Elements<Sheet>().Where(s => s.State is null || s.State.Value == SheetStateValues.Visible) ?? [];
        var sheet = visible.Select(s => s.Id?.Value is { } id ? workbook.GetPartById(id) : null).OfType<WorksheetPart>().FirstOrDefault()
            ?? throw ImportFileException.Unreadable("工作簿中没有可见的工作表。", "The workbook has no visible sheet.");
        return (sheet, (IReadOnlyList<string>)SharedStrings(workbook.SharedStringTablePart));
    });

    private static List<string> SharedStrings(SharedStringTablePart? part)
    {
        var strings = new List<string>();
        if (part is null) return strings;
        var characters = 0L;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement) continue;
            var text = TextOf((SharedStringItem)reader.LoadCurrentElement()!);
            characters += text.Length + 16;
            if (characters > MostSharedCharacters) throw TooMuch();
            strings.Add(text);
        }
        return strings;
    }

    private static RawRow ReadRow(OpenXmlReader reader, IReadOnlyList<string> shared, int next)
    {
        var given = reader.Attributes.FirstOrDefault(a => a.LocalName == "r").Value;
        var number = given is null ? next : int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture);
        if (number < next) throw new InvalidDataException("The rows are out of order.");
        var cells = new List<RawCell>();
        var following = 0;
        if (!reader.ReadFirstChild()) return new(number, cells);
        do
        {
            if (reader.ElementType != typeof(Cell)) continue;
            var cell = (Cell)reader.LoadCurrentElement()!;
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : following;
            if (column < following) throw new InvalidDataException("The cells are out of order.");
            following = column + 1;
            var value = Value(cell, shared);
            if (value.IsEmpty) continue;
            if (column >= MostColumns) throw TooMuch();
            while (cells.Count < column) cells.Add(new(""));
            cells.Add(value);
        }
        while (reader.ReadNextSibling());
        return new(number, cells);
    }

    private static RawCell Value(Cell cell, IReadOnlyList<string> shared)
    {
        var text = cell.CellValue?.Text ?? "";
        if (cell.DataType?.Value is not { } type || type == CellValues.Number) return text.Length == 0 ? new("") : new(Digits(text), RawKind.Number);
        return type switch
        {
            CellValues.SharedString => text.Length == 0 ? new("") : new(FormulaGuard.Take(shared[int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)])),
            CellValues.InlineString => new(FormulaGuard.Take(cell.InlineString is { } inline ? TextOf(inline) : "")),
            CellValues.Boolean => new(text == "1" ? "是" : "否"),
            CellValues.Error => new(text, RawKind.Error),
            _ => new(FormulaGuard.Take(XlsxText.Decode(text))),
        };
    }

    // The reading aid above Chinese characters (rPh) is not part of the text.
    private static string TextOf(RstType item) =>
        XlsxText.Decode(string.Concat(item.Elements().Select(e => e switch { Text text => text.Text, Run run => run.Text?.Text ?? "", _ => "" })));

    // A workbook keeps binary fractions: 0.1 may stand there as 0.10000000000000001. Fifteen digits are what it shows and what was meant.
    private static string Digits(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) throw new InvalidDataException("A number is none.");
        var whole = decimal.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(SignificantDigits - (whole == "0" ? 0 : whole.Length), 0, 28);
        return decimal.Round(number, decimals, MidpointRounding.AwayFromZero).ToString("0.############################", CultureInfo.InvariantCulture);
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetterUpper))
        {
            column = column * 26 + letter - 'A' + 1;
            if (column > 16384) break;
        }
        return column is > 0 and <= 16384 ? column - 1 : throw new InvalidDataException("A cell is nowhere.");
    }

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is InvalidDataException or OpenXmlPackageException or FileFormatException or XmlException or FormatException or OverflowException
            or InvalidOperationException or ArgumentException or KeyNotFoundException or NotSupportedException)
        {
            throw ImportFileException.Unreadable("文件不是完好的 .xlsx 工作簿，请重新保存后再试。", "The file is not a sound .xlsx workbook: save it again and retry.");
        }
    }

    private static ImportFileException TooMuch() =>
        ImportFileException.Unreadable("工作簿解压后过大，请拆分或另存为 CSV。", "The workbook unpacks to too much: split it, or save it as CSV.");
}
