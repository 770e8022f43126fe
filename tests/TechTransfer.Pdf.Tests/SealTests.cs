using System.Globalization;
using System.Text;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;

namespace TechTransfer.Pdf.Tests;

public sealed class SealTests
{
    private const double Left = 60,
        Bottom = 40,
        Side = 80;

    [Theory]
    [InlineData("PNG32:seal.png", true)]
    [InlineData("PNG8:seal.png", true)]
    [InlineData("PNG24:seal.png", false)]
    [InlineData("JPEG:seal.jpg", false)]
    public void A_seal_is_seen_in_its_rectangle_and_nowhere_else(string format, bool hasHoles)
    {
        using var folder = new TemporaryFolder();
        var original = Samples.HandMade("Seal here");
        var signed = PdfSigner.Sign(original, TestKeys.EllipticCurve, TestKeys.Options with { Seal = Seal(folder, format) });
        var (before, after) = (folder.Write("before.pdf", original), folder.Write("after.pdf", signed));

        foreach (var draw in (Func<string, Picture>[])[Picture.ByMuPdf, Picture.ByPoppler])
        {
            var (clean, sealedPage) = (draw(before), draw(after));
            // The page is 200 points high, and one pixel is one point.
            for (var y = 0; y < clean.Height; y++)
            {
                for (var x = 0; x < clean.Width; x++)
                {
                    var inside = x >= Left - 1 && x <= Left + Side && y >= 200 - Bottom - Side - 1 && y <= 200 - Bottom;
                    if (!inside)
                        Assert.Equal(clean.At(x, y), sealedPage.At(x, y));
                }
            }
            // The ring is red; the holes of the picture show the page behind it.
            Assert.InRange(sealedPage.At(100, 87).Red, 180, 255);
            Assert.InRange(sealedPage.At(100, 87).Green, 0, 90);
            if (hasHoles)
                Assert.Equal(clean.At(100, 102), sealedPage.At(100, 102));
        }
        Assert.Contains("Signature is Valid.", Judge.Run("pdfsig", "-nocert", after));
        Judge.Run("qpdf", "--check", after);
        Assert.True(PdfSignatures.Verify(signed, TestKeys.Anchors, new() { Time = new TestTime(TestKeys.Now) }).Unchanged);
    }

    [Fact]
    public void A_seal_keeps_to_what_PDF_A_allows()
    {
        using var folder = new TemporaryFolder();
        var file = Encoding.Latin1.GetString(
            PdfSigner.Sign(
                Samples.Get("questpdf"),
                TestKeys.EllipticCurve,
                TestKeys.Options with
                {
                    Seal = Seal(folder, "PNG32:seal.png") with { Page = -1 },
                }
            )
        );

        foreach (var word in (string[])["/SMask", "/Group", "/Interpolate", "/Device", "/AA", "/NeedAppearances"])
            Assert.DoesNotContain(word, file[Samples.Get("questpdf").Length..]);
        Assert.Contains("/CalRGB", file);
        Assert.Contains("/AP << /N ", file);
        Assert.Contains("/Resources << /XObject << /Seal ", file);
        Assert.Contains("/F 132", file);
        // The seal is on the second page, so the first page's object is not changed.
        Assert.Contains("/Rect [60 40 140 120]", file);
    }

    [Fact]
    public void A_trusted_second_signature_may_bring_a_seal()
    {
        using var folder = new TemporaryFolder();
        var once = PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.EllipticCurve, TestKeys.Options);
        var twice = PdfSigner.Sign(once, TestKeys.Rsa, TestKeys.Options with { Seal = Seal(folder, "PNG32:seal.png") });
        Assert.True(PdfSignatures.Verify(twice, TestKeys.Anchors, new() { Time = new TestTime(TestKeys.Now) }).Unchanged);
    }

    [Fact]
    public void What_is_no_picture_or_no_place_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentException>(() => SealImage.Read("GIF89a"u8));
        var png = File.ReadAllBytes(Make(folder, "PNG32:seal.png"));
        var random = new Random(20261124);
        for (var i = 0; i < 2_000; i++)
        {
            var damaged = (byte[])png.Clone();
            damaged[random.Next(8, 60)] = (byte)random.Next(256);
            if (i % 3 == 0)
                damaged = damaged[..random.Next(8, damaged.Length)];
            try
            {
                SealImage.Read(damaged);
            }
            catch (ArgumentException e)
            {
                Assert.Contains("seal", e.Message);
            }
        }
        var seal = Seal(folder, "PNG32:seal.png");
        Assert.Throws<ArgumentException>(() =>
            PdfSigner.Sign(Samples.HandMade(), TestKeys.Rsa, TestKeys.Options with { Seal = seal with { Width = 0 } })
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            PdfSigner.Sign(Samples.HandMade(), TestKeys.Rsa, TestKeys.Options with { Seal = seal with { Page = 2 } })
        );
    }

    private static VisibleSeal Seal(TemporaryFolder folder, string format) =>
        new(SealImage.Read(File.ReadAllBytes(Make(folder, format))), Left, Bottom, Side, Side);

    /// <summary>A red ring of 160 × 160 pixels, with a transparent background when the format allows that.</summary>
    private static string Make(TemporaryFolder folder, string format)
    {
        var parts = format.Split(':');
        var path = folder.PathOf(parts[1]);
        var ground = parts[0] is "PNG32" or "PNG8" ? "none" : "white";
        Judge.Run(
            "convert",
            "-size",
            "160x160",
            $"xc:{ground}",
            "-fill",
            "none",
            "-stroke",
            "#D02020",
            "-strokewidth",
            "16",
            "-draw",
            "circle 80,80 80,16",
            $"{parts[0]}:{path}"
        );
        return path;
    }

    private sealed record Picture(int Width, int Height, byte[] Pixels)
    {
        public static Picture ByMuPdf(string path) =>
            Read(Judge.RunBinary("mutool", "draw", "-q", "-r", "72", "-c", "rgb", "-F", "ppm", "-o", "-", path, "1"));

        public static Picture ByPoppler(string path) => Read(Judge.RunBinary("pdftoppm", "-r", "72", "-f", "1", "-l", "1", path));

        public (int Red, int Green, int Blue) At(int x, int y)
        {
            var at = (y * Width + x) * 3;
            return (Pixels[at], Pixels[at + 1], Pixels[at + 2]);
        }

        private static Picture Read(byte[] ppm)
        {
            var words = Encoding.ASCII.GetString(ppm, 0, 40).Split([' ', '\n']);
            Assert.Equal("P6", words[0]);
            var (width, height) = (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
            return new(width, height, ppm[^(width * height * 3)..]);
        }
    }
}
