using FsCheck;
using FsCheck.Fluent;
using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fluent;
using QuestPDF.Helpers;

namespace QuestPDF.Tests;

public sealed class TextTests
{
    [Fact]
    public void Rare_names_are_extracted_exactly_through_fallback()
    {
        const string name = "龘㛃𠮷（虚构）·Ångström № 12–34 “引”‘号’…——3.5％";
        using var pdf = PdfUnderTest.Of(c => c.Text(name).FontFamily(TestFonts.Serif, TestFonts.Japanese), 600);

        Assert.Equal([name], pdf.Lines());
        Assert.Equal(
            ["NotoSerifJP-Regular", "NotoSerifSC-Regular"],
            Tool.Run("pdffonts", pdf.Path)
                .Split('\n')
                .Skip(2)
                .Where(l => l.Length > 0)
                .Select(l => l.Split(' ')[0][7..])
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Fonts_are_embedded_as_subsets_with_Unicode()
    {
        using var pdf = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));

        var fonts = Tool.Run("pdffonts", pdf.Path).Split('\n').Skip(2).Where(l => l.Length > 0).ToList();

        Assert.Equal(3, fonts.Count);
        Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+Noto\S+\s+CID TrueType\s+Identity-H\s+yes yes yes\s", font));
    }

    [Fact]
    public void Two_characters_that_share_a_glyph_are_extracted_as_written()
    {
        // The ideograph 一 (U+4E00) and the radical ⼀ (U+2F00), which looks the same.
        const string text = "\u4E00\u2F00\u4E00";
        using var pdf = PdfUnderTest.Of(c => c.Text(text));

        Assert.Equal([text], pdf.Lines());
    }

    [Fact]
    public void Every_line_of_the_certificate_is_found_in_its_text()
    {
        using var pdf = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));

        var text = WithoutSpace(pdf.RawText());

        Assert.All(SampleCertificate.Rows, row => Assert.Contains(WithoutSpace(row.Label + row.Value), text, StringComparison.Ordinal));
        Assert.Contains("第1页/共1页", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_of_available_characters_comes_back()
    {
        var characters = Gen.Elements(
            (string[])
                [
                    .. "的一是技术合同登记龘㛃叁佰捌拾陆〇".Select(c => c.ToString()),
                    "𠮷",
                    "，",
                    "。",
                    "（",
                    "）",
                    "《",
                    "》",
                    "“",
                    "”",
                    "…",
                    "—",
                    "·",
                    "、",
                    .. "abcXYZ0189.-/%¥ ():,".Select(c => c.ToString()),
                    " ",
                    "\n",
                    "é",
                    "Ω",
                    "㎡",
                    "①",
                ]
        );
        var texts = Gen.ListOf(characters).Select(string.Concat);

        Prop.ForAll(
                texts.ToArbitrary(),
                text =>
                {
                    using var pdf = PdfUnderTest.Of(c => c.Text(text).FontFamily(TestFonts.Serif, TestFonts.Japanese), 120, 900);
                    return WithoutSpace(pdf.RawText()) == WithoutSpace(text);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(150));
    }

    [Fact]
    public void A_character_without_a_glyph_stops_generation_and_is_named()
    {
        TestFonts.Register();

        var error = Assert.Throws<DocumentDrawingException>(() =>
            PdfUnderTest.Of(c => c.Text("受让方：𠮷田（虚构）").FontFamily(TestFonts.Serif))
        );

        Assert.Contains("U+20BB7", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("田", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Name {TestFonts.Japanese} in the list", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 0xD842 }, "U+D842")]
    [InlineData(new[] { 0x0007 }, "U+0007")]
    [InlineData(new[] { 0xDB80, 0xDC00 }, "U+F0000")]
    public void What_is_no_character_stops_generation(int[] units, string named)
    {
        TestFonts.Register();
        var text = "甲" + string.Concat(units.Select(u => (char)u));

        var error = Assert.Throws<DocumentDrawingException>(() => PdfUnderTest.Of(c => c.Text(text)));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_without_a_registered_family_is_refused()
    {
        TestFonts.Register();

        var unknown = Assert.Throws<DocumentDrawingException>(() => PdfUnderTest.Of(c => c.Text("甲").FontFamily("No Such Family")));
        var none = Assert.Throws<DocumentDrawingException>(() =>
            PdfUnderTest.Of(Document.Create(d => d.Page(p => p.Content().Text("甲"))))
        );

        Assert.Contains("No Such Family", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("FontFamily", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_weight_chooses_among_the_faces_of_a_family()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Text(text =>
            {
                text.Span("常规").NormalWeight();
                text.Span("加粗").Bold();
                // Only the weights 400 and 700 are registered: semi-bold text gets the bolder one, light text the lighter one.
                text.Span("半粗").SemiBold();
                text.Span("细体").Light();
            })
        );

        Assert.Equal(["F1", "F2", "F2", "F1"], FontsInOrder(pdf.Content()));
        var fonts = Tool.Run("pdffonts", pdf.Path);
        Assert.Contains("+NotoSerifSC-Regular", fonts, StringComparison.Ordinal);
        Assert.Contains("+NotoSerifSC-Bold", fonts, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_spacing_and_underline_are_drawn()
    {
        using var pdf = PdfUnderTest.Of(c => c.Text("合同").FontSize(20).LetterSpacing(0.5f).Underline().FontColor(Colors.Red.Medium));

        var content = pdf.Content();
        Assert.Contains("/F1 20 Tf", content, StringComparison.Ordinal);
        Assert.Contains("0.957 0.263 0.212 rg", content, StringComparison.Ordinal);
        Assert.Matches(@"\[ ?<0001> ?-500 ?<0002> ?\] ?TJ", content);
        // The line covers two characters and the space between them, without a space after the last.
        Assert.Matches(@"\n0 [\d.]+ 50 1 re", content);
    }

    [Fact]
    public void Only_used_glyphs_are_embedded()
    {
        using var one = PdfUnderTest.Of(c => c.Text("技术技术技术"));
        using var more = PdfUnderTest.Of(c => c.Text("技术合同登记证明"));

        // Includes the glyph for missing characters, which every font must have.
        Assert.Equal(3, GlyphCount(one));
        Assert.Equal(9, GlyphCount(more));
        Assert.InRange(one.Bytes.Length, 1_000, 6_000);
    }

    private static int GlyphCount(PdfUnderTest pdf)
    {
        var font = Tool.RunBinary(
            "mutool",
            "show",
            "-b",
            pdf.Path,
            "trailer/Root/Pages/Kids/1/Resources/Font/F1/DescendantFonts/1/FontDescriptor/FontFile2"
        );
        for (var entry = 12; ; entry += 16)
        {
            if (!font.AsSpan(entry, 4).SequenceEqual("maxp"u8))
                continue;
            var table = (font[entry + 8] << 24) | (font[entry + 9] << 16) | (font[entry + 10] << 8) | font[entry + 11];
            return (font[table + 4] << 8) | font[table + 5];
        }
    }

    private static List<string> FontsInOrder(string content) =>
        [
            .. content
                .Split('\n', ' ')
                .Where(word => word.Length == 3 && word.StartsWith("/F", StringComparison.Ordinal))
                .Select(word => word[1..]),
        ];

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
