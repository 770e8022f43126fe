using TechTransfer.Pdf.Pictures;

namespace TechTransfer.Pdf.Uploads;

/// <summary>Checks that an uploaded picture is complete and not excessively large.</summary>
public static class PictureCheck
{
    /// <summary>Largest accepted number of pixels: more than an A0 sheet at 300 dots per inch.</summary>
    private const long MaxPixels = 200_000_000;

    /// <summary>The fault of a PNG; null when the file is acceptable. Reads chunks and checksums but does not decode pixels.</summary>
    public static PictureProblem? OfPng(ReadOnlySpan<byte> file)
    {
        try
        {
            var chunks = new PngChunks(file, MaxPixels);
            while (chunks.Next()) { }
            return null;
        }
        catch (PictureException e)
        {
            return e.Problem;
        }
    }

    /// <summary>The fault of a JPEG; null when the file is acceptable. Reads segments but does not decode pixels.</summary>
    public static PictureProblem? OfJpeg(ReadOnlySpan<byte> file)
    {
        try
        {
            var segments = new JpegSegments(file, MaxPixels);
            while (segments.Next()) { }
            return null;
        }
        catch (PictureException e)
        {
            return e.Problem;
        }
    }
}
