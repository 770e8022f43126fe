using System.Buffers.Binary;

namespace TechTransfer.Pdf.Pictures;

/// <summary>Reads the chunks of a PNG (ISO/IEC 15948, 5) from the header to the end, and verifies their checksums.</summary>
public ref struct PngChunks
{
    private const int Frame = 12;
    private ReadOnlySpan<byte> rest;
    private bool sawImage;

    /// <summary>Reads the signature and the header chunk, which becomes the current chunk.</summary>
    /// <param name="file">Content of the file.</param>
    /// <param name="mostPixels">Largest accepted number of pixels.</param>
    /// <exception cref="PictureException">The file is not a PNG, is damaged, or too large.</exception>
    public PngChunks(ReadOnlySpan<byte> file, long mostPixels)
    {
        if (!Recognizes(file))
            throw new PictureException(PictureProblem.WrongStructure);
        rest = file[Signature.Length..];
        Read();
        if (!Type.SequenceEqual("IHDR"u8) || Data.Length != 13)
            throw new PictureException(PictureProblem.WrongStructure);
        (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(Data), BinaryPrimitives.ReadInt32BigEndian(Data[4..]));
        if (Width <= 0 || Height <= 0)
            throw new PictureException(PictureProblem.WrongSize);
        if ((long)Width * Height > mostPixels)
            throw new PictureException(PictureProblem.TooManyPixels);
    }

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Width in pixels, at least 1.</summary>
    public int Width { get; }

    /// <summary>Height in pixels, at least 1.</summary>
    public int Height { get; }

    /// <summary>Four-letter type of the current chunk; at first <c>IHDR</c>.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>Data of the current chunk; at first that of the header.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>True if the file begins like a PNG. Looks at the first eight bytes only; the file may still be damaged.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Moves to the next chunk; false at the end of the picture.</summary>
    /// <exception cref="PictureException">The file is damaged.</exception>
    public bool Next()
    {
        Read();
        if (Type.SequenceEqual("IHDR"u8))
            throw new PictureException(PictureProblem.WrongStructure);
        sawImage |= Type.SequenceEqual("IDAT"u8);
        if (!Type.SequenceEqual("IEND"u8))
            return true;
        return sawImage ? false : throw new PictureException(PictureProblem.NoImage);
    }

    private void Read()
    {
        if (rest.Length < Frame)
            throw new PictureException(PictureProblem.Truncated);
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > int.MaxValue)
            throw new PictureException(PictureProblem.WrongStructure);
        if (length > rest.Length - Frame)
            throw new PictureException(PictureProblem.Truncated);
        var end = 8 + (int)length;
        Type = rest[4..8];
        Data = rest[8..end];
        var checksum = Crc32.End(Crc32.Add(Crc32.Start, rest[4..end]));
        if (BinaryPrimitives.ReadUInt32BigEndian(rest[end..]) != checksum)
            throw new PictureException(PictureProblem.WrongChecksum);
        rest = rest[(end + 4)..];
    }
}
