using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;

namespace TechTransfer.Pdf.Tests;

/// <summary>Known attacks on PDF signatures, made with everything that an attacker may have.</summary>
public sealed class AttackTests
{
    private static readonly VerificationOptions Options = new() { Time = new TestTime(TestKeys.Now.AddDays(1)) };

    private static byte[] Signed =>
        PdfSigner.Sign(Samples.Get("hand-made 1.4"), TestKeys.Rsa, TestKeys.Options with { PlaceholderBytes = 4096 });

    [Fact]
    public void Bytes_hidden_beside_the_signature_are_seen()
    {
        var file = Signed;
        var (gap, behind) = Forger.Gap(file);

        foreach (
            var (a, b, c, d) in ((int, int, int, int)[])
                [
                    (0, gap - 10, behind, file.Length - behind),
                    (0, gap, behind + 3, file.Length - behind - 3),
                    (0, gap + 1, behind - 1, file.Length - behind + 1),
                    (5, gap - 5, behind, file.Length - behind),
                ]
        )
        {
            var answer = Verify(Forger.WithByteRange(file, TestKeys.Rsa, a, b, c, d));
            Assert.Equal(SignatureState.Invalid, answer.State);
            Assert.Contains(SignatureFault.ByteRangeWrong, answer.Signatures[0].Findings);
        }
        Assert.True(Verify(Forger.WithByteRange(file, TestKeys.Rsa, 0, gap, behind, file.Length - behind)).Unchanged);

        // Leaves out only the final line end; the signature then does not cover the whole file.
        var shorter = Verify(Forger.WithByteRange(file, TestKeys.Rsa, 0, gap, behind, file.Length - behind - 1));
        Assert.Equal(SignatureState.Valid, shorter.State);
        Assert.Equal([SignatureFault.NotCoveredToEnd], shorter.Signatures[0].Findings);
        Assert.False(shorter.Unchanged);
    }

    [Fact]
    public void A_page_replaced_between_two_of_our_signatures_is_seen()
    {
        var changed = Forger.Update(
            Signed,
            (file, update) =>
                Forger.Set(
                    file,
                    update,
                    PageTree.Find(file, 1).Reference,
                    "Contents",
                    $"{update.AddStream(new PdfDictionary(), "0 0 100 100 re f"u8).Number} 0 R"
                )
        );
        Changed(PdfSigner.Sign(changed, TestKeys.EllipticCurve, TestKeys.Options), touched: 3);
    }

    [Fact]
    public void An_object_that_was_referred_to_before_it_existed_is_seen()
    {
        // The shadow attack "hide": the signed page refers to an object that is added later.
        var prepared = Samples.Assemble(
            "1.7",
            "/Root 1 0 R",
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents [4 0 R 30 0 R] /Resources << >> >>",
            Samples.Stream("0 0 50 50 re f")
        );
        var once = PdfSigner.Sign(prepared, TestKeys.Rsa, TestKeys.Options);
        Assert.True(Verify(once).Unchanged);

        var changed = Forger.Update(once, (_, update) => update.Set(new(30, 0), Forger.Value("[]")));
        Changed(PdfSigner.Sign(changed, TestKeys.EllipticCurve, TestKeys.Options), touched: 30);
    }

    [Fact]
    public void A_form_field_filled_in_later_is_seen()
    {
        var once = PdfSigner.Sign(Samples.Get("with a form"), TestKeys.Rsa, TestKeys.Options);
        var changed = Forger.Update(once, (file, update) => Forger.Set(file, update, new(7, 0), "V", "(9,999,999.00)"));
        Changed(PdfSigner.Sign(changed, TestKeys.EllipticCurve, TestKeys.Options), touched: 7);
    }

    [Fact]
    public void A_title_changed_later_is_seen()
    {
        var once = PdfSigner.Sign(Samples.Get("with a form"), TestKeys.Rsa, TestKeys.Options);
        var changed = Forger.Update(once, (file, update) => Forger.Set(file, update, new(11, 0), "Title", "(Another)"));
        Changed(PdfSigner.Sign(changed, TestKeys.EllipticCurve, TestKeys.Options), touched: 11);
    }

    [Fact]
    public void A_note_laid_over_the_page_later_is_seen()
    {
        var changed = Forger.Update(
            Signed,
            (file, update) =>
            {
                var page = PageTree.Find(file, 1);
                var note = update.Add(Forger.Value("<< /Type /Annot /Subtype /FreeText /Rect [0 0 300 200] /Contents (paid) /F 4 >>"));
                Forger.Set(
                    file,
                    update,
                    page.Reference,
                    "Annots",
                    $"[{string.Join(' ', ((PdfArray)page.Dictionary["Annots"]!).Items.Select(ObjectWriter.Text))} {note.Number} 0 R]"
                );
            }
        );
        Changed(PdfSigner.Sign(changed, TestKeys.EllipticCurve, TestKeys.Options), touched: 3, LaterChanges.Comments);
    }

    [Fact]
    public void What_is_kept_for_verifiers_may_be_added_before_a_further_signature()
    {
        var kept = Forger.Update(
            Signed,
            (file, update) => Forger.Set(file, update, file.Catalog().Reference, "DSS", "<< /Type /DSS /Certs [] >>")
        );
        var alone = Verify(kept);
        Assert.Equal(LaterChanges.NothingSigned, alone.Signatures[0].LaterChanges);
        Assert.Contains(SignatureFault.NotCoveredToEnd, alone.Signatures[0].Findings);
        Assert.False(alone.Unchanged);

        Assert.True(Verify(PdfSigner.Sign(kept, TestKeys.EllipticCurve, TestKeys.Options)).Unchanged);
    }

    [Fact]
    public void A_signature_in_two_fields_is_refused()
    {
        var twice = Forger.Update(
            Signed,
            (file, update) =>
            {
                var form = (PdfDictionary)file.Catalog().Dictionary["AcroForm"]!;
                var field = (PdfReference)((PdfArray)form["Fields"]!).Items[0];
                var copy = file.Dictionary(field)!.Copy();
                copy.Entries["T"] = Forger.Value("(Another)");
                Forger.Set(
                    file,
                    update,
                    file.Catalog().Reference,
                    "AcroForm",
                    $"<< /SigFlags 3 /Fields [{field.Number} 0 R {update.Add(copy).Number} 0 R] >>"
                );
            }
        );
        var answer = Verify(PdfSigner.Sign(twice, TestKeys.EllipticCurve, TestKeys.Options));
        Assert.Equal(SignatureState.Invalid, answer.State);
        Assert.Contains(answer.Signatures, s => s.Findings.Contains(SignatureFault.DuplicateField));
    }

    [Fact]
    public void Cross_references_that_leave_out_the_signed_ones_are_seen()
    {
        var once = Signed;
        var text = Encoding.Latin1.GetString(PdfSigner.Sign(once, TestKeys.EllipticCurve, TestKeys.Options));
        var original = PdfFile.Open(once, ReadingBudget.ForSigning()).Sections;
        // The update's /Prev points to the original's cross-reference table instead of that of the first signature.
        var previous = string.Create(CultureInfo.InvariantCulture, $"/Prev {original[0].Offset}");
        var older = string.Create(CultureInfo.InvariantCulture, $"/Prev {original[1].Offset}").PadRight(previous.Length);
        var at = text.LastIndexOf(previous, StringComparison.Ordinal);
        var answer = Verify(Encoding.Latin1.GetBytes(text[..at] + older + text[(at + previous.Length)..]));
        Assert.NotEqual(SignatureState.Valid, answer.State);
        Assert.False(answer.Unchanged);
    }

    [Fact]
    public void Two_byte_ranges_in_one_dictionary_are_refused()
    {
        var text = Encoding.Latin1.GetString(Signed);
        var doubled = Encoding.Latin1.GetBytes(
            text.Replace("/Type /Sig /Filter /Adobe.PPKLite", "/ByteRange [0 1 2 3]             ", StringComparison.Ordinal)
        );
        var answer = Verify(doubled);
        Assert.Equal(SignatureState.Invalid, answer.State);
        Assert.Contains(SignatureFault.DictionaryWrong, answer.Signatures[0].Findings);
    }

    [Fact]
    public void What_a_CMS_signature_does_not_protect_is_seen_all_the_same()
    {
        var file = Signed;
        var cms = SignedFile.Last(file).Cms;
        Assert.True(Verify(Forger.WithSignature(file, cms)).Unchanged);

        // Changes the version number of the structure; names RSA together with its hash instead of alone.
        NotCanonical(file, Replaced(cms, [0x02, 0x01, 0x01, 0x31], [0x02, 0x01, 0x03, 0x31]));
        NotCanonical(
            file,
            LastReplaced(
                cms,
                [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01],
                [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]
            )
        );
        // Names SHA-512 instead of SHA-256 in the list of hash algorithms.
        NotCanonical(
            file,
            Replaced(cms, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01], [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03])
        );
        // Damages an enclosed chain certificate, so that no chain leads from the signer to the anchor.
        var middle = TestKeys.Rsa.Chain[0].RawData;
        var broken = (byte[])middle.Clone();
        broken[^1] ^= 1;
        Assert.False(Verify(Forger.WithSignature(file, Replaced(cms, middle, broken))).Unchanged);
        // Adds a certificate that is not part of the chain.
        NotCanonical(file, new CmsSignature(new WithExtra(TestKeys.Rsa), DigestOf(file)).Encode(null));
    }

    [Fact]
    public void A_signature_that_names_another_certificate_of_the_same_key_is_refused()
    {
        // Both certificates have the same key, so the signature value fits either. Only the signed attribute signing-certificate-v2 (RFC
        // 5035) says which one is meant.
        using var key = RSA.Create(2048);
        using var one = SignatureKey.FromPfx(TestKeys.Pfx(TestKeys.IssueSigner(key)), null);
        using var two = SignatureKey.FromPfx(TestKeys.Pfx(TestKeys.IssueSigner(key)), null);
        var file = PdfSigner.Sign(Samples.Get("hand-made 1.4"), one, TestKeys.Options);
        var changing = new Changing(one, two);
        var signature = new CmsSignature(changing, DigestOf(file));
        changing.Change();
        var answer = Verify(Forger.WithSignature(file, signature.Encode(null)));
        Assert.Equal(SignatureState.Invalid, answer.State);
        Assert.Equal(SignatureFault.CertificateMismatch, answer.Signatures[0].Findings[0]);
    }

    private static void Changed(byte[] file, int touched, LaterChanges grade = LaterChanges.Other)
    {
        var answer = Verify(file);
        Assert.Equal(SignatureState.Valid, answer.State);
        Assert.False(answer.Unchanged);
        Assert.Equal(grade, answer.Signatures[0].LaterChanges);
        Assert.Contains(touched, answer.Signatures[0].TouchedLater);
        Assert.Contains(SignatureFault.ChangedLater, answer.Signatures[0].Findings);
        Assert.Empty(answer.Signatures[1].Findings);
    }

    private static void NotCanonical(byte[] file, byte[] cms)
    {
        var answer = Verify(Forger.WithSignature(file, cms));
        Assert.False(answer.Unchanged);
        Assert.Equal([SignatureFault.EncodingNotCanonical], answer.Signatures[0].Findings);
        Assert.True(answer.Signatures[0].IsIntact);
    }

    private static byte[] DigestOf(byte[] file) => SHA256.HashData(SignedFile.Last(file).Content);

    private static byte[] Replaced(byte[] bytes, byte[] old, byte[] with) => ReplacedAt(bytes, bytes.AsSpan().IndexOf(old), old, with);

    private static byte[] LastReplaced(byte[] bytes, byte[] old, byte[] with) =>
        ReplacedAt(bytes, bytes.AsSpan().LastIndexOf(old), old, with);

    private static byte[] ReplacedAt(byte[] bytes, int at, byte[] old, byte[] with)
    {
        Assert.True(at >= 0);
        return [.. bytes[..at], .. with, .. bytes[(at + old.Length)..]];
    }

    private static PdfVerification Verify(byte[] file) => PdfSignatures.Verify(file, TestKeys.Anchors, Options);

    private sealed class WithExtra(SignatureKey key) : ISignatureKey
    {
        public X509Certificate2 Certificate => key.Certificate;

        public IReadOnlyList<X509Certificate2> Chain => [.. key.Chain, TestKeys.Stranger.Certificate];

        public byte[] Sign(ReadOnlySpan<byte> data) => key.Sign(data);
    }

    private sealed class Changing(SignatureKey one, SignatureKey two) : ISignatureKey
    {
        private bool isChanged;

        public X509Certificate2 Certificate => (isChanged ? two : one).Certificate;

        public IReadOnlyList<X509Certificate2> Chain => one.Chain;

        public byte[] Sign(ReadOnlySpan<byte> data) => one.Sign(data);

        public void Change() => isChanged = true;
    }
}
