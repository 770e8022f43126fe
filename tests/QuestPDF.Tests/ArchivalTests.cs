using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

public sealed class ArchivalTests
{
    public static TheoryData<string> Documents => [.. SampleDocuments.Names];

    public static TheoryData<string, string> DocumentsAndRequirements
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var document in SampleDocuments.Names)
            {
                foreach (var requirement in ArchivalRequirements.All.Keys)
                    all.Add(document, requirement);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(DocumentsAndRequirements))]
    public void A_document_meets_each_requirement(string document, string requirement) =>
        Assert.Empty(ArchivalRequirements.All[requirement](new PdfObjects(SampleDocuments.Bytes(document))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Another_reader_finds_no_fault(string document)
    {
        using var pdf = new PdfUnderTest(SampleDocuments.Bytes(document));

        Assert.Contains("No syntax or stream encoding errors found", Tool.Run("qpdf", "--check", pdf.Path), StringComparison.Ordinal);
    }

    /// <summary>Plants a fault for each requirement and asserts that its function finds it.</summary>
    [Theory]
    [InlineData("header", "%PDF-1.7", "%PDF-2.0")]
    [InlineData("identifier and end", "/ID [", "/IX [")]
    [InlineData("cross-reference", "00000 n \n", "00000 n\t\n")]
    [InlineData("streams", "\nendstream", "\rendstream")]
    [InlineData("filters and hexadecimal strings", "<FEFF8", "<FEFF ")]
    [InlineData(
        "filters and hexadecimal strings",
        "/DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode",
        "/DeviceRGB /BitsPerComponent 8 /Filter /LZWDecode  ",
        "images"
    )]
    [InlineData("limits", "/StemV 87", "/StemV 9999999999")]
    [InlineData("resources", "/Resources", "/Resourcez")]
    [InlineData("resources", "/F1 11 Tf", "/F9 11 Tf")]
    [InlineData("metadata", "/Metadata ", "/Metadatx ")]
    [InlineData(
        "metadata",
        "<pdfaid:part xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">2",
        "<pdfaid:part xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">1"
    )]
    [InlineData("metadata", "W5M0MpCehiHzreSzNTczkc9d\"?", "W5M0MpCehiHzreSzNTczkc9d\" bytes=\"9\"?")]
    [InlineData("metadata", ">contractNumber<", ">contractNumbex<", "attachment")]
    [InlineData("information equals metadata", ">TechTransfer<", ">TechTransfex<")]
    [InlineData("output intent", "/N 3", "/N 4")]
    [InlineData("output intent", "/S /GTS_PDFA1", "/S /GTS_PDFX1")]
    [InlineData("graphics state and transparency", "/Type /ExtGState", "/Type /ExtGState /TR /Identity", "watermark")]
    [InlineData("images", "/Subtype /Image", "/Subtype /Image /Interpolate true", "images")]
    [InlineData("glyphs", "[<0001", "[<0000")]
    [InlineData("composite fonts", "/Encoding /Identity-H", "/Encoding /Identity-V")]
    [InlineData("glyph numbers", "/CIDToGIDMap", "/CIDToGIDMax")]
    [InlineData("widths", "/W [0 [1000 1000", "/W [0 [1000 900 ")]
    [InlineData("no list of glyphs", "/StemV 87", "/CIDSet 87")]
    [InlineData("names of subsets", "+NotoSerif", "-NotoSerif")]
    [InlineData("characters of glyphs", "\n<0001> <", "\n<0000> <")]
    [InlineData("character maps", "beginbfchar", "1 beginbfchar")]
    [InlineData("annotations", "/F 4", "/F 6")]
    [InlineData("actions", "/S /URI", "/S /Launch")]
    [InlineData("optional content", "/Type /Catalog", "/Type /Catalog /OCProperties << >>")]
    [InlineData("permissions", "/Type /Catalog", "/Type /Catalog /Perms << >>")]
    [InlineData("embedded files", "/AFRelationship", "/AFRelationshix", "attachment")]
    [InlineData("embedded files", "/ModDate (D:20260320040000Z", "/ModDatx (D:20260320040000Z", "attachment")]
    public void A_planted_fault_is_found(string requirement, string right, string wrong, string document = "plain certificate")
    {
        var pdf = new PdfObjects(Replace(SampleDocuments.Bytes(document), right, wrong));

        Assert.NotEmpty(ArchivalRequirements.All[requirement](pdf));
    }

    [Fact]
    public void A_page_that_no_archive_takes_is_refused()
    {
        TestFonts.Register();
        foreach (var (width, height) in ((float, float)[])[(2, 100), (100, 15_000)])
        {
            var document = SampleDocuments.Archival(Document.Create(d => d.Page(p => p.Size(width, height))), PDFA_Conformance.PDFA_2B);

            Assert.Contains(
                "3 to 14400 points",
                Assert.Throws<DocumentComposeException>(() => document.GeneratePdf()).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_title_longer_than_a_string_may_be_is_refused()
    {
        TestFonts.Register();
        var document = Document
            .Create(d => d.Page(p => p.Content().Width(1)))
            .WithMetadata(new DocumentMetadata { Title = new string('长', 17_000) });

        Assert.Throws<DocumentComposeException>(() => document.GeneratePdf());
    }

    [Fact]
    public void Elements_turned_too_deep_in_each_other_are_refused()
    {
        TestFonts.Register();

        Turned(27).Dispose();
        Assert.Contains("27 deep", Assert.Throws<DocumentLayoutException>(() => Turned(28)).Message, StringComparison.Ordinal);

        static PdfUnderTest Turned(int times) =>
            PdfUnderTest.Of(c =>
            {
                // Alternate two kinds of transformation, because equal ones in a row would be merged.
                for (var i = 0; i < times; i++)
                    c = i % 2 == 0 ? c.Rotate(1) : c.Scale(0.99f);
                c.LineHorizontal(1).LineDashPattern([1, 1]);
            });
    }

    [Theory]
    [InlineData("3", "A")]
    [InlineData("3", "B")]
    [InlineData("3", "U")]
    [InlineData("2", "A")]
    [InlineData("2", "B")]
    [InlineData("2", "U")]
    public void A_document_claims_the_level_that_was_asked_for(string part, string level)
    {
        TestFonts.Register();
        var conformance = Enum.Parse<PDFA_Conformance>($"PDFA_{part}{level}");
        var pdf = new PdfObjects(
            SampleDocuments
                .Archival(Document.Create(d => d.Page(p => p.Content().Text("甲").FontFamily(TestFonts.Serif))), conformance)
                .GeneratePdf()
        );

        var packet = ArchivalRequirements.Packet(pdf);
        Assert.Equal(part, packet.Descendants().Single(e => e.Name.LocalName == "part").Value);
        Assert.Equal(level, packet.Descendants().Single(e => e.Name.LocalName == "conformance").Value);
        Assert.Equal(level == "A", pdf.Catalog.ContainsKey("StructTreeRoot"));
    }

    /// <summary>Replaces the first occurrence of a text and corrects all offsets behind it.</summary>
    private static byte[] Replace(byte[] pdf, string right, string wrong)
    {
        var (before, after) = (Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(wrong));
        var at = pdf.AsSpan().IndexOf(before);
        Assert.True(at >= 0, $"{right} is not there.");
        byte[] changed = [.. pdf[..at], .. after, .. pdf[(at + before.Length)..]];
        var shift = after.Length - before.Length;
        if (shift == 0)
            return changed;

        var text = Encoding.Latin1.GetString(changed);
        var table = text.LastIndexOf("\nxref\n", StringComparison.Ordinal) + 1;
        text =
            text[..table]
            + Regex.Replace(
                text[table..],
                @"(\d{10})(?= 00000 n)|(?<=startxref\n)\d+",
                m =>
                {
                    var offset = long.Parse(m.Value, CultureInfo.InvariantCulture);
                    return (offset > at ? offset + shift : offset).ToString(
                        m.Value.Length == 10 ? "D10" : "D",
                        CultureInfo.InvariantCulture
                    );
                }
            );
        // Correct the length of the changed stream too.
        var start = text.LastIndexOf(" 0 obj\n", at, StringComparison.Ordinal);
        var end = text.IndexOf("endobj", at, StringComparison.Ordinal);
        var stream = text.IndexOf("\nstream\n", start, end - start, StringComparison.Ordinal);
        if (stream >= 0 && stream < at)
        {
            var length = Regex.Match(text[start..stream], @"/Length (\d+)");
            var number = int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture) + shift;
            Assert.Equal(length.Groups[1].Length, $"{number}".Length);
            text =
                text[..start] + text[start..stream].Replace(length.Value, $"/Length {number}", StringComparison.Ordinal) + text[stream..];
        }
        return Encoding.Latin1.GetBytes(text);
    }
}
