using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;

namespace TechTransfer.Pdf.Tests;

public sealed class VerificationTests
{
    private static readonly VerificationOptions Options = new() { Time = new TestTime(TestKeys.Now.AddDays(1)) };

    public static TheoryData<string> Kinds => Samples.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_signed_file_is_valid_and_unchanged(string kind)
    {
        foreach (var key in (SignatureKey[])[TestKeys.Rsa, TestKeys.EllipticCurve])
        {
            var answer = Verify(PdfSigner.Sign(Samples.Get(kind), key, TestKeys.Options));

            Assert.Equal(SignatureState.Valid, answer.State);
            Assert.True(answer.Unchanged);
            var signature = Assert.Single(answer.Signatures);
            Assert.Empty(signature.Findings);
            Assert.Equal(key.Certificate.GetNameInfo(X509NameType.SimpleName, false), signature.Signer);
            Assert.Equal(TestKeys.Now, signature.ClaimedAt);
            Assert.Null(signature.StampedAt);
            Assert.Equal("签发技术合同登记证明", signature.Reason);
            Assert.Equal("重庆", signature.Location);
            Assert.Equal(LaterChanges.None, signature.LaterChanges);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Several_signatures_leave_each_other_unchanged(string kind)
    {
        var file = Samples.Get(kind);
        foreach (var key in (SignatureKey[])[TestKeys.EllipticCurve, TestKeys.Rsa, TestKeys.EllipticCurve])
            file = PdfSigner.Sign(file, key, TestKeys.Options);
        var answer = Verify(file);

        Assert.Empty(answer.Signatures.SelectMany(s => s.Findings));
        Assert.True(answer.Unchanged);
        Assert.Equal(
            [LaterChanges.NothingSigned, LaterChanges.NothingSigned, LaterChanges.None],
            answer.Signatures.Select(s => s.LaterChanges)
        );
        Assert.NotEmpty(answer.Signatures[0].TouchedLater);
        Assert.True(answer.Signatures[0].SignedLength < answer.Signatures[1].SignedLength);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_unsigned_file_has_no_signature(string kind)
    {
        var answer = Verify(Samples.Get(kind));
        Assert.Equal(SignatureState.None, answer.State);
        Assert.False(answer.Unchanged);
        Assert.Null(answer.Problem);
    }

    [Fact]
    public void A_signer_whom_no_anchor_vouches_for_is_not_valid()
    {
        var answer = Verify(PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.Stranger, TestKeys.Options));

        Assert.Equal(SignatureState.Invalid, answer.State);
        Assert.True(answer.Signatures[0].IsIntact);
        Assert.Contains(SignatureFault.Untrusted, answer.Signatures[0].Findings);
        Assert.Null(answer.Trusted);
    }

    [Fact]
    public void A_strangers_signature_after_ours_is_a_change()
    {
        var answer = Verify(
            PdfSigner.Sign(PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.Rsa, TestKeys.Options), TestKeys.Stranger, TestKeys.Options)
        );

        Assert.Equal(SignatureState.Valid, answer.State);
        Assert.False(answer.Unchanged);
        Assert.Equal("虚构市技术合同登记站 RSA", answer.Trusted?.Signer);
        Assert.Equal(LaterChanges.Other, answer.Signatures[0].LaterChanges);
    }

    [Fact]
    public void A_certificate_that_has_ended_since_still_vouches_for_what_it_signed()
    {
        var signed = PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.Rsa, TestKeys.Options);
        Assert.True(PdfSignatures.Verify(signed, TestKeys.Anchors, new() { Time = new TestTime(TestKeys.Now.AddYears(15)) }).Unchanged);
    }

    [Fact]
    public void A_signature_from_outside_the_certificates_validity_is_refused()
    {
        // Our signer refuses a date outside the certificate's validity, so the test forges the date.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ended = TestKeys.IssueSigner(key, years: 1);
        var signer = new Postdated(SignatureKey.FromPfx(TestKeys.Pfx(ended), null));
        var answer = Verify(signer.Sign(Samples.Get("questpdf"), TestKeys.Now.AddHours(20)));

        Assert.Equal(SignatureState.Invalid, answer.State);
        Assert.True(answer.Signatures[0].IsIntact);
        Assert.Contains(SignatureFault.OutsideValidity, answer.Signatures[0].Findings);
    }

    [Fact]
    public void A_time_in_the_future_is_not_believed()
    {
        var answer = Verify(
            PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.Rsa, TestKeys.Options with { ClaimedTime = TestKeys.Now.AddDays(3) })
        );
        Assert.Equal(SignatureState.Invalid, answer.State);
        Assert.Contains(SignatureFault.TimeInFuture, answer.Signatures[0].Findings);
    }

    [Fact]
    public async Task A_stream_is_verified_as_its_bytes_are()
    {
        using var stream = new MemoryStream(PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.Rsa, TestKeys.Options));
        Assert.True((await PdfSignatures.VerifyAsync(stream, TestKeys.Anchors, Options)).Unchanged);
    }

    [Fact]
    public void A_signature_by_openssl_is_valid_but_not_vouched_for_byte_by_byte()
    {
        // openssl adds a signing time and a list of ciphers, and omits the binding to the certificate.
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        using var certificate = TestKeys.IssueSigner(key);
        var signed = PdfSigner.Sign(Samples.Get("questpdf"), TestKeys.Rsa, TestKeys.Options with { PlaceholderBytes = 4096 });
        var (old, content) = SignedFile.Last(signed);
        var pem = certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem();
        Judge.Run(
            "openssl",
            "cms",
            "-sign",
            "-binary",
            "-outform",
            "DER",
            "-md",
            "sha256",
            "-in",
            folder.Write("content.bin", content),
            "-signer",
            folder.Write("signer.pem", Encoding.ASCII.GetBytes(pem)),
            "-certfile",
            folder.Write("chain.pem", Encoding.ASCII.GetBytes(TestKeys.Rsa.Chain[0].ExportCertificatePem())),
            "-out",
            folder.PathOf("signature.der")
        );
        Replace(signed, old, File.ReadAllBytes(folder.PathOf("signature.der")));
        var answer = Verify(signed);

        Assert.Equal(SignatureState.Valid, answer.State);
        Assert.Equal([SignatureFault.EncodingNotCanonical], answer.Signatures[0].Findings);
        Assert.False(answer.Unchanged);
    }

    private static PdfVerification Verify(byte[] file) => PdfSignatures.Verify(file, TestKeys.Anchors, Options);

    private static void Replace(byte[] file, byte[] old, byte[] with)
    {
        var digits = Encoding.ASCII.GetBytes(Convert.ToHexString(old));
        var at = file.AsSpan().LastIndexOf(digits);
        file.AsSpan(at, digits.Length).Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexString(with)).CopyTo(file, at);
    }

    /// <summary>Signs with a date inside the certificate's validity, then replaces it with another.</summary>
    private sealed class Postdated(SignatureKey key)
    {
        public byte[] Sign(byte[] file, DateTimeOffset time)
        {
            var early = TestKeys.Options with { ClaimedTime = key.Certificate.NotAfter.AddMinutes(-1) };
            var signed = PdfSigner.Sign(file, key, early with { ClaimedTime = early.ClaimedTime.ToUniversalTime() });
            // The date is part of the signed bytes, so the file must be signed again after the change.
            var from = Encoding.ASCII.GetBytes(
                Convert.ToHexString(Encoding.ASCII.GetBytes($"D:{early.ClaimedTime.UtcDateTime:yyyyMMddHHmmss}Z"))
            );
            var to = Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.ASCII.GetBytes($"D:{time.UtcDateTime:yyyyMMddHHmmss}Z")));
            to.CopyTo(signed, signed.AsSpan().LastIndexOf(from));
            var (old, content) = SignedFile.Last(signed);
            Replace(signed, old, new Signing.CmsSignature(key, SHA256.HashData(content)).Encode(null));
            return signed;
        }
    }
}
