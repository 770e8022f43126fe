using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;

namespace TechTransfer.Pdf.Tests;

public sealed class AttachmentTests
{
    private static readonly PdfAttachment One = new("one.json", "{\"one\": 1}\n"u8.ToArray(), "application/json", "一", TestKeys.Now);
    private static readonly PdfAttachment Two = new("二.txt", "two"u8.ToArray(), "text/plain", "two", TestKeys.Now, "Supplement");

    public static TheoryData<string> Kinds => [.. Samples.AllKinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_attached_comes_out_again_and_the_signature_covers_it(string kind)
    {
        using var folder = new TemporaryFolder();
        var signed = PdfSigner.Sign(Samples.Get(kind), TestKeys.EllipticCurve, TestKeys.Options with { Attachments = [Two, One] });

        Assert.True(PdfSignatures.Verify(signed, TestKeys.Anchors, new() { Time = new TestTime(TestKeys.Now) }).Unchanged);
        var path = folder.Write("signed.pdf", signed);
        Judge.Run("qpdf", "--check", path);
        Assert.Contains("Signature is Valid.", Judge.Run("pdfsig", "-nocert", path));
        Judge.Run("pdfdetach", "-saveall", "-o", folder.PathOf("."), path);
        Assert.Equal(One.Content.ToArray(), File.ReadAllBytes(folder.PathOf("one.json")));
        Assert.Equal(Two.Content.ToArray(), File.ReadAllBytes(folder.PathOf("二.txt")));
    }

    [Fact]
    public void A_name_that_is_taken_and_a_relationship_that_does_not_exist_are_refused()
    {
        var once = PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.EllipticCurve, TestKeys.Options with { Attachments = [One] });
        Assert.Throws<ArgumentException>(() => PdfSigner.Sign(once, TestKeys.EllipticCurve, TestKeys.Options with { Attachments = [One] }));
        Assert.Throws<ArgumentException>(() =>
            PdfSigner.Sign(
                once,
                TestKeys.EllipticCurve,
                TestKeys.Options with
                {
                    Attachments = [One with { Name = "x", Relationship = "Friend" }],
                }
            )
        );
        Assert.NotEmpty(PdfSigner.Sign(once, TestKeys.EllipticCurve, TestKeys.Options with { Attachments = [Two] }));
    }
}
