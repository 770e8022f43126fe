namespace TechTransfer.Pdf.Reading;

/// <summary>
/// What one file may cost. Every byte parsed, value made, byte inflated and cross reference read is charged, so that no file, however it is
/// built, takes more time and memory than this.
/// </summary>
internal sealed class ReadingBudget
{
    /// <summary>Nesting of arrays and dictionaries, and of page and field trees.</summary>
    public const int MaxDepth = 64;

    public const int MaxSections = 256;

    /// <summary>Of a string in brackets, in bytes; PDF/A allows 32,767.</summary>
    public const int MaxText = 1 << 20;

    private const int Readings = 4;

    private readonly int largestStream;
    private long parsedBytes;
    private long inflatedBytes;
    private int values;
    private int entries;

    private ReadingBudget(long parsedBytes, long inflatedBytes, int values, int entries, int largestStream = int.MaxValue) =>
        (this.parsedBytes, this.inflatedBytes, this.values, this.entries, this.largestStream) = (
            parsedBytes,
            inflatedBytes,
            values,
            entries,
            largestStream
        );

    /// <summary>For files of our own choice: a book of some hundred thousand objects.</summary>
    public static ReadingBudget ForSigning() =>
        new(parsedBytes: 512L << 20, inflatedBytes: 128L << 20, values: 8_000_000, entries: 2_000_000);

    /// <summary>For files of strangers: an answer within a second and 100 MB.</summary>
    public static ReadingBudget ForVerification() =>
        new(parsedBytes: 32L << 20, inflatedBytes: 8L << 20, values: 250_000, entries: 200_000);

    /// <summary>
    /// For a check of every place in a file that looks like an object. Such places overlap, so bytes are read more than once; a file made
    /// to be read over and over is no document.
    /// </summary>
    /// <param name="length">Of the file, in bytes.</param>
    public static ReadingBudget ForUpload(int length) =>
        new(
            parsedBytes: (long)Readings * length + (1 << 20),
            inflatedBytes: 128L << 20,
            values: 8_000_000,
            entries: 2_000_000,
            largestStream: 16 << 20
        );

    /// <summary>What was unpacked in an upload is there to be parsed as well.</summary>
    public void AllowParsed(int bytes) => parsedBytes += (long)Readings * bytes;

    public void ChargeParsed(int bytes)
    {
        if ((parsedBytes -= bytes) < 0)
            throw PdfException.TooComplex("The file takes too long to read.");
    }

    public void ChargeValue()
    {
        if (--values < 0)
            throw PdfException.TooComplex("The file holds too many values.");
    }

    public void ChargeEntries(int count)
    {
        if ((entries -= count) < 0)
            throw PdfException.TooComplex("The file holds too many cross references.");
    }

    /// <param name="bytes">That come out now.</param>
    /// <param name="before">That came out of the same stream before.</param>
    public void ChargeInflated(int bytes, long before = 0)
    {
        if ((inflatedBytes -= bytes) >= 0 && before + bytes <= largestStream)
            return;
        throw PdfException.TooComplex("The file's compressed tables are too large.");
    }
}
