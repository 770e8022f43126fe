using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;

namespace TechTransfer.Pdf.Tests;

public sealed class KeyTests
{
    [Fact]
    public void A_PFX_with_a_password_opens_with_that_password_only()
    {
        using var folder = new TemporaryFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = TestKeys.IssueSigner(key);
        var path = folder.Write("key.pfx", TestKeys.Pfx(certificate, "秘密"));

        using var opened = SignatureKey.FromPfxFile(path, "秘密");
        Assert.Equal(certificate.Thumbprint, opened.Certificate.Thumbprint);
        // The chain has the intermediate authority but not the root.
        Assert.Equal("CN=Test authority (虚构)", Assert.Single(opened.Chain).Subject);
        var error = Assert.Throws<SignatureKeyException>(() => SignatureKey.FromPfxFile(path, "wrong"));
        Assert.DoesNotContain("wrong\"", error.Message);
        Assert.Throws<SignatureKeyException>(() => SignatureKey.FromPfxFile(folder.PathOf("missing.pfx"), null));
        Assert.Throws<SignatureKeyException>(() => SignatureKey.FromPfx([1, 2, 3], null));
    }

    [Fact]
    public void A_secret_of_a_key_vault_signs()
    {
        using var key = RSA.Create(2048);
        using var certificate = TestKeys.IssueSigner(key);
        using var opened = SignatureKey.FromSecret(Convert.ToBase64String(TestKeys.Pfx(certificate)));

        Assert.True(
            PdfSignatures
                .Verify(
                    PdfSigner.Sign(Samples.Get("hand-made 1.4"), opened, TestKeys.Options),
                    TestKeys.Anchors,
                    new() { Time = new TestTime(TestKeys.Now) }
                )
                .Unchanged
        );
        Assert.Throws<SignatureKeyException>(() => SignatureKey.FromSecret("no base 64!"));
    }

    [Theory]
    [InlineData("RSA")]
    [InlineData("P-256")]
    public void One_key_signs_for_many_threads(string algorithm)
    {
        var options = new VerificationOptions { Time = new TestTime(TestKeys.Now) };
        var files = new byte[200][];
        Parallel.For(
            0,
            files.Length,
            new() { MaxDegreeOfParallelism = 8 },
            i => files[i] = PdfSigner.Sign(Samples.HandMade($"Paper {i}"), TestKeys.Of(algorithm), TestKeys.Options)
        );
        Assert.All(files, file => Assert.True(PdfSignatures.Verify(file, TestKeys.Anchors, options).Unchanged));
    }

    [Fact]
    public void Weak_keys_and_keys_for_other_uses_are_refused()
    {
        foreach (
            var (key, usage) in ((AsymmetricAlgorithm, X509KeyUsageFlags)[])
                [
                    (RSA.Create(1024), X509KeyUsageFlags.DigitalSignature),
                    (ECDsa.Create(ECCurve.NamedCurves.nistP384), X509KeyUsageFlags.DigitalSignature),
                    (RSA.Create(2048), X509KeyUsageFlags.KeyEncipherment),
                ]
        )
        {
            using (key)
            {
                using var certificate = TestKeys.IssueSigner(key, usage);
                Assert.Throws<SignatureKeyException>(() => SignatureKey.FromPfx(TestKeys.Pfx(certificate), null));
            }
        }
        Assert.Throws<SignatureKeyException>(() =>
            SignatureKey.FromPfx(new X509Certificate2Collection(TestKeys.Root).Export(X509ContentType.Pkcs12)!, null)
        );
    }

    [Fact]
    public void A_checkout_makes_its_own_authority_once()
    {
        using var folder = new TemporaryFolder();
        var time = new TestTime(TestKeys.Now);
        using var first = LocalAuthority.Open(folder.PathOf("keys"), "虚构市技术合同登记站", time);
        using var second = LocalAuthority.Open(folder.PathOf("keys"), "虚构市技术合同登记站", time);

        Assert.Equal(first.Key.Certificate.Thumbprint, second.Key.Certificate.Thumbprint);
        Assert.Equal(first.Certificate.Thumbprint, second.Certificate.Thumbprint);
        var signer = first.Key.Certificate;
        Assert.Equal("虚构市技术合同登记站", signer.GetNameInfo(X509NameType.SimpleName, false));
        Assert.Contains("O=虚构市技术合同登记站", signer.Subject);
        Assert.Equal(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
            signer.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages
        );
        Assert.Equal(TestKeys.Now.AddYears(2).UtcDateTime, signer.NotAfter.ToUniversalTime());

        var signed = PdfSigner.Sign(Samples.Get("questpdf"), first.Key, TestKeys.Options);
        Assert.True(PdfSignatures.Verify(signed, [first.Certificate], new() { Time = time }).Unchanged);
        Assert.False(PdfSignatures.Verify(signed, TestKeys.Anchors, new() { Time = time }).Unchanged);
    }

    [Fact]
    public void Only_the_owner_may_read_the_keys_of_a_checkout()
    {
        using var folder = new TemporaryFolder();
        using var authority = LocalAuthority.Open(folder.PathOf("keys"), "虚构", new TestTime(TestKeys.Now));
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in (string[])["authority.pfx", "signing.pfx"])
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.PathOf("keys"), file)));
        }
    }

    [Fact]
    public void A_signing_certificate_is_renewed_before_it_ends_and_the_old_signatures_stay_valid()
    {
        using var folder = new TemporaryFolder();
        var time = new TestTime(TestKeys.Now);
        using var before = LocalAuthority.Open(folder.PathOf("keys"), "虚构", time);
        var signed = PdfSigner.Sign(Samples.Get("hand-made 1.4"), before.Key, TestKeys.Options);
        time.Now = TestKeys.Now.AddYears(2).AddDays(-20);
        using var after = LocalAuthority.Open(folder.PathOf("keys"), "虚构", time);

        Assert.NotEqual(before.Key.Certificate.Thumbprint, after.Key.Certificate.Thumbprint);
        Assert.Equal(before.Certificate.Thumbprint, after.Certificate.Thumbprint);
        Assert.True(PdfSignatures.Verify(signed, [after.Certificate], new() { Time = time }).Unchanged);
    }

    [Fact]
    public async Task Several_processes_agree_on_one_authority()
    {
        using var folder = new TemporaryFolder();
        var time = new TestTime(TestKeys.Now);
        var opened = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => LocalAuthority.Open(folder.PathOf("keys"), "虚构", time)))
        );
        Assert.Single(opened.Select(a => a.Certificate.Thumbprint).Distinct());
        Assert.Single(opened.Select(a => a.Key.Certificate.Thumbprint).Distinct());
        foreach (var authority in opened)
            authority.Dispose();
    }

    [Fact]
    public void The_offline_recipe_accepts_the_local_authority()
    {
        using var folder = new TemporaryFolder();
        using var authority = LocalAuthority.Open(folder.PathOf("keys"), "虚构市技术合同登记站", TimeProvider.System);
        var signed = PdfSigner.Sign(
            Samples.Get("questpdf"),
            authority.Key,
            TestKeys.Options with
            {
                ClaimedTime = TimeProvider.System.GetUtcNow(),
            }
        );
        var script = Documentation.Recipe("signatures.md");
        Assert.Equal(script, Documentation.Recipe("signatures.zh-CN.md"));
        folder.Write("paper.pdf", signed);
        File.Copy(Path.Combine(folder.PathOf("keys"), "authority.crt"), folder.PathOf("authority.crt"));
        Assert.Contains("CMS Verification successful", Judge.Run("bash", "-c", $"cd '{folder.PathOf(".")}' && {script}"));

        // After one changed byte the script must report a failure.
        signed[100] ^= 1;
        folder.Write("paper.pdf", signed);
        var (code, _, errors) = Judge.Start("bash", "-c", $"cd '{folder.PathOf(".")}' && {script}");
        Assert.NotEqual(0, code);
        Assert.Contains("erification failure", errors);
    }

    private static class Documentation
    {
        /// <summary>The first block of commands on a page of the documentation.</summary>
        public static string Recipe(string page)
        {
            var text = File.ReadAllText(Repository.PathOf("docs", page), Encoding.UTF8);
            var start = text.IndexOf("```bash\n", StringComparison.Ordinal) + 8;
            return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
        }
    }
}
