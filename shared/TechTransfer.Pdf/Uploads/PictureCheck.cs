using TechTransfer.Pdf.Pictures;

namespace TechTransfer.Pdf.Uploads;

/// <summary>Whether an uploaded picture is whole, and no larger than a reader should take.</summary>
public static class PictureCheck
{
    /// <summary>More than an A0 sheet at 300 dots an inch.</summary>
    private const long MostPixels = 200_000_000;

    /// <summary>What stands against a PNG; null when nothing does.</summary>
    public static PictureProblem? OfPng(ReadOnlySpan<byte> file)
    {
        try
        {
            var chunks = new PngChunks(file, MostPixels);
            while (chunks.Next()) { }
            return null;
        }
        catch (PictureException e)
        {
            return e.Problem;
        }
    }

    /// <summary>What stands against a JPEG; null when nothing does.</summary>
    public static PictureProblem? OfJpeg(ReadOnlySpan<byte> file)
    {
        try
        {
            var segments = new JpegSegments(file, MostPixels);
            while (segments.Next()) { }
            return null;
        }
        catch (PictureException e)
        {
            return e.Problem;
        }
    }
}
