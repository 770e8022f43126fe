using System.Globalization;
using System.Text.RegularExpressions;
using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

/// <summary>
/// Positions of elements in points, on a page of 400 × 300 points. Each element draws a black background to show its place.
/// </summary>
public sealed class LayoutTests
{
    [Fact]
    public void Padding_inside_padding_adds_up_and_takes_its_own_background()
    {
        AssertBoxes(
            c => c.Padding(10).Background(Colors.Black).PaddingLeft(20).PaddingTop(5).PaddingVertical(1).Background(Colors.Black).Extend(),
            (10, 10, 380, 280),
            (30, 16, 360, 273)
        );
    }

    [Fact]
    public void Units_are_converted()
    {
        AssertBoxes(
            c =>
                c.PaddingLeft(25.4f, Unit.Millimetre)
                    .PaddingTop(1, Unit.Inch)
                    .Width(2.54f, Unit.Centimetre)
                    .Height(500, Unit.Mil)
                    .Background(Colors.Black)
                    .Extend(),
            (72, 72, 72, 36)
        );
    }

    [Fact]
    public void A_row_gives_constants_their_width_and_shares_the_rest()
    {
        AssertBoxes(
            c =>
                c.Height(50)
                    .Row(row =>
                    {
                        row.Spacing(10);
                        Box(row.ConstantItem(60));
                        Box(row.RelativeItem());
                        Box(row.RelativeItem(2));
                        Box(row.AutoItem().Width(40));
                    }),
            (0, 0, 60, 50),
            (70, 0, 90, 50),
            (170, 0, 180, 50),
            (360, 0, 40, 50)
        );
    }

    [Fact]
    public void All_items_of_a_row_are_as_high_as_the_highest()
    {
        AssertBoxes(
            c =>
                c.Column(column =>
                    column
                        .Item()
                        .Row(row =>
                        {
                            Box(row.ConstantItem(50), extend: false);
                            row.ConstantItem(50).Background(Colors.Black).Height(33);
                        })
                ),
            (0, 0, 50, 33),
            (50, 0, 50, 33)
        );
    }

    [Fact]
    public void A_column_stacks_its_items_with_spacing_and_skips_empty_ones()
    {
        AssertBoxes(
            c =>
                c.Column(column =>
                {
                    column.Spacing(6);
                    column.Item().Background(Colors.Black).Height(10);
                    column.Item();
                    column.Item().ShowIf(false).Height(100);
                    column.Item().Background(Colors.Black).Height(20);
                }),
            (0, 0, 400, 10),
            (0, 16, 400, 20)
        );
    }

    [Theory]
    [InlineData("left top", 0, 0)]
    [InlineData("center middle", 150, 120)]
    [InlineData("right bottom", 300, 240)]
    public void A_child_is_aligned_at_its_own_size(string how, double x, double y)
    {
        AssertBoxes(
            c =>
                Box(
                    (
                        how switch
                        {
                            "left top" => c.AlignLeft().AlignTop(),
                            "center middle" => c.AlignCenter().AlignMiddle(),
                            _ => c.AlignRight().AlignBottom(),
                        }
                    )
                        .Width(100)
                        .Height(60)
                ),
            (x, y, 100, 60)
        );
    }

    [Fact]
    public void Smallest_and_largest_sizes_hold()
    {
        AssertBoxes(
            c =>
                c.Column(column =>
                {
                    Box(column.Item().MaxWidth(120).MinHeight(30), extend: false);
                    column.Item().AlignLeft().MinWidth(200).MaxHeight(40).Background(Colors.Black).Extend();
                }),
            (0, 0, 120, 30),
            (0, 30, 400, 40)
        );
    }

    [Theory]
    [InlineData(AspectRatioOption.FitWidth, 200, 100)]
    [InlineData(AspectRatioOption.FitHeight, 160, 80)]
    [InlineData(AspectRatioOption.FitArea, 160, 80)]
    public void A_ratio_is_kept(AspectRatioOption option, double width, double height)
    {
        AssertBoxes(
            c => Box(c.Width(200).Height(option == AspectRatioOption.FitWidth ? 150 : 80).AspectRatio(2, option)),
            (0, 0, width, height)
        );
    }

    [Fact]
    public void Layers_are_drawn_in_their_order_at_the_size_of_the_primary()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Column(column =>
                column
                    .Item()
                    .Layers(layers =>
                    {
                        layers.Layer().Background("#FF0000").Extend();
                        layers.PrimaryLayer().Height(50).Text("主").FontColor("#00FF00");
                        layers.Layer().AlignBottom().Height(5).Background("#0000FF").Extend();
                    })
            )
        );

        var operators = Regex.Matches(pdf.Content(), @"1 0 0 rg|0 1 0 rg|0 0 1 rg|TJ").Select(m => m.Value);
        Assert.Equal(["1 0 0 rg", "0 1 0 rg", "TJ", "0 0 1 rg"], operators);
        Assert.Equal([(0, 0, 400, 50), (0, 45, 400, 5)], Boxes(pdf, 300));
    }

    [Fact]
    public void Background_and_foreground_of_a_page_have_no_margins()
    {
        using var pdf = PdfUnderTest.OfPage(page =>
        {
            page.Size(400, 300);
            page.Margin(40);
            page.Background().Background(Colors.Black).Extend();
            page.Header().Background(Colors.Black).Height(20);
            page.Content().Background(Colors.Black).Extend();
            page.Footer().Background(Colors.Black).Height(30);
            page.Foreground().AlignBottom().Background(Colors.Black).Height(4);
        });

        Assert.Equal([(0, 0, 400, 300), (40, 40, 320, 20), (40, 60, 320, 170), (40, 230, 320, 30), (0, 296, 400, 4)], Boxes(pdf, 300));
    }

    [Fact]
    public void A_border_lies_over_the_edge_and_takes_no_space()
    {
        using var pdf = PdfUnderTest.Of(c => c.Padding(20).Border(2).BorderColor(Colors.Black).Background(Colors.White).Extend());

        var content = pdf.Content();
        Assert.Matches(@"2 w 20 20 360 260 re S", content);
        Assert.Contains((20, 20, 360, 260), Boxes(pdf, 300));
    }

    [Fact]
    public void Sides_of_a_border_have_their_own_thickness_and_may_lie_inside()
    {
        AssertBoxes(c => c.Padding(20).BorderLeft(4).BorderBottom(2).BorderAlignmentInside().Extend(), (20, 20, 4, 260), (20, 278, 360, 2));
        AssertBoxes(
            c => c.Padding(20).BorderLeft(4).BorderBottom(2).BorderAlignmentOutside().Extend(),
            (16, 20, 4, 262),
            (16, 280, 364, 2)
        );
    }

    [Fact]
    public void Lines_are_as_thick_as_asked_and_as_long_as_the_space()
    {
        AssertBoxes(
            c =>
                c.Column(column =>
                {
                    column.Item().LineHorizontal(3).LineColor(Colors.Black);
                    column.Item().Height(50).LineVertical(1, Unit.Millimetre);
                }),
            (0, 0, 400, 3),
            (0, 3, 2.835, 50)
        );

        using var dashed = PdfUnderTest.Of(c => c.LineHorizontal(2).LineDashPattern([6, 3]));
        Assert.Matches(@"2 w \[ ?6 3 ?\] 0 d 0 299 m 400 299 l S", dashed.Content());
    }

    [Fact]
    public void Style_is_inherited_until_it_is_overridden()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.DefaultTextStyle(s => s.FontSize(20).FontColor("#0000FF"))
                .Column(column =>
                {
                    column.Item().Text("甲");
                    column.Item().Text("乙").FontSize(8);
                    column
                        .Item()
                        .DefaultTextStyle(s => s.FontColor("#FF0000"))
                        .Text(text =>
                        {
                            text.DefaultTextStyle(s => s.FontSize(30));
                            text.Span("丙");
                            text.Span("丁").Style(TextStyle.Default.FontSize(5));
                        });
                })
        );

        var sizes = Regex.Matches(pdf.Content(), @"/F1 ([\d.]+) Tf|([01] 0 [01]) rg").Select(m => m.Groups[1].Value + m.Groups[2].Value);
        Assert.Equal(["0 0 1", "20", "8", "1 0 0", "30", "5"], sizes);
    }

    [Fact]
    public void A_link_lies_over_its_text()
    {
        using var pdf = PdfUnderTest.Of(c => c.AlignLeft().PaddingLeft(30).Hyperlink("https://example.org/a").Text("核验网址"));

        var annotation = Tool.Run("mutool", "show", pdf.Path, "trailer/Root/Pages/Kids/1/Annots/1");
        Assert.Matches(@"/Rect \[ 30 285 70 300 \]", annotation);
        Assert.Contains("(https://example.org/a)", annotation, StringComparison.Ordinal);
        Assert.Contains("/F 4", annotation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_in_Chinese_is_written_as_addresses_write_it()
    {
        using var pdf = PdfUnderTest.Of(c => c.Text(text => text.Hyperlink("核验", "https://example.org/核验?a=b c")));

        Assert.Contains(
            "(https://example.org/%E6%A0%B8%E9%AA%8C?a=b%20c)",
            Tool.Run("mutool", "show", pdf.Path, "trailer/Root/Pages/Kids/1/Annots/1"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_can_never_fit_is_an_error_that_says_why()
    {
        var tooHigh = Assert.Throws<DocumentLayoutException>(() =>
            PdfUnderTest.Of(c =>
                c.Column(column =>
                {
                    column.Item().Text("甲");
                    column.Item().Height(301);
                })
            )
        );
        var tooWide = Assert.Throws<DocumentLayoutException>(() => PdfUnderTest.Of(c => c.Row(row => row.ConstantItem(401).Text("甲"))));
        var tooNarrow = Assert.Throws<DocumentLayoutException>(() => PdfUnderTest.Of(c => c.Width(5).Text("甲")));
        var image = Assert.Throws<DocumentLayoutException>(() => PdfUnderTest.Of(c => c.Image(TestImages.Code())));

        Assert.Contains("Page 2", tooHigh.Message, StringComparison.Ordinal);
        Assert.Contains("301 high", tooHigh.Message, StringComparison.Ordinal);
        Assert.Contains("401", tooWide.Message, StringComparison.Ordinal);
        Assert.Contains("a character needs 10 points", tooNarrow.Message, StringComparison.Ordinal);
        Assert.Contains("400 × 400", image.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_calls_are_refused_where_they_are_made()
    {
        TestFonts.Register();
        Assert.Throws<DocumentComposeException>(() =>
            PdfUnderTest.Of(c =>
            {
                c.Text("甲");
                c.Text("乙");
            })
        );
        Assert.Throws<DocumentComposeException>(() => PdfUnderTest.Of(c => c.Table(table => table.Cell().Text("甲"))));
        Assert.Throws<DocumentComposeException>(() => PdfUnderTest.Of(c => c.Layers(layers => layers.Layer().Text("甲"))));
        Assert.Throws<DocumentComposeException>(() => Document.Create(_ => { }).GeneratePdf());
        Assert.Throws<ArgumentException>(() => PdfUnderTest.Of(c => c.Background("#12345")));
        Assert.Throws<NotSupportedException>(() => Settings.UseEnvironmentFonts = true);
        Assert.Throws<NotSupportedException>(() => Settings.CheckIfAllTextGlyphsAreAvailable = false);
    }

    [Theory]
    [InlineData("#123", 0xFF112233)]
    [InlineData("8123", 0x88112233)]
    [InlineData("#12AB34", 0xFF12AB34)]
    [InlineData("#7F12AB34", 0x7F12AB34)]
    public void Colours_are_read_in_four_forms(string text, uint expected) => Assert.Equal(expected, Color.FromHex(text).Hex);

    private static void Box(IContainer place, bool extend = true)
    {
        var box = place.Background(Colors.Black);
        if (extend)
            box.Extend();
    }

    private static void AssertBoxes(Action<IContainer> content, params (double X, double Y, double Width, double Height)[] expected)
    {
        using var pdf = PdfUnderTest.Of(content);

        Assert.Equal(expected, Boxes(pdf, 300));
    }

    /// <summary>The filled rectangles of the first page, in points from its upper left corner.</summary>
    private static List<(double X, double Y, double Width, double Height)> Boxes(PdfUnderTest pdf, double pageHeight) =>
        [
            .. Regex
                .Matches(pdf.Content(), @"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re f")
                .Select(m =>
                {
                    var (x, bottom, width, height) = (Number(m, 1), Number(m, 2), Number(m, 3), Number(m, 4));
                    return (x, Math.Round(pageHeight - bottom - height, 3), width, height);
                }),
        ];

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
