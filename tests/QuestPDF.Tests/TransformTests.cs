using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

public sealed class TransformTests
{
    [Theory]
    [InlineData(0, 100, 100, 160, 120)]
    [InlineData(90, 80, 100, 100, 160)]
    [InlineData(180, 40, 80, 100, 100)]
    [InlineData(-90, 100, 40, 120, 100)]
    public void A_free_rotation_turns_clockwise_about_the_upper_left_corner(float angle, int left, int top, int right, int bottom) =>
        AssertBlack(
            c => c.PaddingLeft(100).PaddingTop(100).Rotate(angle).Width(60).Height(20).Background(Colors.Black),
            left,
            top,
            right,
            bottom
        );

    [Fact]
    public void A_rotation_takes_no_other_space() =>
        AssertBlack(
            c =>
                c.Column(column =>
                {
                    column.Item().Rotate(45).Height(50);
                    column.Item().Width(30).Height(30).Background(Colors.Black);
                }),
            0,
            50,
            30,
            80
        );

    [Fact]
    public void A_box_turned_about_its_middle_stays_where_it_is() =>
        AssertBlack(
            c =>
                c.PaddingLeft(50)
                    .PaddingTop(50)
                    .Width(100)
                    .Height(60)
                    .TranslateX(50)
                    .TranslateY(30)
                    .Rotate(90)
                    .TranslateX(-50)
                    .TranslateY(-30)
                    .Background(Colors.Black)
                    .Extend(),
            70,
            30,
            130,
            130
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_quarter_turn_swaps_width_and_height(bool isRight) =>
        AssertBlack(
            c =>
                c.Row(row =>
                {
                    var item = row.AutoItem();
                    (isRight ? item.RotateRight() : item.RotateLeft()).Width(90).Height(25);
                    row.ConstantItem(20).AlignTop().Height(90).Background(Colors.Black);
                }),
            25,
            0,
            45,
            90
        );

    [Fact]
    public void A_quarter_turn_to_the_left_reads_upwards()
    {
        AssertBlack(
            c =>
                c.AlignLeft()
                    .AlignTop()
                    .RotateLeft()
                    .Row(row =>
                    {
                        row.ConstantItem(30).Height(20).Background(Colors.Black);
                        row.ConstantItem(50);
                    }),
            0,
            50,
            20,
            80
        );
        AssertBlack(
            c =>
                c.AlignLeft()
                    .AlignTop()
                    .RotateRight()
                    .Row(row =>
                    {
                        row.ConstantItem(30).Height(20).Background(Colors.Black);
                        row.ConstantItem(50);
                    }),
            0,
            0,
            20,
            30
        );
    }

    [Fact]
    public void A_scaled_element_takes_the_space_that_it_needs()
    {
        AssertBlack(
            c =>
                c.Column(column =>
                {
                    column.Item().Scale(0.5f).Height(60);
                    column.Item().AlignLeft().Scale(2).ScaleVertical(0.5f).Width(20).Height(20).Background(Colors.Black);
                }),
            0,
            30,
            40,
            50
        );
    }

    [Fact]
    public void A_translated_element_keeps_its_space() =>
        AssertBlack(
            c =>
                c.Column(column =>
                {
                    column.Item().TranslateX(300).Height(40).Background(Colors.Black);
                    column.Item().Height(10).TranslateX(5).TranslateY(1, Unit.Inch).Width(30).Background(Colors.Black);
                }),
            5,
            112,
            35,
            122
        );

    [Fact]
    public void An_unconstrained_element_is_larger_than_its_place_and_takes_none() =>
        AssertBlack(
            c =>
                c.PaddingLeft(10)
                    .Column(column =>
                    {
                        column.Item().Width(5).Height(5).Unconstrained().Width(50).Height(40).Background(Colors.Black);
                        column.Item().Height(5).Unconstrained().Height(3);
                    }),
            10,
            0,
            60,
            40
        );

    [Fact]
    public void Colours_after_a_rotation_are_those_before_it()
    {
        using var pdf = PdfUnderTest.Of(
            c =>
                c.Column(column =>
                {
                    column.Item().Height(20).Background("#FF0000");
                    column.Item().Height(20).Rotate(0).Background("#800000FF");
                    column.Item().Height(20).Background("#FF0000");
                    column.Item().Height(20).Background("#0000FF");
                }),
            100,
            100
        );

        foreach (var raster in (Raster[])[Raster.ByPoppler(pdf), Raster.ByMuPdf(pdf)])
        {
            Assert.Equal((255, 0, 0), raster.At(50, 10));
            Assert.InRange(raster.At(50, 30).Red, 126, 128);
            Assert.Equal((255, 0, 0), raster.At(50, 50));
            Assert.Equal((0, 0, 255), raster.At(50, 70));
        }
    }

    [Fact]
    public void A_link_lies_over_its_turned_text()
    {
        using var file = PdfUnderTest.Of(
            c => c.PaddingLeft(100).PaddingTop(50).Rotate(90).AlignLeft().Hyperlink("https://example.org/").Width(60).Height(20),
            200,
            200
        );
        var pdf = new PdfObjects(file.Bytes);

        Assert.Equal([80L, 90L, 100L, 150L], pdf.Array(pdf.Dictionary(pdf.Array(pdf.Pages[0]["Annots"])![0])!["Rect"])!);
    }

    [Fact]
    public void A_watermark_lies_across_every_page_and_lets_the_text_through()
    {
        using var pdf = new PdfUnderTest(SampleDocuments.Bytes("watermark"));

        var (poppler, mupdf) = (Raster.ByPoppler(pdf), Raster.ByMuPdf(pdf));
        foreach (var raster in (Raster[])[poppler, mupdf])
        {
            // The stamp leaves light red in the upper right and lower left around the centre, and nothing in the other two corners.
            Assert.InRange(Reddish(raster, 300, 270, 130, 150), 0.02, 0.5);
            Assert.InRange(Reddish(raster, 160, 420, 130, 150), 0.02, 0.5);
            Assert.Equal(0, Reddish(raster, 380, 560, 150, 150));
        }
        Assert.InRange(Raster.Difference(poppler, mupdf), 0, 3);

        static double Reddish(Raster raster, int left, int top, int width, int height) =>
            Enumerable
                .Range(top, height)
                .Sum(y =>
                    Enumerable.Range(left, width).Count(x => raster.At(x, y) is var (red, green, _) && red - green > 15 && green > 150)
                ) / (double)(width * height);
    }

    [Theory]
    [InlineData("accessible")]
    [InlineData("table")]
    [InlineData("links")]
    [InlineData("attachment")]
    public void Poppler_and_MuPDF_show_the_same_pages(string document)
    {
        using var pdf = new PdfUnderTest(SampleDocuments.Bytes(document));
        for (var page = 1; page <= pdf.PageCount; page++)
        {
            // At 200 dpi a hairline is wider than a pixel; Poppler draws no thinner lines.
            var (poppler, mupdf) = (Raster.ByPoppler(pdf, 200, page), Raster.ByMuPdf(pdf, 200, page));

            Assert.InRange(poppler.Ink(), 0.0002, 0.2);
            Assert.InRange(Raster.Difference(poppler, mupdf), 0, 5);
        }
    }

    /// <summary>Asserts that this rectangle is black and the rest of the page is white.</summary>
    private static void AssertBlack(Action<IContainer> content, int left, int top, int right, int bottom)
    {
        using var pdf = PdfUnderTest.Of(content, 200, 200);
        foreach (var raster in (Raster[])[Raster.ByPoppler(pdf), Raster.ByMuPdf(pdf)])
        {
            Assert.Equal(1, raster.Ink(left + 1, top + 1, right - left - 2, bottom - top - 2));
            var all = raster.Ink() * raster.Width * raster.Height;
            Assert.InRange(all, (right - left - 2) * (bottom - top - 2), (right - left + 1) * (bottom - top + 1));
        }
    }
}
