using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using TechTransfer.Spreadsheets;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>
/// Reads the sheets of an XLSX workbook row by row. Only the shared strings are held in memory, with a limit. A package that would unpack
/// to more than 256 MiB is refused before unpacking, and XML depth and sizes are limited.
/// </summary>
public static class XlsxRows
{
    private const long LargestUnpacked = 256L * 1024 * 1024;
    private const int MaxParts = 2000;
    private const int MaxRelationships = 10_000;
    private const int MaxMergedRanges = 100_000;
    private const int MaxSharedCharacters = 48 * 1024 * 1024;

    // Excel stores numbers with 15 significant digits.
    private const int SignificantDigits = 15;

    /// <summary>Includes hidden sheets. The stream must be seekable.</summary>
    /// <exception cref="ImportFileException">The file is not a readable workbook.</exception>
    public static IEnumerable<RawSheet> Read(Stream file)
    {
        using var package = Open(file);
        var book = Reading(() => BookOf(package));
        if (book.Sheets.All(s => s.IsHidden))
            throw ImportFileException.Unreadable("工作簿中没有可见的工作表", "the workbook has no visible sheet");
        var shared = Reading(() => SharedStrings(book.SharedStrings));
        foreach (var sheet in book.Sheets)
            yield return new(sheet.Name, Rows(sheet, shared)) { IsHidden = sheet.IsHidden, Dates = new(book.Is1904) };
    }

    private static IEnumerable<RawRow> Rows(Sheet sheet, List<string> shared)
    {
        var merged = Reading(() => MergedIn(sheet));
        using var xml = Reading(() => new BoundedXml(sheet.Part.Open()));
        var next = 1;
        if (!Reading(() => Root(xml, "worksheet")))
            yield break;
        while (Reading(() => xml.ReadTo(1)))
        {
            if (xml.Xml.LocalName != "sheetData")
                continue;
            while (Reading(() => xml.ReadTo(2)))
            {
                if (xml.Xml.LocalName != "row")
                    continue;
                var row = Reading(() => ReadRow(xml, shared, next));
                next = row.Number + 1;
                yield return merged.Fill(row);
            }
        }
    }

    // A sheet names its merged cells after its rows, so they are read first.
    private static MergedCells MergedIn(Sheet sheet)
    {
        var references = new List<string>();
        using var xml = new BoundedXml(sheet.Part.Open());
        if (!Root(xml, "worksheet"))
            return new([]);
        while (xml.ReadTo(1))
        {
            if (xml.Xml.LocalName != "mergeCells")
                continue;
            while (xml.ReadTo(2))
            {
                if (references.Count == MaxMergedRanges)
                    throw TooMuch();
                references.Add(xml.Xml.GetAttribute("ref") ?? "");
            }
        }
        return new(references);
    }

    private static ZipArchive Open(Stream file)
    {
        file.Position = 0;
        if (PackageCheck.Directory(file) is { } problem)
            throw problem.Kind == Catalogue.DocumentOversized ? TooMuch() : Broken();
        return Reading(() =>
        {
            var package = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            // The stated sizes can be trusted, because unpacking an entry stops at its stated size.
            if (package.Entries.Count <= MaxParts && package.Entries.Sum(e => e.Length) <= LargestUnpacked)
                return package;
            package.Dispose();
            throw TooMuch();
        });
    }

    private static Book BookOf(ZipArchive package)
    {
        var parts = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in package.Entries)
            parts.TryAdd(entry.FullName, entry);
        var name = Relationships(parts, "").First(r => r.Kind == "officeDocument").Target;
        var relationships = Relationships(parts, name);
        var sheets = relationships.Where(r => r.Kind == "worksheet").GroupBy(r => r.Id).ToDictionary(r => r.Key, r => r.First().Target);
        var shared = relationships.FirstOrDefault(r => r.Kind == "sharedStrings")?.Target;

        using var xml = new BoundedXml(parts[name].Open());
        if (!Root(xml, "workbook"))
            throw new InvalidDataException("There is no workbook in it.");
        var is1904 = false;
        var found = new List<Sheet>();
        while (xml.ReadTo(1))
        {
            if (xml.Xml.LocalName == "workbookPr" && xml.Xml.GetAttribute("date1904") is { } given)
                is1904 = XmlConvert.ToBoolean(given);
            if (xml.Xml.LocalName != "sheets")
                continue;
            while (xml.ReadTo(2))
            {
                // Charts and dialogs are listed as sheets but have no rows.
                if (xml.Xml.LocalName != "sheet" || !sheets.TryGetValue(RelationshipOf(xml.Xml) ?? "", out var part))
                    continue;
                var isHidden = xml.Xml.GetAttribute("state") is not (null or "visible");
                found.Add(new(xml.Xml.GetAttribute("name") ?? "", isHidden, parts[part]));
            }
        }
        return new(is1904, found, shared is null ? null : parts[shared]);
    }

    // Finds the attribute r:id; transitional and strict OOXML use different namespaces.
    private static string? RelationshipOf(XmlReader xml)
    {
        string? id = null;
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && xml.Prefix.Length > 0)
                id = xml.Value;
        }
        xml.MoveToElement();
        return id;
    }

    private static List<Relationship> Relationships(Dictionary<string, ZipArchiveEntry> parts, string source)
    {
        var found = new List<Relationship>();
        var slash = source.LastIndexOf('/') + 1;
        if (!parts.TryGetValue($"{source[..slash]}_rels/{source[slash..]}.rels", out var part))
            return found;
        using var xml = new BoundedXml(part.Open());
        if (!Root(xml, "Relationships"))
            return found;
        while (xml.ReadTo(1))
        {
            if (xml.Xml.GetAttribute("TargetMode") == "External")
                continue;
            if (xml.Xml.GetAttribute("Type") is not { } type || xml.Xml.GetAttribute("Target") is not { } target)
                continue;
            var kind = type[(type.LastIndexOf('/') + 1)..];
            if (kind is not ("officeDocument" or "worksheet" or "sharedStrings"))
                continue;
            if (found.Count == MaxRelationships)
                throw TooMuch();
            var path = new Uri(new Uri($"http://package/{source}"), target).AbsolutePath;
            found.Add(new(xml.Xml.GetAttribute("Id") ?? "", kind, Uri.UnescapeDataString(path).TrimStart('/')));
        }
        return found;
    }

    // Checks the name of the root element and ignores its namespace, because transitional and strict OOXML differ in it.
    private static bool Root(BoundedXml xml, string name) => xml.ReadTo(0) && xml.Xml.LocalName == name;

    private static List<string> SharedStrings(ZipArchiveEntry? part)
    {
        var strings = new List<string>();
        if (part is null)
            return strings;
        var characters = 0L;
        using var xml = new BoundedXml(part.Open());
        if (!Root(xml, "sst"))
            return strings;
        while (xml.ReadTo(1))
        {
            if (xml.Xml.LocalName != "si")
                continue;
            var text = TextIn(xml, 2);
            characters += text.Length + 16;
            if (characters > MaxSharedCharacters)
                throw TooMuch();
            strings.Add(text);
        }
        return strings;
    }

    private static RawRow ReadRow(BoundedXml xml, List<string> shared, int next)
    {
        var number = xml.Xml.GetAttribute("r") is { } given ? int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture) : next;
        if (number < next)
            throw new InvalidDataException("The rows are out of order.");
        var isHidden = xml.Xml.GetAttribute("hidden") is "1" or "true";
        var cells = new List<RawCell>();
        var following = 0;
        var characters = 0;
        string? leftover = null;
        while (xml.ReadTo(3))
        {
            if (xml.Xml.LocalName != "c")
                continue;
            var column = xml.Xml.GetAttribute("r") is { } reference ? ColumnOf(reference) : following;
            if (column < following)
                throw new InvalidDataException("The cells are out of order.");
            following = column + 1;
            var value = ReadCell(xml, shared, column, number);
            if (value.IsEmpty)
                continue;
            characters += value.Text.Length;
            if (characters > ImportLimits.RowCharacters)
                throw TooMuch();
            if (column >= ImportLimits.Columns)
            {
                leftover ??= CellName.Of(column, number);
                continue;
            }
            while (cells.Count < column)
                cells.Add(new(""));
            cells.Add(value);
        }
        return new(number, cells) { IsHidden = isHidden, Leftover = leftover };
    }

    private static RawCell ReadCell(BoundedXml xml, List<string> shared, int column, int row)
    {
        var type = xml.Xml.GetAttribute("t") ?? "n";
        var (text, inline) = ("", "");
        var isFormula = false;
        while (xml.ReadTo(4))
        {
            if (xml.Xml.LocalName == "v")
                text = xml.ReadText();
            else if (xml.Xml.LocalName == "is")
                inline = TextIn(xml, 5);
            else if (xml.Xml.LocalName == "f")
                isFormula = true;
        }
        if (isFormula && text.Length == 0 && type == "n")
            return new("=", RawKind.Uncalculated) { IsFormula = true };
        try
        {
            return ValueOf(type, text, inline, shared) with { IsFormula = isFormula };
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException or OverflowException or ArgumentException)
        {
            var cell = CellName.Of(column, row);
            throw ImportFileException.Unreadable(
                $"单元格{cell}的内容已损坏，请在Excel中重新填写该单元格并保存",
                $"the cell {cell} is damaged; enter it again in Excel and save the file"
            );
        }
    }

    private static RawCell ValueOf(string type, string text, string inline, List<string> shared) =>
        type switch
        {
            "n" => text.Length == 0 ? new("") : new(Digits(text), RawKind.Number),
            "s" when text.Length == 0 => new(""),
            "s" => new(FormulaGuard.Take(shared[int.Parse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture)])),
            "inlineStr" => new(FormulaGuard.Take(inline)),
            "b" => new(text.Trim() is "1" or "true" ? "是" : "否"),
            "e" => new(text, RawKind.Error),
            "d" => Moment(text),
            "str" => new(FormulaGuard.Take(XlsxText.Decode(text))),
            _ => throw new InvalidDataException("A cell is of no known type."),
        };

    // ISO 8601. A time with a zone is converted to China time, except midnight UTC, which programs write for a plain date.
    private static RawCell Moment(string text)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return new(text);
        var hasZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        var local =
            hasZone && text.Contains('T', StringComparison.Ordinal) && moment.UtcDateTime.TimeOfDay != TimeSpan.Zero
                ? moment.ToOffset(ChinaTime.Offset).DateTime
            : hasZone ? moment.UtcDateTime
            : moment.DateTime;
        return new(local.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture), RawKind.Moment);
    }

    // Skips phonetic hints above Chinese characters (rPh), which are not part of the text.
    private static string TextIn(BoundedXml xml, int depth)
    {
        var text = new StringBuilder();
        while (xml.ReadTo(depth))
        {
            if (xml.Xml.LocalName == "t")
                Add();
            else if (xml.Xml.LocalName == "r")
                while (xml.ReadTo(depth + 1))
                    if (xml.Xml.LocalName == "t")
                        Add();
        }
        return XlsxText.Decode(text.ToString());

        void Add()
        {
            text.Append(xml.ReadText());
            if (text.Length > ImportLimits.RowCharacters)
                throw TooMuch();
        }
    }

    // Workbooks store binary fractions, such as 0.10000000000000001 for 0.1. Rounding to 15 digits gives what the workbook shows.
    private static string Digits(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new InvalidDataException("A number is none.");
        var whole = decimal.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(SignificantDigits - (whole == "0" ? 0 : whole.Length), 0, 28);
        return decimal.Round(number, decimals, MidpointRounding.AwayFromZero)
            .ToString("0.############################", CultureInfo.InvariantCulture);
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetterUpper))
        {
            column = column * 26 + letter - 'A' + 1;
            if (column > 16384)
                break;
        }
        return column is > 0 and <= 16384 ? column - 1 : throw new InvalidDataException("A cell is nowhere.");
    }

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlBoundException)
        {
            throw TooMuch();
        }
        catch (Exception broken)
            when (broken
                    is InvalidDataException
                        or XmlException
                        or FormatException
                        or OverflowException
                        or InvalidOperationException
                        or ArgumentException
                        or KeyNotFoundException
                        or NotSupportedException
            )
        {
            throw Broken();
        }
    }

    private static ImportFileException Broken() =>
        ImportFileException.Unreadable(
            "文件已损坏或者不是Excel工作簿，请在Excel中打开并重新保存",
            "the file is damaged or is not an Excel workbook (.xlsx); open it in Excel and save it again"
        );

    private static ImportFileException TooMuch() =>
        ImportFileException.Unreadable(
            "工作簿内容过大或者结构过于复杂，请拆分或者另存为CSV文件",
            "the workbook is too large or too complex when unpacked; split it or save it as CSV"
        );

    private sealed record Book(bool Is1904, IReadOnlyList<Sheet> Sheets, ZipArchiveEntry? SharedStrings);

    private sealed record Sheet(string Name, bool IsHidden, ZipArchiveEntry Part);

    private sealed record Relationship(string Id, string Kind, string Target);
}
