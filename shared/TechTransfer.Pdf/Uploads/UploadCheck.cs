using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Uploads;

/// <summary>
/// Refuses a PDF that is encrypted, that can run something, or whose end is missing. Readers repair files, and a cross reference may lead
/// into a comment or into a stream's data; so every place that looks like the start of an object is read as one, and object streams as
/// well. Only names count: a page that speaks about JavaScript is a page. Embedded files are taken: bank slips and invoices carry their
/// data so, and no reader opens them by itself.
/// </summary>
public sealed class UploadCheck
{
    private const int TailLength = 2048;
    private const int MostObjects = 500_000;

    // Higher than for values: the bytes of pictures may look like open brackets.
    private const int MostNested = 256;

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

    /// <summary>What stands against the file; null when nothing does.</summary>
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
            if (++objects > MostObjects)
                return UploadProblem.TooManyObjects;
            if (Object(at) is { } problem)
                return problem;
        }
        return null;
    }

    // Or stands at the start of a line, since the number may stand on the line before, behind a comment.
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

    // Readers know an object stream by the cross reference that leads there, so it need not say its type.
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
        // Readers undo predictors in different ways, and writers do not need them here.
        return hasPredictor ? throw PdfException.Broken("An object stream is predicted.") : Packed(dictionary, dataStart);
    }

    private UploadProblem? Packed(PdfDictionary dictionary, int dataStart)
    {
        // Of keys given twice, readers take one or the other.
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

    // Readers do without a length, or with a wrong one: packed data say themselves where they end.
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

    // Each object is read from where the header says to the start of the next.
    // Some readers count the header's places, others read to its end.
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
            if (starts.Count > MostObjects)
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
        return nested > MostNested;
    }
}
