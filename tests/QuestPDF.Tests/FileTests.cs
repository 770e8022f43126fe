namespace QuestPDF.Tests;

public sealed class FileTests
{
    [Fact]
    public void A_certificate_is_a_correct_PDF()
    {
        using var pdf = PdfUnderTest.Of(new SampleCertificate(TestImages.Code()));

        var report = Tool.Run("qpdf", "--check", pdf.Path);

        Assert.Contains("No syntax or stream encoding errors found", report, StringComparison.Ordinal);
        Assert.Equal(1, pdf.PageCount);
    }
}
