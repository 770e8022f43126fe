using System.Globalization;
using System.IO.Compression;
using TechTransfer.Kernel;

namespace TechTransfer.Hosting;

/// <summary>
/// A PDF is refused when it is encrypted, when it can run something (scripts, programs, dynamic forms, rich media), and when its end is missing. What readers find
/// through the cross-reference table may lie anywhere, in a comment or inside a stream's data; so every place that looks like the start of an object is read
/// as one, and the content of object streams as well. Only names count: a page that speaks about JavaScript is a page. Embedded files are taken, since bank
/// slips and invoices carry their data so, and no reader opens them by itself.
/// </summary>
internal sealed class PdfCheck
{
    private const int TailLength = 2048;
    private const int MostObjects = 500_000;
    private const int MostNested = 256;
    private const int LargestObjectStream = 16 * 1024 * 1024;
    private const long LargestObjectStreams = 128L * 1024 * 1024;

    private static readonly Dictionary<string, Text> ActiveNames = new()
    {
        ["JavaScript"] = new("JavaScript 脚本", "JavaScript"),
        ["JS"] = new("JavaScript 脚本", "JavaScript"),
        ["Launch"] = new("启动程序的动作", "an action that starts a program"),
        ["XFA"] = new("可带脚本的动态表单（XFA）", "a dynamic form (XFA), which can carry scripts"),
        ["RichMedia"] = new("可执行的富媒体", "rich media, which can run"),
    };

    private readonly Stream file;
    private readonly ByteReader bytes;
    private readonly long budget;
    private long lexed;
    private long unfolded;

    private PdfCheck(Stream file)
    {
        this.file = file;
        bytes = new(file);
        // Objects that overlap are read more than once; a file made to be read over and over is no document.
        budget = 4 * file.Length + 1024 * 1024;
    }

    public static Problem? Of(Stream content)
    {
        var check = new PdfCheck(content);
        return check.Tail() ?? check.Objects();
    }

    private Problem? Tail()
    {
        var length = (int)Math.Min(file.Length, TailLength);
        var tail = new byte[length];
        file.Position = file.Length - length;
        file.ReadExactly(tail);
        return tail.AsSpan().IndexOf("%%EOF"u8) >= 0 && tail.AsSpan().IndexOf("startxref"u8) >= 0 ? null : DocumentCheck.Broken("PDF 不完整，缺少文件尾", "the PDF's end is missing");
    }

    private Problem? Objects()
    {
        if (Starts() is not { } starts) return TooManyObjects();
        foreach (var start in starts)
        {
            if (Object(start) is { } problem) return problem;
            if (lexed > budget) return Unreadable();
        }
        return starts.Count > 0 ? null : DocumentCheck.Broken("PDF 没有内容", "the PDF has no objects");
    }

    // Where "obj" stands after a number or at the start of a line, and where a trailer is; null when there are more than any document has.
    private List<long>? Starts()
    {
        var starts = new List<long>();
        var buffer = new byte[64 * 1024];
        const int overlap = 64;
        file.Position = 0;
        var (offset, kept) = (0L, 0);
        int read;
        while ((read = file.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var window = buffer.AsSpan(0, kept + read);
            Find(window, "obj"u8, kept, offset, starts);
            Find(window, "trailer"u8, kept, offset, starts);
            if (starts.Count > MostObjects) return null;
            kept = Math.Min(overlap, window.Length);
            window[^kept..].CopyTo(buffer);
            offset += window.Length - kept;
        }
        return starts;
    }

    private static void Find(ReadOnlySpan<byte> window, ReadOnlySpan<byte> word, int kept, long offset, List<long> starts)
    {
        for (int at = 0, next; (next = window[at..].IndexOf(word)) >= 0; at += next + 1)
        {
            var found = at + next;
            // What ends in the part that was kept was found in the window before.
            if (found + word.Length > kept && (word.Length > 3 || FollowsNumber(window[..found]))) starts.Add(offset + found + word.Length);
        }
    }

    private static bool FollowsNumber(ReadOnlySpan<byte> before)
    {
        var end = before.Length;
        while (end > 0 && PdfLexer.IsWhite(before[end - 1]))
        {
            if (before[end - 1] is (byte)'\r' or (byte)'\n') return true;
            end--;
        }
        return end == 0 || char.IsAsciiDigit((char)before[end - 1]);
    }

    private Problem? Object(long start)
    {
        bytes.Seek(start);
        var lexer = new PdfLexer(bytes);
        var dictionary = new PdfDictionary();
        try
        {
            while (true)
            {
                var token = lexer.Next();
                if (lexer.Position - start + lexed > budget) return Unreadable();
                if (token == PdfToken.End) return null;
                if (token == PdfToken.Name && Fault(lexer.Text) is { } problem) return problem;
                if (lexer.Nested > MostNested) return TooDeep();
                dictionary.Take(token, lexer.Text);
                if (token != PdfToken.Word) continue;
                if (lexer.Text == "stream") return dictionary.IsObjectStream ? ObjectStream(dictionary, lexer.Position) : null;
                if (lexer.Text is "endobj" or "obj" or "startxref" or "endstream") return null;
            }
        }
        finally
        {
            lexed += lexer.Position - start;
        }
    }

    private Problem? ObjectStream(PdfDictionary dictionary, long start)
    {
        if (dictionary.First is not { } first || dictionary.IsPredicted) return Unreadable();
        bytes.Seek(start);
        if (bytes.Peek() == '\r') bytes.Read();
        if (bytes.Peek() == '\n') bytes.Read();
        file.Position = bytes.Position;
        bytes.Forget();
        using var content = new MemoryStream();
        switch (dictionary.Filters)
        {
            case []:
                if (dictionary.Length is not { } length || length > LargestObjectStream || !TryCopy(file, content, length)) return Unreadable();
                break;
            case ["FlateDecode" or "Fl"]:
                try
                {
                    using var inflated = new ZLibStream(file, CompressionMode.Decompress, leaveOpen: true);
                    if (!TryInflate(inflated, content)) return DocumentCheck.Oversized("对象流压缩比异常", "its object streams are compressed beyond measure");
                }
                catch (InvalidDataException)
                {
                    return Unreadable();
                }
                break;
            default:
                return Unreadable();
        }
        unfolded += content.Length;
        return unfolded > LargestObjectStreams ? DocumentCheck.Oversized("对象流过大", "its object streams are too large") : ObjectsIn(content, first);
    }

    // The header says where each object starts; each is read from there to the start of the next.
    private static Problem? ObjectsIn(MemoryStream content, int first)
    {
        if (first > content.Length) return Unreadable();
        var bytes = new ByteReader(content, 4096);
        bytes.Seek(0);
        var header = new PdfLexer(bytes);
        var starts = new SortedSet<long> { first };
        for (var index = 0; bytes.Position < first && header.Next() == PdfToken.Word; index++)
        {
            if (index % 2 == 0) continue;
            if (!int.TryParse(header.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) || first + (long)offset > content.Length) return Unreadable();
            starts.Add(first + (long)offset);
            if (starts.Count > MostObjects) return TooManyObjects();
        }
        var ends = starts.Skip(1).Append(content.Length).ToArray();
        foreach (var (start, end) in starts.Zip(ends))
        {
            bytes.Seek(start);
            var lexer = new PdfLexer(bytes);
            while (bytes.Position < end && lexer.Next() is var token and not PdfToken.End)
            {
                if (token == PdfToken.Name && Fault(lexer.Text) is { } problem) return problem;
                if (lexer.Nested > MostNested) return TooDeep();
            }
        }
        return null;
    }

    private static bool TryCopy(Stream from, MemoryStream to, long length)
    {
        var buffer = new byte[16 * 1024];
        while (length > 0)
        {
            var read = from.Read(buffer, 0, (int)Math.Min(length, buffer.Length));
            if (read == 0) return false;
            to.Write(buffer, 0, read);
            length -= read;
        }
        return true;
    }

    private static bool TryInflate(ZLibStream from, MemoryStream to)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = from.Read(buffer)) > 0)
        {
            to.Write(buffer, 0, read);
            if (to.Length > LargestObjectStream) return false;
        }
        return true;
    }

    private static Problem? Fault(string name)
    {
        if (name == "Encrypt") return Problem.Of(Catalogue.DocumentEncrypted);
        return ActiveNames.TryGetValue(name, out var what) ? Problem.Of(Catalogue.DocumentActive, ("what", what)) : null;
    }

    private static Problem TooManyObjects() => DocumentCheck.Oversized("PDF 对象过多", "the PDF has too many objects");

    private static Problem TooDeep() => DocumentCheck.Oversized("PDF 对象嵌套过深", "the PDF's objects are nested too deeply");

    private static Problem Unreadable() => DocumentCheck.Broken("PDF 结构无法检查，请重新打印为 PDF", "the PDF's structure cannot be checked: print it to a PDF anew");
}
