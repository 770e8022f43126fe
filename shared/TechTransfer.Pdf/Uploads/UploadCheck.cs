using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Uploads;

/// <summary>
/// Refuses a PDF that is encrypted, incomplete, or contains anything executable. Readers repair damaged files, and cross references may
/// point into comments or stream data; therefore every place that looks like an object is checked, including compressed objects. Only PDF
/// names count, so a page may mention JavaScript. Embedded files are allowed: bank slips and invoices contain their data in them, and
/// readers do not open them automatically.
/// </summary>
public sealed class UploadCheck
{
    private const int TailLength = 2048;
    private const int MaxObjects = 500_000;

    // Higher than the parser's limit, because picture data may contain bytes that look like opening brackets.
    private const int MaxNested = 256;

    private static readonly Dictionary<string, UploadProblem> RefusedNames = new()
    {
        ["Encrypt"] = UploadProblem.Encrypted,
        ["JavaScript"] = UploadProblem.Script,
        ["JS"] = UploadProblem.Script,
        ["Launch"] = UploadProblem.Launch,
        ["XFA"] = UploadProblem.DynamicForm,
        ["RichMedia"] = UploadProblem.RichMedia,
    };

    private readonly ReadOnlyMemory<byte> file;
    private readonly ReadingBudget budget;
    private int objects;

    private UploadCheck(ReadOnlyMemory<byte> file) => (this.file, budget) = (file, ReadingBudget.ForUpload(file.Length));

    /// <summary>Returns the first problem found; null when the file is acceptable.</summary>
    public static UploadProblem? Of(ReadOnlyMemory<byte> file)
    {
        var tail = file.Span[^Math.Min(file.Length, TailLength)..];
        if (tail.IndexOf("%%EOF"u8) < 0 || tail.IndexOf("startxref"u8) < 0)
            return UploadProblem.Truncated;
        var check = new UploadCheck(file);
        try
        {
            return check.Places("obj"u8, needsNumber: true)
                ?? check.Places("trailer"u8, needsNumber: false)
                ?? (check.objects == 0 ? UploadProblem.Empty : null);
        }
        catch (PdfException)
        {
            return UploadProblem.Unreadable;
        }
    }

    private UploadProblem? Places(ReadOnlySpan<byte> word, bool needsNumber)
    {
        var bytes = file.Span;
        for (int at = 0, ahead; (ahead = bytes[at..].IndexOf(word)) >= 0; )
        {
            at += ahead + word.Length;
            if (needsNumber && !FollowsNumber(bytes[..(at - word.Length)]))
                continue;
            if (++objects > MaxObjects)
                return UploadProblem.TooManyObjects;
            if (Object(at) is { } problem)
                return problem;
        }
        return null;
    }

    // Also true at the start of a line, since a comment may separate the number, on the line before, from "obj".
    private static bool FollowsNumber(ReadOnlySpan<byte> before)
    {
        var end = before.Length;
        while (end > 0 && Characters.IsWhiteSpace(before[end - 1]))
        {
            if (before[end - 1] is (byte)'\r' or (byte)'\n')
                return true;
            end--;
        }
        return end == 0 || Characters.IsDigit(before[end - 1]);
    }

    private UploadProblem? Object(int start)
    {
        var tokens = new Tokenizer(file.Span, start, budget);
        var (nested, hasType, hasCount, hasFirst, hasPredictor) = (0, false, false, false, false);
        while (true)
        {
            var token = tokens.Next();
            if (IsTooDeep(token, ref nested))
                return UploadProblem.TooDeep;
            switch (token)
            {
                case Token.End:
                    return null;
                case Token.Name:
                    var name = tokens.Name();
                    if (RefusedNames.TryGetValue(name, out var problem))
                        return problem;
                    hasType |= name == "ObjStm";
                    hasCount |= name == "N";
                    hasFirst |= name == "First";
                    hasPredictor |= name == "Predictor";
                    break;
                case Token.Word when tokens.Is("ObjStm"u8):
                    hasType = true;
                    break;
                case Token.Word when tokens.Is("stream"u8):
                    return hasType || (hasCount && hasFirst) ? Stream(start, tokens.Position, hasPredictor) : null;
                case Token.Word when tokens.Is("endobj"u8) || tokens.Is("obj"u8) || tokens.Is("startxref"u8) || tokens.Is("endstream"u8):
                    return null;
            }
        }
    }

    // A cross reference can make any stream an object stream, even one without the right type.
    private UploadProblem? Stream(int start, int dataStart, bool hasPredictor)
    {
        var parser = new ObjectParser(file.Span, start, budget);
        if (parser.Value() is not PdfDictionary dictionary || !parser.TryKeyword("stream"u8) || parser.Position != dataStart)
        {
            throw PdfException.Broken("A stream's dictionary is damaged.");
        }
        var isPacked =
            dictionary["Type"] is PdfName { Value: "ObjStm" } || (dictionary["N"] is not null && dictionary["First"] is not null);
        if (!isPacked)
            return null;
        // Readers apply predictors to object streams differently, and writers do not need them there.
        return hasPredictor ? throw PdfException.Broken("An object stream is predicted.") : Packed(dictionary, dataStart);
    }

    private UploadProblem? Packed(PdfDictionary dictionary, int dataStart)
    {
        // Readers disagree about which of two equal keys counts, and the other unusual entries could hide objects as well.
        if (
            dictionary.HasDuplicateKeys
            || dictionary["F"] is not null
            || dictionary["DP"] is not null
            || !IsDirect(dictionary["DecodeParms"])
            || dictionary["N"] is not PdfInteger { Value: >= 0 and <= int.MaxValue and var count }
            || dictionary["First"] is not PdfInteger { Value: >= 0 and <= int.MaxValue and var first }
        )
        {
            throw PdfException.Broken("An object stream is described in an unusual way.");
        }
        var bytes = file.Span[dataStart..];
        if (bytes.StartsWith("\r"u8))
            bytes = bytes[1..];
        if (bytes.StartsWith("\n"u8))
            bytes = bytes[1..];
        byte[] content;
        try
        {
            content = Unpacked(dictionary, file.Length - bytes.Length);
        }
        catch (PdfException e) when (e.Problem == PdfProblem.TooComplex)
        {
            return UploadProblem.Inflates;
        }
        budget.AllowParsed(content.Length);
        return Contents(content, count, first);
    }

    // Readers tolerate a missing or wrong length; compressed data marks its own end.
    private byte[] Unpacked(PdfDictionary dictionary, int start) =>
        (StreamData.Single(dictionary["Filter"]), dictionary["Length"]) switch
        {
            (PdfName { Value: "FlateDecode" }, _) => StreamData.Inflate(file[start..], budget),
            (null, PdfInteger { Value: >= 0 and <= int.MaxValue and var length }) => StreamData.Unpack(
                file,
                new PdfStream(dictionary, start),
                (int)length,
                budget
            ),
            _ => throw PdfException.Broken("An object stream is packed by a method that is not read here."),
        };

    private static bool IsDirect(PdfObject? parameters) =>
        parameters switch
        {
            null or PdfNull or PdfDictionary => true,
            PdfArray { Items: var items } => items.TrueForAll(IsDirect),
            _ => false,
        };

    // Reads each object from its offset in the header to the next object's offset.
    // The header is read both by its count and to its end, since readers differ in that.
    private UploadProblem? Contents(byte[] content, long count, long first)
    {
        if (first > content.Length)
            throw PdfException.Broken("An object stream is shorter than it says.");
        var starts = new List<int> { (int)first };
        var header = new Tokenizer(content, 0, budget);
        for (var index = 0L; index < count || header.Position < first; index++)
        {
            var token = header.Next();
            if (index >= count && header.Start >= first)
                break;
            if (token != Token.Word || !header.IsInteger(out _) || header.Next() != Token.Word || !header.IsInteger(out var offset))
            {
                throw PdfException.Broken("An object stream's header is damaged.");
            }
            if (first + offset > content.Length)
                throw PdfException.Broken("An object stream is shorter than it says.");
            if (starts.Count > MaxObjects)
                return UploadProblem.TooManyObjects;
            budget.ChargeEntries(1);
            starts.Add((int)first + offset);
        }
        starts.Sort();
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1] : content.Length;
            if (Content(content, starts[i], end) is { } problem)
                return problem;
        }
        return null;
    }

    private UploadProblem? Content(byte[] content, int start, int end)
    {
        var tokens = new Tokenizer(content, start, budget);
        var nested = 0;
        while (tokens.Position < end)
        {
            var token = tokens.Next();
            if (token == Token.End)
                return null;
            if (token == Token.Name && RefusedNames.TryGetValue(tokens.Name(), out var problem))
                return problem;
            if (IsTooDeep(token, ref nested))
                return UploadProblem.TooDeep;
        }
        return null;
    }

    private static bool IsTooDeep(Token token, ref int nested)
    {
        if (token is Token.ArrayStart or Token.DictionaryStart)
            nested++;
        else if (token is Token.ArrayEnd or Token.DictionaryEnd)
            nested = Math.Max(0, nested - 1);
        return nested > MaxNested;
    }
}
