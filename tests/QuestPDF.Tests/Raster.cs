using System.Globalization;
using System.Text;

namespace QuestPDF.Tests;

/// <summary>A page as pixels.</summary>
internal sealed record Raster(int Width, int Height, byte[] Pixels)
{
    /// <summary>Poppler's view, in RGB.</summary>
    public static Raster ByPoppler(PdfUnderTest pdf, int dpi = 72) =>
        Read(Tool.RunBinary("pdftoppm", "-r", $"{dpi}", "-f", "1", "-l", "1", pdf.Path));

    /// <summary>MuPDF's view, in RGB.</summary>
    public static Raster ByMuPdf(PdfUnderTest pdf, int dpi = 72) =>
        Read(Tool.RunBinary("mutool", "draw", "-q", "-r", $"{dpi}", "-c", "rgb", "-F", "ppm", "-o", "-", pdf.Path, "1"));

    public (int Red, int Green, int Blue) At(int x, int y)
    {
        var at = (y * Width + x) * 3;
        return (Pixels[at], Pixels[at + 1], Pixels[at + 2]);
    }

    /// <summary>Share of pixels in a rectangle that are clearly darker than paper.</summary>
    public double Ink(int left, int top, int width, int height)
    {
        var dark = 0;
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
            {
                var (red, green, blue) = At(x, y);
                if (red + green + blue < 3 * 160) dark++;
            }
        }
        return (double)dark / (width * height);
    }

    public double Ink() => Ink(0, 0, Width, Height);

    /// <summary>Reads a binary PPM.</summary>
    private static Raster Read(byte[] file)
    {
        var at = 0;
        var kind = Token();
        Assert.Equal("P6", kind);
        var (width, height) = (Number(), Number());
        Assert.Equal(255, Number());
        return new Raster(width, height, file[at..(at + width * height * 3)]);

        int Number() => int.Parse(Token(), CultureInfo.InvariantCulture);

        string Token()
        {
            var start = at;
            while (!char.IsWhiteSpace((char)file[at])) at++;
            return Encoding.ASCII.GetString(file, start, at++ - start);
        }
    }
}
