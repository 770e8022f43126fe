using System.Globalization;
using System.Text.RegularExpressions;
using QuestPDF.Tests;
using TechTransfer.Testing;

namespace TechTransfer.Certificates.Tests;

/// <summary>
/// Checks every certificate against the standards for archiving (PDF/A, ISO 19005) and accessibility (PDF/UA, ISO 14289-1).
/// </summary>
public sealed class ArchivalCertificates
{
    public static TheoryData<string> Names => CertificateTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_certificate_meets_each_requirement_of_archives(string name)
    {
        var pdf = new PdfObjects(CertificateSamples.Pdf(name));
        Assert.Empty(
            ArchivalRequirements.All.SelectMany(requirement => requirement.Value(pdf).Select(fault => $"{requirement.Key}: {fault}"))
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_certificate_is_read_aloud_in_order_with_names_before_their_values(string name)
    {
        var structure = new LogicalStructure(new PdfObjects(CertificateSamples.Pdf(name)));
        var described = CertificateSamples.All[name].Describe();

        Assert.Empty(structure.Faults);
        var all = structure.Document.All.ToList();
        var heading = Assert.Single(all, e => e.Type == "H1");
        Assert.Equal(described.Title.Zh, heading.Spoken);
        var picture = Assert.Single(all, e => e.Type == "Figure");
        Assert.Contains("https://certificates.example/api/verify/CQGX-2026-000042", picture.Text("Alt"), StringComparison.Ordinal);
        // The reading order: title, number, content, and at the end the issuer and date.
        int At(string text) => structure.Document.Spoken.IndexOf(text, StringComparison.Ordinal);
        Assert.True(At(described.Title.Zh) < At("CQGX-2026-000042") && At("CQGX-2026-000042") < At("扫码核验真伪和现行状态"));
        Assert.EndsWith("2026年11月20日", structure.Document.Spoken.TrimEnd(), StringComparison.Ordinal);
        Assert.All(all.Where(e => e.Type == "Table"), table => Assert.Contains(table.All, cell => cell.Type == "TH"));
        Assert.All(all.Where(e => e.Type == "TH"), cell => Assert.NotNull(structure.Attribute(cell, "Scope")));
        // English text is marked as English. Page numbers and watermarks are artifacts, which are not read aloud.
        Assert.Equal("en", all.First(e => e.Spoken == described.Title.En).Text("Lang"));
        Assert.Contains("第1页/共", structure.ArtifactText[0], StringComparison.Ordinal);
        Assert.DoesNotContain("/ 共", structure.Document.Spoken, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watermark_is_not_read_but_what_it_says_is()
    {
        var structure = new LogicalStructure(new PdfObjects(CertificateSamples.Pdf("registeredList")));
        Assert.All(structure.ArtifactText, page => Assert.Contains("不作为税务凭证", page, StringComparison.Ordinal));
        Assert.Contains("本清单不作为税务凭证", structure.Document.Spoken, StringComparison.Ordinal);
    }

    /// <summary>Compared at a quarter of the size, because the programs smooth edges differently.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Poppler_and_MuPDF_show_the_same_certificate(string name)
    {
        using var certificate = PrintedCertificate.Of(name);
        var pages = await certificate.PagesAsync();
        for (var page = 1; page <= pages; page++)
        {
            var (poppler, mupdf) = (await certificate.PictureAsync(page, 72, isGrey: true), $"{certificate.Path}.{page}.png");
            Assert.Equal(
                0,
                (await Tool.RunAsync("mutool", "draw", "-q", "-r", "72", "-c", "gray", "-o", mupdf, certificate.Path, $"{page}")).Code
            );
            var compared = await Tool.RunAsync(
                "convert",
                poppler,
                mupdf,
                "-resize",
                "25%",
                "-metric",
                "MAE",
                "-format",
                "%[distortion]",
                "-compare",
                "info:"
            );
            Assert.True(Regex.IsMatch(compared.Output, "^[0-9.e-]+$"), compared.Output + compared.Errors);
            Assert.InRange(double.Parse(compared.Output, NumberStyles.Float, CultureInfo.InvariantCulture), 0, 0.012);
        }
    }
}
