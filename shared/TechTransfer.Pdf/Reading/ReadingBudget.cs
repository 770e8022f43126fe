namespace TechTransfer.Pdf.Reading;

/// <summary>Limits the work on one file. Every parsed byte, value, decompressed byte and cross reference is counted, so that no file,
/// however crafted, takes more time and memory.</summary>
internal sealed class ReadingBudget
{
    /// <summary>Largest nesting depth of arrays, dictionaries, page trees and field trees.</summary>
    public const int MaxDepth = 64;

    public const int MaxSections = 256;

    /// <summary>Largest literal string in bytes; PDF/A allows only 32,767.</summary>
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

    /// <summary>Limits for files that the system chooses to sign: enough for books with some hundred thousand objects.</summary>
    public static ReadingBudget ForSigning() =>
        new(parsedBytes: 512L << 20, inflatedBytes: 128L << 20, values: 8_000_000, entries: 2_000_000);

    /// <summary>Limits for files from outside that are verified: about a second and 100 MB of memory.</summary>
    public static ReadingBudget ForVerification() =>
        new(parsedBytes: 32L << 20, inflatedBytes: 8L << 20, values: 250_000, entries: 200_000);

    /// <summary>Limits for checking every place in an upload that looks like an object. Such places overlap, so each byte may be read
    /// several times, but not without limit.</summary>
    /// <param name="length">Length of the file in bytes.</param>
    public static ReadingBudget ForUpload(int length) =>
        new(
            parsedBytes: (long)Readings * length + (1 << 20),
            inflatedBytes: 128L << 20,
            values: 8_000_000,
            entries: 2_000_000,
            largestStream: 16 << 20
        );

    /// <summary>Raises the limit on parsed bytes for data that has been decompressed from an upload.</summary>
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

    /// <param name="bytes">Newly decompressed bytes.</param>
    /// <param name="before">Bytes decompressed from the same stream before.</param>
    public void ChargeInflated(int bytes, long before = 0)
    {
        if ((inflatedBytes -= bytes) >= 0 && before + bytes <= largestStream)
            return;
        throw PdfException.TooComplex("The file's compressed tables are too large.");
    }
}
