using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

/// <summary>Images of 8 × 8 pixels, drawn at ten points per pixel; the tests check the colour in the middle of each pixel.</summary>
public sealed class ImageTests
{
    private static readonly byte[] ThreeColors = [255, 0, 0, 0, 255, 0, 0, 0, 255];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    [InlineData(8, 0)]
    [InlineData(8, 2)]
    [InlineData(8, 4)]
    [InlineData(8, 6)]
    [InlineData(2, 3)]
    [InlineData(8, 3)]
    public void Every_kind_of_PNG_shows_its_pixels(int bits, int kind)
    {
        for (byte filter = 0; filter <= (bits == 8 ? 4 : 0); filter++)
        {
            var png = TestImages.Png(8, 8, bits, kind, (x, y) => Samples(bits, kind, x, y), kind == 3 ? ThreeColors : null, filter: filter);

            AssertPixels(png, (x, y) => Expected(bits, kind, x, y));
        }
    }

    [Fact]
    public void An_alpha_channel_lets_the_background_through()
    {
        var png = TestImages.Png(8, 8, 8, 6, (x, _) => [0, 0, 255, (byte)(x < 4 ? 0 : 255)]);

        AssertPixels(png, (x, _) => x < 4 ? (255, 255, 255) : (0, 0, 255));
    }

    [Fact]
    public void A_palette_may_hold_transparent_colours()
    {
        var png = TestImages.Png(8, 8, 2, 3, (x, _) => [(byte)(x % 3)], ThreeColors, transparency: [0]);

        AssertPixels(
            png,
            (x, _) =>
                (x % 3) switch
                {
                    0 => (255, 255, 255),
                    1 => (0, 255, 0),
                    _ => (0, 0, 255),
                }
        );
    }

    [Fact]
    public void One_colour_may_be_transparent()
    {
        var png = TestImages.Png(8, 8, 8, 2, (x, _) => x < 4 ? [1, 2, 3] : [200, 100, 0], transparency: [0, 1, 0, 2, 0, 3]);

        AssertPixels(png, (x, _) => x < 4 ? (255, 255, 255) : (200, 100, 0));
    }

    [Theory]
    [InlineData("sRGB", 2)]
    [InlineData("Gray", 2)]
    public void A_JPEG_is_stored_as_it_is(string space, int tolerance)
    {
        var jpeg = Tool.RunBinary("convert", "-size", "64x64", "xc:rgb(160,160,160)", "-colorspace", space, "-quality", "95", "jpg:-");

        AssertPixels(jpeg, (_, _) => (160, 160, 160), tolerance);
        using var pdf = Show(jpeg);
        Assert.True(pdf.Bytes.AsSpan().IndexOf(jpeg) > 0);
    }

    [Fact]
    public void A_progressive_JPEG_is_shown()
    {
        var jpeg = Tool.RunBinary("convert", "-size", "64x64", "xc:rgb(200,40,40)", "-interlace", "JPEG", "-quality", "95", "jpg:-");

        AssertPixels(jpeg, (_, _) => (200, 40, 40), 3);
    }

    [Fact]
    public void The_same_picture_is_stored_once()
    {
        var png = TestImages.Code();
        using var pdf = PdfUnderTest.Of(c =>
            c.Row(row =>
            {
                row.ConstantItem(50).Image(png);
                row.ConstantItem(80).Image(Image.FromBinaryData([.. png]));
                row.ConstantItem(20).Image(TestImages.Code(21));
            })
        );

        Assert.Equal(3, pdf.Content().Split(" Do").Length - 1);
        Assert.Equal(2, Tool.Run("mutool", "show", pdf.Path, "trailer/Root/Pages/Kids/1/Resources/XObject").Split("/I").Length - 1);
    }

    [Theory]
    [InlineData("width", 200, 100)]
    [InlineData("height", 160, 80)]
    [InlineData("area", 160, 80)]
    [InlineData("stretched", 200, 80)]
    public void A_picture_fits_as_asked(string how, int width, int height)
    {
        var png = TestImages.Png(2, 1, 8, 0, (_, _) => [0]);
        using var pdf = PdfUnderTest.Of(c =>
        {
            var image = c.Width(200).Height(how == "width" ? 150 : 80).Image(png);
            _ = how switch
            {
                "height" => image.FitHeight(),
                "area" => image.FitArea(),
                "stretched" => image.FitUnproportionally(),
                _ => image,
            };
        });

        Assert.Contains($"{width} 0 0 {height} 0 {300 - height} cm", pdf.Content(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_shown_right_is_refused()
    {
        var good = TestImages.Code();
        var cmyk = Tool.RunBinary("convert", "-size", "8x8", "xc:red", "-colorspace", "CMYK", "jpg:-");

        AssertRefused("neither PNG nor JPEG", [1, 2, 3, 4]);
        AssertRefused("interlaced", TestImages.Png(8, 8, 8, 0, (_, _) => [0], isInterlaced: true));
        AssertRefused("cannot be read", good[..^40]);
        AssertRefused("4 colour components", cmyk);
    }

    [Fact]
    public void A_picture_is_read_from_a_file_or_a_stream()
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, TestImages.Code());
        using var expected = PdfUnderTest.Of(c => c.Width(50).Image(TestImages.Code()));

        using var fromFile = PdfUnderTest.Of(c => c.Width(50).Image(path));
        using var stream = new MemoryStream(TestImages.Code());
        using var fromStream = PdfUnderTest.Of(c => c.Width(50).Image(stream));

        Assert.Equal(expected.Content(), fromFile.Content());
        Assert.Equal(expected.Content(), fromStream.Content());
        File.Delete(path);
    }

    private static void AssertRefused(string reason, byte[] image)
    {
        var error = Assert.Throws<DocumentComposeException>(() => Image.FromBinaryData(image));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Samples(int bits, int kind, int x, int y)
    {
        var most = (1 << bits) - 1;
        return kind switch
        {
            0 => [(byte)((x + y) * most / 14)],
            2 => [(byte)(x * 36), (byte)(y * 36), (byte)(255 - x * 36)],
            3 => [(byte)((x + y) % 3)],
            4 => [(byte)(x * 36), 255],
            _ => [(byte)(x * 36), (byte)(y * 36), 7, 255],
        };
    }

    private static (int, int, int) Expected(int bits, int kind, int x, int y)
    {
        var samples = Samples(bits, kind, x, y);
        return kind switch
        {
            0 => Grey(samples[0] * 255 / ((1 << bits) - 1)),
            3 => (ThreeColors[samples[0] * 3], ThreeColors[samples[0] * 3 + 1], ThreeColors[samples[0] * 3 + 2]),
            4 => Grey(samples[0]),
            _ => (samples[0], samples[1], samples[2]),
        };

        static (int, int, int) Grey(int value) => (value, value, value);
    }

    private static PdfUnderTest Show(byte[] image) => PdfUnderTest.Of(c => c.Image(image), 80, 80);

    private static void AssertPixels(byte[] image, Func<int, int, (int Red, int Green, int Blue)> expected, int tolerance = 1)
    {
        using var pdf = Show(image);
        foreach (var raster in (Raster[])[Raster.ByPoppler(pdf), Raster.ByMuPdf(pdf)])
        {
            for (var y = 0; y < 8; y++)
            {
                for (var x = 0; x < 8; x++)
                {
                    var (red, green, blue) = raster.At(x * 10 + 5, y * 10 + 5);
                    var wanted = expected(x, y);
                    Assert.InRange(red - wanted.Red, -tolerance, tolerance);
                    Assert.InRange(green - wanted.Green, -tolerance, tolerance);
                    Assert.InRange(blue - wanted.Blue, -tolerance, tolerance);
                }
            }
        }
    }
}
