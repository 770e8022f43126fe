using System.Globalization;
using System.Text;

namespace QuestPDF.Tests;

internal sealed record Raster(int Width, int Height, byte[] Pixels)
{
    public static Raster ByPoppler(PdfUnderTest pdf, int dpi = 72, int page = 1) =>
        Read(Tool.RunBinary("pdftoppm", "-r", $"{dpi}", "-f", $"{page}", "-l", $"{page}", pdf.Path));

    public static Raster ByMuPdf(PdfUnderTest pdf, int dpi = 72, int page = 1) =>
        Read(Tool.RunBinary("mutool", "draw", "-q", "-r", $"{dpi}", "-c", "rgb", "-F", "ppm", "-o", "-", pdf.Path, $"{page}"));

    public (int Red, int Green, int Blue) At(int x, int y)
    {
        var at = (y * Width + x) * 3;
        return (Pixels[at], Pixels[at + 1], Pixels[at + 2]);
    }

    /// <summary>Fraction (0 to 1) of the pixels in a rectangle that are clearly darker than paper.</summary>
    public double Ink(int left, int top, int width, int height)
    {
        var dark = 0;
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
            {
                var (red, green, blue) = At(x, y);
                if (red + green + blue < 3 * 160)
                    dark++;
            }
        }
        return (double)dark / (width * height);
    }

    /// <summary>
    /// Average difference in brightness between two pictures, from 0 to 255. Compares fields of ten by ten pixels, because programs smooth
    /// edges differently.
    /// </summary>
    public static double Difference(Raster one, Raster other)
    {
        var differences = new List<double>();
        for (var y = 0; y + 10 <= Math.Min(one.Height, other.Height); y += 10)
        {
            for (var x = 0; x + 10 <= Math.Min(one.Width, other.Width); x += 10)
                differences.Add(Math.Abs(one.Mean(x, y) - other.Mean(x, y)));
        }
        return differences.Average();
    }

    public double Ink() => Ink(0, 0, Width, Height);

    private double Mean(int left, int top)
    {
        var sum = 0.0;
        for (var y = top; y < top + 10; y++)
        {
            for (var x = left; x < left + 10; x++)
            {
                var (red, green, blue) = At(x, y);
                sum += red + green + blue;
            }
        }
        return sum / 300;
    }

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
            while (!char.IsWhiteSpace((char)file[at]))
                at++;
            return Encoding.ASCII.GetString(file, start, at++ - start);
        }
    }
}
