using System.Text;
using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Pdf.Tests;

public sealed class SigningTests
{
    public static TheoryData<string, string> KindsAndKeys()
    {
        var data = new TheoryData<string, string>();
        foreach (var kind in Samples.AllKinds)
        {
            data.Add(kind, "RSA");
            data.Add(kind, "P-256");
        }
        return data;
    }

    public static TheoryData<string> Kinds => Samples.Kinds;

    [Theory]
    [MemberData(nameof(KindsAndKeys))]
    public void Poppler_qpdf_and_openssl_accept_a_signed_file(string kind, string algorithm)
    {
        using var folder = new TemporaryFolder();
        var signed = PdfSigner.Sign(Samples.Get(kind), TestKeys.Of(algorithm), TestKeys.Options);
        var path = folder.Write("signed.pdf", signed);

        var poppler = Judge.Run("pdfsig", "-nocert", path);
        Assert.Contains("Signature Validation: Signature is Valid.", poppler);
        Assert.Contains("Signature Type: ETSI.CAdES.detached", poppler);
        Assert.Contains("Hash Algorithm: SHA-256", poppler, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Total document signed", poppler);
        Assert.DoesNotContain("not verified", poppler);

        Assert.DoesNotContain("WARNING", Judge.Run("qpdf", "--check", path));
        CheckWithOpenssl(folder, signed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_original_stays_byte_for_byte_and_looks_the_same(string kind)
    {
        using var folder = new TemporaryFolder();
        var original = Samples.Get(kind);
        var signed = PdfSigner.Sign(original, TestKeys.EllipticCurve, TestKeys.Options);

        Assert.Equal(original, signed[..original.Length]);
        var (before, after) = (folder.Write("before.pdf", original), folder.Write("after.pdf", signed));
        Assert.Equal(ByMuPdf(before), ByMuPdf(after));
        Assert.Equal(Judge.RunBinary("pdftoppm", "-r", "60", before), Judge.RunBinary("pdftoppm", "-r", "60", after));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_second_signature_leaves_the_first_one_whole(string kind)
    {
        using var folder = new TemporaryFolder();
        var once = PdfSigner.Sign(Samples.Get(kind), TestKeys.EllipticCurve, TestKeys.Options);
        var twice = PdfSigner.Sign(once, TestKeys.Rsa, TestKeys.Options with { ClaimedTime = TestKeys.Now.AddHours(1) });

        Assert.Equal(once, twice[..once.Length]);
        var path = folder.Write("signed.pdf", twice);
        var poppler = Judge.Run("pdfsig", "-nocert", path);
        Assert.Equal(2, poppler.Split("Signature is Valid.").Length - 1);
        Assert.DoesNotContain("WARNING", Judge.Run("qpdf", "--check", path));
        CheckWithOpenssl(folder, twice, 0);
        CheckWithOpenssl(folder, twice, 1);
    }

    [Theory]
    [InlineData("questpdf", "xref\n")]
    [InlineData("object streams", "/Type /XRef")]
    public void The_update_uses_the_cross_references_that_the_file_uses(string kind, string sign)
    {
        var original = Samples.Get(kind);
        var update = Encoding.Latin1.GetString(PdfSigner.Sign(original, TestKeys.EllipticCurve, TestKeys.Options)[original.Length..]);

        Assert.Contains(sign, update);
        Assert.Equal(kind == "questpdf", update.Contains("trailer"));
    }

    [Fact]
    public void The_signature_is_what_PAdES_baseline_asks_for()
    {
        using var folder = new TemporaryFolder();
        var signed = PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.Rsa, TestKeys.Options);
        var cms = folder.Write("signature.der", SignedFile.Last(signed).Cms);

        var print = Judge.Run("openssl", "cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", cms);
        Assert.Equal(
            3,
            print
                .Split("object: ")
                .Skip(1)
                .Count(part =>
                    part.StartsWith("contentType", StringComparison.Ordinal)
                    || part.StartsWith("messageDigest", StringComparison.Ordinal)
                    || part.StartsWith("id-smime-aa-signingCertificateV2", StringComparison.Ordinal)
                )
        );
        Assert.DoesNotContain("signingTime", print);
        Assert.Contains("eContent: <ABSENT>", print);
        Assert.Matches(@"unsignedAttrs:\s+<ABSENT>", print);

        var dictionary = Encoding.Latin1.GetString(signed);
        Assert.Contains("/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached", dictionary);
        Assert.Contains($"/M <{Convert.ToHexString("D:20261120093000+08'00"u8)}>", dictionary);
        Assert.Contains("/SigFlags 3", dictionary);
        Assert.Contains("/F 132", dictionary);
        Assert.Contains("/Rect [0 0 0 0]", dictionary);
    }

    [Fact]
    public void The_digits_of_the_signature_are_the_only_bytes_not_signed()
    {
        var signed = PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.Rsa, TestKeys.Options);
        var (_, content) = SignedFile.Last(signed);
        var gap = Encoding.Latin1.GetString(signed).LastIndexOf("/Contents <", StringComparison.Ordinal) + "/Contents ".Length;
        var room = signed.Length - content.Length;

        Assert.Equal((byte)'<', signed[gap]);
        Assert.Equal((byte)'>', signed[gap + room - 1]);
        Assert.All(signed[(gap + 1)..(gap + room - 1)], digit => Assert.True(char.IsAsciiHexDigitUpper((char)digit)));
    }

    [Fact]
    public void A_signature_costs_few_bytes()
    {
        var original = Samples.Get("questpdf");
        Assert.InRange(PdfSigner.Sign(original, TestKeys.EllipticCurve, TestKeys.Options).Length - original.Length, 0, 6_000);
        Assert.InRange(PdfSigner.Sign(original, TestKeys.Rsa, TestKeys.Options).Length - original.Length, 0, 8_000);
    }

    [Fact]
    public void A_field_name_that_is_taken_is_refused_or_counted_on()
    {
        var file = Samples.Get("with a form");
        var error = Assert.Throws<ArgumentException>(() =>
            PdfSigner.Sign(file, TestKeys.EllipticCurve, TestKeys.Options with { FieldName = "Signature1" })
        );
        Assert.Contains("Signature1", error.Message);

        var signed = Encoding.Latin1.GetString(PdfSigner.Sign(file, TestKeys.EllipticCurve, TestKeys.Options));
        Assert.Contains($"/T <{Convert.ToHexString("Signature2"u8)}>", signed);
    }

    [Fact]
    public void A_time_outside_the_certificates_validity_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            PdfSigner.Sign(
                Samples.Get("questpdf"),
                TestKeys.EllipticCurve,
                TestKeys.Options with
                {
                    ClaimedTime = TestKeys.Now.AddYears(5),
                }
            )
        );

    [Fact]
    public void A_placeholder_that_is_too_small_is_an_error() =>
        Assert.Throws<ArgumentException>(() =>
            PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.Rsa, TestKeys.Options with { PlaceholderBytes = 600 })
        );

    [Fact]
    public void A_placeholder_may_be_larger_than_needed()
    {
        using var folder = new TemporaryFolder();
        var signed = PdfSigner.Sign(Samples.Get("hand-made 1.4"), TestKeys.Rsa, TestKeys.Options with { PlaceholderBytes = 20_000 });
        Assert.Contains("Signature is Valid.", Judge.Run("pdfsig", "-nocert", folder.Write("signed.pdf", signed)));
    }

    [Fact]
    public void An_encrypted_file_is_refused() =>
        Assert.Equal(
            PdfProblem.Encrypted,
            Assert.Throws<PdfException>(() => PdfSigner.Sign(Samples.Get("encrypted"), TestKeys.EllipticCurve, TestKeys.Options)).Problem
        );

    [Fact]
    public void A_file_that_is_certified_against_any_change_is_refused()
    {
        var file = Samples.Assemble(
            "1.7",
            "/Root 1 0 R",
            "<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 4 0 R >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Resources << >> >>",
            "<< /Type /Sig /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>"
        );
        Assert.Equal(
            PdfProblem.Locked,
            Assert.Throws<PdfException>(() => PdfSigner.Sign(file, TestKeys.EllipticCurve, TestKeys.Options)).Problem
        );
    }

    private static byte[] ByMuPdf(string path) =>
        Judge.RunBinary("mutool", "draw", "-q", "-r", "60", "-c", "rgb", "-F", "ppm", "-o", "-", path);

    private static void CheckWithOpenssl(TemporaryFolder folder, byte[] signed, int fromEnd = 0)
    {
        var (cms, content) = SignedFile.Last(signed, fromEnd);
        var root = folder.Write("root.pem", Encoding.ASCII.GetBytes(TestKeys.Root.ExportCertificatePem()));
        var printed = Judge.Run(
            "openssl",
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            folder.Write("signature.der", cms),
            "-content",
            folder.Write("content.bin", content),
            "-CAfile",
            root,
            "-attime",
            "1795140000",
            "-out",
            folder.PathOf("out.bin")
        );
        Assert.Contains("CMS Verification successful", printed);
    }
}
