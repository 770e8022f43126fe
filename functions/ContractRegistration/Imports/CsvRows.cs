using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using TechTransfer.Spreadsheets;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>
/// Reads a CSV file (RFC 4180) row by row. The encoding is UTF-8, or GB18030, in which Excel saves CSV files in China, or UTF-16, in which
/// it saves "Unicode text".
/// </summary>
public static partial class CsvRows
{
    private const string Separators = ",;\t|";

    // Number of lines at the start of the file that are searched for the headings.
    private const int LinesLookedAt = 30;
    private const int CharactersLookedAt = 256 * 1024;

    /// <summary>Returns one sheet without a name. The stream must be seekable.</summary>
    /// <exception cref="ImportFileException">
    /// The file has none of these encodings. Reading the rows throws it for invalid quoting.
    /// </exception>
    public static RawSheet Read(Stream file)
    {
        var encoding = EncodingOf(file);
        var (separator, isStated) = SeparatorOf(file, encoding);
        Text?[] notices = [encoding is UnicodeEncoding ? Utf16 : null, separator == ',' ? null : SeparatorName(separator)];
        return new(null, Rows(file, encoding, separator, isStated)) { Notices = [.. notices.OfType<Text>()] };
    }

    private static IEnumerable<RawRow> Rows(Stream file, Encoding encoding, char separator, bool isStated)
    {
        using var text = Open(file, encoding);
        if (isStated)
            text.ReadLine();
        using var csv = CsvReader.Create(text, Options(separator), leaveOpen: true);
        for (var number = isStated ? 2 : 1; Next(csv, number); number++)
        {
            var cells = new List<RawCell>();
            for (var i = 0; i < csv.FieldCount; i++)
            {
                var read = csv.GetString(i);
                var cell = new RawCell(TextOf(encoding == Gb18030.Encoding ? Gb18030.Today(read) : read));
                if (i < ImportLimits.Columns)
                    cells.Add(cell);
                else if (!cell.IsEmpty)
                    throw ImportFileException.Unreadable(
                        $"第{number}行超过{ImportLimits.Columns}列",
                        $"row {number} has more than {ImportLimits.Columns} cells"
                    );
            }
            yield return new(number, cells);
        }
    }

    private static CsvReaderOptions Options(char separator) =>
        new()
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            DetectSeparatorHint = false,
            MalformedData = CsvMalformedDataHandling.Throw,
            IncludeValuesInExceptions = false,
            MaxRecordSize = ImportLimits.RowCharacters,
        };

    private static StreamReader Open(Stream file, Encoding encoding)
    {
        file.Position = 0;
        var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        if (text.Peek() == '\uFEFF')
            text.Read();
        return text;
    }

    // A cell like ="0123" prevents a spreadsheet from reading a code as a number.
    private static string TextOf(string cell) =>
        cell.StartsWith("=\"", StringComparison.Ordinal) && KeptText().Match(cell) is { Success: true } kept
            ? kept.Groups[1].Value
            : FormulaGuard.Take(cell);

    // A first line such as `sep=;` names the separator. Otherwise take the candidate that splits one of the first lines into the most
    // known column headings.
    private static (char Separator, bool IsStated) SeparatorOf(Stream file, Encoding encoding)
    {
        var lines = FirstLines(file, encoding);
        if (Stated().Match(lines[0]) is { Success: true } stated)
            return (stated.Groups[1].Value[0], true);
        var best = Separators.MaxBy(separator => lines.Max(line => HeadingsIn(line, separator)));
        return (best, false);
    }

    private static string[] FirstLines(Stream file, Encoding encoding)
    {
        using var text = Open(file, encoding);
        var start = new char[CharactersLookedAt];
        return [.. new string(start, 0, text.ReadBlock(start)).Split('\n', LinesLookedAt + 1).Take(LinesLookedAt)];
    }

    private static int HeadingsIn(string line, char separator) =>
        line.Length > ImportLimits.CellCharacters
            ? 0
            : line.Split(separator).Count(cell => NationalForm.Find(cell.Trim().Trim('"')) is not null);

    private static Text SeparatorName(char separator) =>
        separator switch
        {
            ';' => new(
                "文件的各列以分号分隔，已按分号读取。",
                "The columns of the file are separated by semicolons and were read accordingly."
            ),
            '\t' => new(
                "文件的各列以制表符分隔，已按制表符读取。",
                "The columns of the file are separated by tabs and were read accordingly."
            ),
            _ => new(
                $"文件的各列以“{separator}”分隔，已按此读取。",
                $"The columns of the file are separated by '{separator}' and were read accordingly."
            ),
        };

    [GeneratedRegex("^=\"((?:[^\"])*)\"$")]
    private static partial Regex KeptText();

    [GeneratedRegex("^\"?sep=(.)\"?[,;\\t]*\\r?$", RegexOptions.IgnoreCase)]
    private static partial Regex Stated();

    private static bool Next(CsvReader csv, int number)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException)
        {
            throw ImportFileException.Unreadable(
                $"第{number}行的引号不成对或者位置不对，或者该行过长",
                $"row {number}: a quotation mark is missing or misplaced, or the row is too long"
            );
        }
    }

    private static readonly Text Utf16 = new("文件的文字为双字节编码，已照此读取。", "The file is in UTF-16 and was read so.");

    private static Encoding EncodingOf(Stream file)
    {
        file.Position = 0;
        Span<byte> mark = stackalloc byte[2];
        var isMarked = file.ReadAtLeast(mark, 2, throwOnEndOfStream: false) == 2 && mark is [0xFF, 0xFE] or [0xFE, 0xFF];
        UnicodeEncoding[] wide = [new(bigEndian: false, true, true), new(bigEndian: true, true, true)];
        Encoding[] candidates = isMarked ? [wide[mark[0] == 0xFE ? 1 : 0]] : [Utf8(), Gb18030.Encoding, .. wide];
        foreach (var encoding in candidates)
        {
            // Nearly any file decodes as UTF-16, so one without a mark must have known headings.
            if (Decodes(file, encoding) && (encoding is not UnicodeEncoding || isMarked || HasHeadings(file, encoding)))
                return encoding;
        }
        throw ImportFileException.Unreadable(
            "文件的文字编码无法识别，请在Excel中另存为CSV文件",
            "the file is neither UTF-8 nor GB18030 nor UTF-16: save it as CSV in UTF-8"
        );
    }

    private static bool HasHeadings(Stream file, Encoding encoding) =>
        Separators.Any(separator => FirstLines(file, encoding).Any(line => HeadingsIn(line, separator) > 0));

    private static bool Decodes(Stream file, Encoding encoding)
    {
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[32 * 1024];
        try
        {
            while (text.Read(buffer) is > 0 and var read)
            {
                // A text file contains no NUL characters, so that this is another kind of file.
                if (buffer.AsSpan(0, read).Contains('\0'))
                    return false;
            }
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static UTF8Encoding Utf8() => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
