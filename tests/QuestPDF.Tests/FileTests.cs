using System.Text;
using System.Text.RegularExpressions;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

public sealed class FileTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 20, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_certificate_is_a_correct_PDF_of_one_page()
    {
        using var pdf = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));

        Assert.Contains("No syntax or stream encoding errors found", Tool.Run("qpdf", "--check", pdf.Path), StringComparison.Ordinal);
        Assert.Equal(1, pdf.PageCount);
        Assert.StartsWith("%PDF-1.7\n%", Encoding.Latin1.GetString(pdf.Bytes, 0, 10), StringComparison.Ordinal);
        Assert.All(pdf.Bytes[10..14], b => Assert.True(b > 127));
        Assert.EndsWith("\n%%EOF\n", Encoding.Latin1.GetString(pdf.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_is_small()
    {
        using var pdf = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));

        Assert.InRange(pdf.Bytes.Length, 20_000, 60_000);
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes()
    {
        using var first = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));
        using var second = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));

        Assert.Equal(first.Bytes, second.Bytes);
    }

    [Fact]
    public void Documents_made_at_the_same_time_do_not_disturb_each_other()
    {
        TestFonts.Register();
        var expected = new SampleCertificate(TestImages.Code()).GeneratePdf();

        var all = Enumerable.Range(0, 32).AsParallel().Select(_ => new SampleCertificate(TestImages.Code()).GeneratePdf());

        Assert.All(all, bytes => Assert.Equal(expected, bytes));
    }

    [Fact]
    public void Another_text_or_another_time_gives_another_identifier()
    {
        var ids = new[] { Simple("甲", Noon), Simple("乙", Noon), Simple("甲", Noon.AddSeconds(1)) }.Select(IdOf).ToList();

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(ids[0], IdOf(Simple("甲", Noon)));
    }

    [Fact]
    public void Title_and_times_stand_in_both_forms_of_metadata()
    {
        using var pdf = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));

        var info = Tool.Run("pdfinfo", "-rawdates", pdf.Path);
        Assert.Matches(@"Title:\s+技术合同认定登记证明 2026-4401-JF-000123\n", info);
        Assert.Matches(@"Author:\s+虚构市技术合同登记站\n", info);
        Assert.Matches(@"Keywords:\s+技术合同, 认定登记\n", info);
        Assert.Matches(@"CreationDate:\s+D:20260320093000\+08'00'\n", info);
        Assert.Matches(@"ModDate:\s+D:20260320093000\+08'00'\n", info);

        var xmp = Tool.Run("pdfinfo", "-meta", pdf.Path);
        Assert.Contains(">技术合同认定登记证明 2026-4401-JF-000123</rdf:li>", xmp, StringComparison.Ordinal);
        Assert.Contains(">虚构市技术合同登记站</rdf:li>", xmp, StringComparison.Ordinal);
        Assert.Contains(":CreateDate xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">2026-03-20T09:30:00+08:00<", xmp, StringComparison.Ordinal);
        Assert.Contains("<pdfaid:part xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">2<", xmp, StringComparison.Ordinal);
        Assert.Contains(">U</pdfaid:conformance>", xmp, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_in_a_title_is_text()
    {
        TestFonts.Register();
        using var pdf = PdfUnderTest.Of(
            Document
                .Create(d => d.Page(p => p.Content().Width(1)))
                .WithMetadata(
                    new DocumentMetadata
                    {
                        Title = "a < b & (c) \\ \"d\"",
                        CreationDate = Noon,
                        ModifiedDate = Noon,
                    }
                )
        );

        Assert.Matches(@"Title:\s+a < b & \(c\) \\ ""d""\n", Tool.Run("pdfinfo", pdf.Path));
        Assert.Contains("a &lt; b &amp; (c)", Tool.Run("pdfinfo", "-meta", pdf.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void An_archival_document_says_what_its_colours_mean()
    {
        using var archival = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));
        using var plain = new PdfUnderTest(Simple("甲", Noon));

        var profile = Tool.RunBinary("mutool", "show", "-b", archival.Path, "trailer/Root/OutputIntents/1/DestOutputProfile");
        Assert.Equal("acsp", Encoding.ASCII.GetString(profile, 36, 4));
        Assert.Equal("mntrRGB XYZ ", Encoding.ASCII.GetString(profile, 12, 12));
        Assert.Equal(profile.Length, (profile[0] << 24) | (profile[1] << 16) | (profile[2] << 8) | profile[3]);
        Assert.DoesNotContain("/OutputIntents", Encoding.Latin1.GetString(plain.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_colour_profile_maps_white_to_white_and_follows_the_sRGB_curve()
    {
        using var pdf = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));
        var profile = Tool.RunBinary("mutool", "show", "-b", pdf.Path, "trailer/Root/OutputIntents/1/DestOutputProfile");

        // The three primaries add up to the D50 white of the connection space (ICC.1:2001, 6.1.4).
        foreach (var (axis, white) in new[] { 0.9642, 1, 0.8249 }.Index())
        {
            var sum = new[] { "rXYZ", "gXYZ", "bXYZ" }.Sum(tag => Fixed(Tag(tag), axis));
            Assert.Equal(white, sum, 0.001);
            Assert.Equal(white, Fixed(Tag("wtpt"), axis), 0.0001);
        }

        // Half of the maximum code value is about a fifth of the maximum light (IEC 61966-2-1).
        var curve = Tag("gTRC");
        Assert.Equal(0.2159, ((curve[12 + 2 * 128] << 8) | curve[13 + 2 * 128]) / 65535.0, 0.0005);

        byte[] Tag(string name)
        {
            for (var entry = 132; ; entry += 12)
            {
                if (Encoding.ASCII.GetString(profile, entry, 4) != name)
                    continue;
                var (offset, length) = (Number(profile, entry + 4), Number(profile, entry + 8));
                return profile[offset..(offset + length)];
            }
        }

        static double Fixed(byte[] tag, int axis) => Number(tag, 8 + 4 * axis) / 65536.0;

        static int Number(byte[] bytes, int at) => (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }

    [Fact]
    public void A_document_may_stay_uncompressed()
    {
        TestFonts.Register();
        var document = Document
            .Create(d => d.Page(p => p.Content().Background("#FF0000").Width(7)))
            .WithSettings(new DocumentSettings { CompressDocument = false });

        Assert.Contains("1 0 0 rg", Encoding.Latin1.GetString(document.GeneratePdf()), StringComparison.Ordinal);
    }

    [Fact]
    public void File_stream_and_array_get_the_same_bytes()
    {
        TestFonts.Register();
        var document = new SampleCertificate(TestImages.Code());
        var path = Path.GetTempFileName();
        using var stream = new MemoryStream();

        document.GeneratePdf(path);
        document.GeneratePdf(stream);

        Assert.Equal(document.GeneratePdf(), stream.ToArray());
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(path));
        File.Delete(path);
    }

    [Fact]
    public void A_certificate_is_made_in_less_than_thirty_milliseconds()
    {
        TestFonts.Register();
        new SampleCertificate(TestImages.Code()).GeneratePdf();

        var times = Enumerable
            .Range(0, 20)
            .Select(_ =>
            {
                var start = TimeProvider.System.GetTimestamp();
                new SampleCertificate(TestImages.Code()).GeneratePdf();
                return TimeProvider.System.GetElapsedTime(start);
            });

        // Take the fastest of twenty runs, to leave out other load on the machine.
        Assert.InRange(times.Min().TotalMilliseconds, 0, 30);
    }

    private static byte[] Simple(string text, DateTimeOffset time)
    {
        TestFonts.Register();
        return Document
            .Create(d => d.Page(p => p.Content().Text(text).FontFamily(TestFonts.Serif)))
            .WithMetadata(new DocumentMetadata { CreationDate = time, ModifiedDate = time })
            .GeneratePdf();
    }

    private static string IdOf(byte[] pdf) => Regex.Match(Encoding.Latin1.GetString(pdf), @"/ID \[(<[0-9A-F]{32}>) \1\]").Groups[1].Value;
}
