using QuestPDF.Fluent;

namespace QuestPDF.Tests;

public sealed class RenderingTests
{
    [Fact]
    public void Poppler_and_MuPDF_show_the_same_certificate()
    {
        using var pdf = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));
        var (poppler, mupdf) = (Raster.ByPoppler(pdf, 100), Raster.ByMuPdf(pdf, 100));

        Assert.InRange(poppler.Ink(), 0.02, 0.2);
        Assert.InRange(mupdf.Ink(), 0.02, 0.2);

        // Compare fields of ten by ten pixels, because the two programs smooth edges differently.
        var differences = new List<double>();
        for (var y = 0; y + 10 <= Math.Min(poppler.Height, mupdf.Height); y += 10)
        {
            for (var x = 0; x + 10 <= Math.Min(poppler.Width, mupdf.Width); x += 10)
                differences.Add(Math.Abs(Mean(poppler, x, y) - Mean(mupdf, x, y)));
        }
        Assert.InRange(differences.Average(), 0, 3);
        Assert.InRange(differences.Max(), 0, 60);
    }

    [Theory]
    [InlineData("龘", TestFonts.Serif)]
    [InlineData("㛃", TestFonts.Serif)]
    [InlineData("𠮷", TestFonts.Japanese)]
    [InlineData("Ä", TestFonts.Sans)]
    public void A_character_leaves_ink_where_it_stands(string character, string family)
    {
        using var pdf = PdfUnderTest.Of(c => c.Padding(20).Text(character).FontFamily(family).FontSize(100), 200, 200);

        foreach (var raster in (Raster[])[Raster.ByPoppler(pdf), Raster.ByMuPdf(pdf)])
        {
            Assert.InRange(raster.Ink(20, 40, 100, 100), 0.08, 0.6);
            Assert.Equal(0, raster.Ink(125, 0, 75, 200));
        }
    }

    [Fact]
    public void A_background_fills_exactly_its_box()
    {
        using var pdf = PdfUnderTest.Of(
            c => c.PaddingLeft(50).PaddingTop(30).Width(100).Height(40).Background("#FF8000").Extend(),
            200,
            100
        );

        foreach (var raster in (Raster[])[Raster.ByPoppler(pdf), Raster.ByMuPdf(pdf)])
        {
            Assert.Equal((255, 128, 0), raster.At(51, 31));
            Assert.Equal((255, 128, 0), raster.At(148, 68));
            Assert.Equal((255, 255, 255), raster.At(48, 31));
            Assert.Equal((255, 255, 255), raster.At(51, 28));
            Assert.Equal((255, 255, 255), raster.At(152, 50));
            Assert.Equal((255, 255, 255), raster.At(100, 72));
        }
    }

    [Fact]
    public void A_half_transparent_colour_lets_the_one_beneath_through()
    {
        using var pdf = PdfUnderTest.Of(c => c.Background("#FF0000").Padding(10).Background("#800000FF").Extend(), 60, 60);

        foreach (var raster in (Raster[])[Raster.ByPoppler(pdf), Raster.ByMuPdf(pdf)])
        {
            Assert.Equal((255, 0, 0), raster.At(5, 5));
            var (red, green, blue) = raster.At(30, 30);
            Assert.InRange(red, 125, 129);
            Assert.Equal(0, green);
            Assert.InRange(blue, 126, 130);
        }
    }

    private static double Mean(Raster raster, int left, int top)
    {
        var sum = 0.0;
        for (var y = top; y < top + 10; y++)
        {
            for (var x = left; x < left + 10; x++)
            {
                var (red, green, blue) = raster.At(x, y);
                sum += red + green + blue;
            }
        }
        return sum / 300;
    }
}
