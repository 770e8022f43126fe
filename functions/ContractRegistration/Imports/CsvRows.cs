using System.Text;
using CsvHelper;
using TechTransfer.Spreadsheets;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Reads a csv file (RFC 4180, commas) row by row. UTF-8 with or without its mark; what is no UTF-8 is read as GB18030, which
/// Excel writes in China.</summary>
public static class CsvRows
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = false,
        DetectSeparatorHint = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        IncludeValuesInExceptions = false,
        MaxRecordSize = ImportLimits.RowCharacters,
    };

    /// <summary>The rows. The stream must be seekable.</summary>
    /// <exception cref="ImportFileException">The encoding or the quoting is broken.</exception>
    public static IEnumerable<RawRow> Read(Stream file)
    {
        var encoding = EncodingOf(file);
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        if (text.Peek() == '\uFEFF')
            text.Read();
        using var csv = CsvReader.Create(text, Options, leaveOpen: true);
        for (var number = 1; Next(csv, number); number++)
        {
            var cells = new List<RawCell>();
            for (var i = 0; i < csv.FieldCount; i++)
            {
                var read = csv.GetString(i);
                var cell = new RawCell(FormulaGuard.Take(encoding == Gb18030.Encoding ? Gb18030.Today(read) : read));
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

    private static Encoding EncodingOf(Stream file)
    {
        file.Position = 0;
        Span<byte> mark = stackalloc byte[2];
        if (file.ReadAtLeast(mark, 2, throwOnEndOfStream: false) == 2 && (mark is [0xFF, 0xFE] or [0xFE, 0xFF]))
        {
            throw ImportFileException.Unreadable(
                "文件的文字编码不是导入所需的编码，请在Excel中另存为CSV文件",
                "the file is UTF-16: save it as CSV in UTF-8"
            );
        }
        foreach (var encoding in (ReadOnlySpan<Encoding>)[Utf8(), Gb18030.Encoding])
        {
            if (Decodes(file, encoding))
                return encoding;
        }
        throw ImportFileException.Unreadable(
            "文件的文字编码无法识别，请在Excel中另存为CSV文件",
            "the file is neither UTF-8 nor GB18030: save it as CSV in UTF-8"
        );
    }

    private static bool Decodes(Stream file, Encoding encoding)
    {
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[32 * 1024];
        try
        {
            while (text.Read(buffer) is > 0 and var read)
            {
                // No text file holds a NUL; whatever holds one is another kind of file.
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
