using QuestPDF.Drawing;
using QuestPDF.Fluent;

namespace QuestPDF.Tests;

public sealed class FontTests
{
    [Fact]
    public void Composed_glyphs_bring_their_parts_along()
    {
        FontManager.RegisterFontWithCustomName("Squares", new MemoryStream(SyntheticFont.Build("Synthetic")));
        using var pdf = PdfUnderTest.Of(c => c.Text("BC").FontFamily("Squares").FontSize(100).LineHeight(1), 200, 100);

        Assert.Equal(["BC"], pdf.Lines());
        foreach (var raster in (Raster[])[Raster.ByPoppler(pdf), Raster.ByMuPdf(pdf)])
        {
            // The baseline is at 90. B has its right square on the baseline and its left one above it; C is B at half size.
            Assert.Equal(1, raster.Ink(51, 51, 38, 38));
            Assert.Equal(1, raster.Ink(1, 1, 38, 38));
            Assert.Equal(0, raster.Ink(1, 51, 38, 38));
            Assert.Equal(0, raster.Ink(51, 1, 38, 38));
            Assert.Equal(1, raster.Ink(126, 71, 18, 18));
            Assert.Equal(1, raster.Ink(101, 46, 18, 18));
            Assert.Equal(0, raster.Ink(101, 71, 18, 18));
        }
    }

    [Theory]
    [InlineData(0x0002, "forbid embedding")]
    [InlineData(0x0100, "forbid subsetting")]
    [InlineData(0x0200, "forbid embedding outlines")]
    public void A_font_that_forbids_embedding_is_refused(int permissions, string reason)
    {
        var font = SyntheticFont.Build("Forbidden", (ushort)permissions);

        var error = Assert.Throws<ArgumentException>(() => FontManager.RegisterFont(new MemoryStream(font)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x0000)]
    [InlineData(0x0004)]
    [InlineData(0x0008)]
    public void A_font_that_allows_embedding_is_taken_under_its_own_name(int permissions)
    {
        var family = $"Allowed {permissions}";
        FontManager.RegisterFont(new MemoryStream(SyntheticFont.Build(family, (ushort)permissions)));

        using var pdf = PdfUnderTest.Of(c => c.Text("A").FontFamily(family));

        Assert.Matches($@"^[A-Z]{{6}}\+Allowed{permissions}\s", Tool.Run("pdffonts", pdf.Path).Split('\n')[2]);
    }

    [Theory]
    [InlineData(400, 300, 500, 500)] // normal text may become medium before it becomes light
    [InlineData(500, 400, 700, 400)]
    [InlineData(700, 400, 900, 900)]
    [InlineData(300, 100, 400, 100)]
    public void The_nearest_weight_follows_the_rules_of_CSS(int wanted, int first, int second, int expected)
    {
        var family = $"Weights {wanted} {first} {second}";
        FontManager.RegisterFont(new MemoryStream(SyntheticFont.Build(family, weight: (ushort)first)));
        FontManager.RegisterFont(new MemoryStream(SyntheticFont.Build(family, weight: (ushort)second)));

        using var pdf = PdfUnderTest.Of(c =>
        {
            var text = c.Text("A").FontFamily(family);
            _ = wanted switch
            {
                300 => text.Light(),
                500 => text.Medium(),
                700 => text.Bold(),
                _ => text.NormalWeight(),
            };
        });

        // The font descriptor's stem width is calculated from the weight of the font.
        var stem = Tool.Run(
                "mutool",
                "show",
                pdf.Path,
                "trailer/Root/Pages/Kids/1/Resources/Font/F1/DescendantFonts/1/FontDescriptor/StemV"
            )
            .Trim();
        Assert.Equal($"{50 + (int)Math.Pow(expected / 65.0, 2)}", stem);
    }

    [Fact]
    public void What_is_no_TrueType_font_is_refused()
    {
        var font = SyntheticFont.Build("Broken");

        Refused("begin like a font", [0, 1, 2, 3, .. new byte[100]]);
        Refused("CFF", [.. "OTTO"u8, .. new byte[100]]);
        Refused("outside the file", font[..^200]);
        Refused("can be read", []);

        static void Refused(string reason, byte[] data) =>
            Assert.Contains(
                reason,
                Assert.Throws<ArgumentException>(() => FontManager.RegisterFont(new MemoryStream(data))).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_damaged_font_is_refused_or_read_but_nothing_worse()
    {
        var random = new Random(20260320);
        var outcomes = new Dictionary<bool, int> { [true] = 0, [false] = 0 };
        for (var i = 0; i < 300; i++)
        {
            var font = SyntheticFont.Build($"Damaged {i}");
            // Changes only four bytes of the whole file, so that some of the damaged fonts can still be read.
            for (var n = 0; n < 4; n++)
                font[random.Next(font.Length)] = (byte)random.Next(256);
            var error = Record.Exception(() => FontManager.RegisterFont(new MemoryStream(font)));
            if (error is not null)
                Assert.IsType<ArgumentException>(error);
            outcomes[error is null]++;
        }

        Assert.All(outcomes.Values, count => Assert.InRange(count, 20, 280));
    }

    [Fact]
    public void A_font_registered_twice_counts_once()
    {
        TestFonts.Register();
        using var before = PdfUnderTest.Of(c => c.Text("合同"));
        using (var file = File.OpenRead(TestFonts.PathOf("noto-serif-sc", "400Regular/NotoSerifSC_400Regular.ttf")))
            FontManager.RegisterFont(file);

        using var after = PdfUnderTest.Of(c => c.Text("合同"));

        Assert.Equal(before.Content(), after.Content());
    }

    [Fact]
    public void The_first_document_of_a_process_does_not_read_whole_fonts()
    {
        // A font of fifteen megabytes: registering it must take little more time than reading the file.
        var data = File.ReadAllBytes(TestFonts.PathOf("noto-serif-sc", "700Bold/NotoSerifSC_700Bold.ttf"));
        FontManager.RegisterFontWithCustomName("Warm", new MemoryStream(SyntheticFont.Build("Warm")));

        var start = TimeProvider.System.GetTimestamp();
        FontManager.RegisterFontWithCustomName("Large", new MemoryStream(data));
        using var pdf = PdfUnderTest.Of(c => c.Text("合同").FontFamily("Large"));

        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, 0, 400);
    }
}
