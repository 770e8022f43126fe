using System.Buffers.Binary;

namespace TechTransfer.Pdf.Pictures;

/// <summary>Properties of a JPEG picture, from the frame header, which precedes the compressed data.</summary>
/// <param name="Bits">Bits per sample.</param>
/// <param name="Width">Width in pixels, at least 1.</param>
/// <param name="Height">Height in pixels; 0 if stated only after the first scan.</param>
/// <param name="Components">1 for grey, 3 for colour.</param>
public sealed record JpegFrame(int Bits, int Width, int Height, int Components);

/// <summary>Reads the segments of a JPEG (ISO/IEC 10918-1, annex B) up to the end of the image, skipping the compressed scans.</summary>
/// <param name="file">Content of the file.</param>
/// <param name="mostPixels">Largest accepted number of pixels.</param>
public ref struct JpegSegments(ReadOnlySpan<byte> file, long mostPixels)
{
    /// <summary>Limit for progressive pictures: about ten scans are usual, and a reader redraws the whole picture for each.</summary>
    private const int MaxScans = 500;

    private readonly ReadOnlySpan<byte> file = file;
    private int at = 2;
    private int scans;
    private bool isInScan;

    /// <summary>The first frame header; null until it has been read.</summary>
    public JpegFrame? Frame { get; private set; }

    /// <summary>True if the file begins like a JPEG. Looks at three bytes only; the file may still be damaged.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Reads the next segment; false at the end of the image.</summary>
    /// <exception cref="PictureException">The file is damaged or too large.</exception>
    public bool Next()
    {
        var marker = isInScan ? MarkerBehindScan() : Marker();
        while (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            marker = Marker();
        if (marker == 0xD9)
            return Frame is not null && scans > 0 ? false : throw new PictureException(PictureProblem.NoImage);

        var rest = file[at..];
        if (!BinaryPrimitives.TryReadUInt16BigEndian(rest, out var length))
            throw new PictureException(PictureProblem.Truncated);
        if (length < 2)
            throw new PictureException(PictureProblem.WrongStructure);
        if (length > rest.Length)
            throw new PictureException(PictureProblem.Truncated);
        at += length;
        // Markers C0 to CF begin a frame, except C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning).
        if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            Read(rest[2..length]);
        isInScan = marker == 0xDA;
        return !isInScan || ++scans <= MaxScans ? true : throw new PictureException(PictureProblem.TooManyScans);
    }

    private void Read(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 6)
            throw new PictureException(PictureProblem.Truncated);
        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), BinaryPrimitives.ReadUInt16BigEndian(frame[3..]));
        if (width == 0)
            throw new PictureException(PictureProblem.WrongSize);
        if ((long)width * height > mostPixels)
            throw new PictureException(PictureProblem.TooManyPixels);
        Frame ??= new(frame[0], width, height, frame[5]);
    }

    private int Marker()
    {
        if (at >= file.Length || file[at] != 0xFF)
            throw new PictureException(PictureProblem.Truncated);
        while (at < file.Length && file[at] == 0xFF)
            at++;
        return at < file.Length ? file[at++] : throw new PictureException(PictureProblem.Truncated);
    }

    // Within a scan, 0xFF is followed by 0 or by a restart marker; any other byte after it ends the scan.
    private int MarkerBehindScan()
    {
        while (true)
        {
            var ahead = file[at..].IndexOf((byte)0xFF);
            if (ahead < 0)
                throw new PictureException(PictureProblem.Truncated);
            at += ahead;
            if (Marker() is var marker and not 0 and not (>= 0xD0 and <= 0xD7))
                return marker;
        }
    }
}
