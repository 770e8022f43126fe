using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using QuestPDF.Tests;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Tests;
using TechTransfer.Pdf.Timestamps;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Certificates.Tests.Signing;

public sealed class SignedCertificates(TimestampAuthority authority) : IClassFixture<TimestampAuthority>
{
    private static async Task<(IssuingApp App, Certificate Certificate, byte[] File)> IssueAsync(params (string, string?)[] settings)
    {
        var app = await IssuingApp.NewAsync(signer: IssuingApp.SignerOf(settings));
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        var certificate = await app.CertificateAsync();
        return (app, certificate, await app.FileAsync(certificate));
    }

    private static string Root => Path.Combine(IssuingApp.AuthorityFolder, "authority.crt");

    [Fact]
    public async Task A_certificate_is_signed_and_other_programs_agree()
    {
        using var folder = new TemporaryFolder();
        var (app, certificate, file) = await IssueAsync();
        var path = folder.Write("certificate.pdf", file);

        var judged = Judge.Run("pdfsig", "-nocert", path);
        Assert.Contains("Signature is Valid.", judged);
        Assert.Contains("Total document signed", judged);
        Assert.DoesNotContain("Not total document signed", judged);
        Assert.Contains("No syntax or stream encoding errors found", Judge.Run("qpdf", "--check", path));

        var (cms, content) = SignedFile.Last(file);
        var (signature, signed) = (folder.Write("signature.der", cms), folder.Write("content.bin", content));
        Assert.Contains(
            "CMS Verification successful",
            Judge.Run(
                "openssl",
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                signature,
                "-content",
                signed,
                "-CAfile",
                Root,
                "-out",
                folder.PathOf("out")
            )
        );

        var own = PdfSignatures.Verify(file, app.Signer.Anchors);
        Assert.True(own.Unchanged);
        Assert.Equal((certificate.Number, "重庆高新区技术合同认定登记机构（示例）"), (own.Trusted!.Reason, own.Trusted.Signer));
        Assert.InRange(file.Length, 1, 80 * 1024);
    }

    [Fact]
    public async Task With_signature_and_statement_it_still_keeps_to_what_PDF_A_3_asks()
    {
        using var folder = new TemporaryFolder();
        var (_, _, file) = await IssueAsync();
        // Merges original and signature update into one revision, because the checks read only files without updates. The file's outer form
        // then comes from qpdf and is not checked.
        Judge.Run(
            "qpdf",
            "--object-streams=disable",
            "--stream-data=preserve",
            "--newline-before-endstream",
            folder.Write("signed.pdf", file),
            folder.PathOf("flat.pdf")
        );
        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder.PathOf("flat.pdf")));
        var flat = new PdfObjects(
            Encoding.Latin1.GetBytes(
                text.Replace("\ntrailer <<", "\ntrailer\n<<", StringComparison.Ordinal).Replace("#2f", "#2F", StringComparison.Ordinal)
            )
        );
        string[] outer = ["header", "identifier and end", "cross-reference", "annotations", "actions"];

        Assert.Equal(
            2,
            flat.Objects.Values.Count(o =>
                o.Value is Dictionary<string, object?> d && d.TryGetValue("Type", out var type) && type is PdfName { Value: "Filespec" }
            )
        );
        Assert.Empty(
            ArchivalRequirements
                .All.Where(r => !outer.Contains(r.Key))
                .SelectMany(requirement => requirement.Value(flat).Select(fault => $"{requirement.Key}: {fault}"))
        );

        var widget = Assert.Single(flat.OfType("Annot"));
        Assert.Equal(("Widget", "Sig", 132L), (flat.Name(widget["Subtype"]), flat.Name(widget["FT"]), (long)widget["F"]!));
        Assert.All((List<object?>)widget["Rect"]!, side => Assert.Equal(0L, side));
        Assert.DoesNotContain(widget.Keys, key => key is "A" or "AA" or "AP");
        var form = flat.Dictionary(flat.Catalog["AcroForm"])!;
        Assert.Equal(["Fields", "SigFlags"], form.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(flat.Catalog.Keys, key => key is "OpenAction" or "AA" or "Perms");
    }

    [Fact]
    public async Task The_offline_recipe_is_right_word_for_word()
    {
        using var folder = new TemporaryFolder();
        var (_, certificate, file) = await IssueAsync();
        folder.Write("certificate.pdf", file);
        File.Copy(Root, folder.PathOf("authority.crt"));
        var recipe = Recipe("verify-offline.md");
        Assert.Equal(recipe, Recipe("verify-offline.zh-CN.md"));

        var said = Judge.Run("bash", "-c", $"set -e; cd '{folder.PathOf(".")}'; {recipe}");
        Assert.Contains("CMS Verification successful", said);
        var statement = JsonNode.Parse(await File.ReadAllTextAsync(folder.PathOf("statement.json"), Encoding.UTF8))!;
        Assert.Equal(
            ("techtransfer-certificate-1", certificate.Number, 960000m, "缙云理工大学（虚构）"),
            (
                (string?)statement["form"],
                (string?)statement["number"],
                (decimal)statement["facts"]!["technicalAmount"]!,
                (string?)statement["facts"]!["sellers"]![0]
            )
        );
        Assert.Equal(64, ((string)statement["historyHead"]!).Length);

        // With one changed amount, the same commands must fail.
        var forged = (await File.ReadAllTextAsync(folder.PathOf("statement.json"))).Replace("960000", "970000", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.PathOf("statement.json"), forged);
        var (code, _, errors) = Judge.Start(
            "bash",
            "-c",
            $"set -e; cd '{folder.PathOf(".")}'; {recipe[(recipe.IndexOf('\n', StringComparison.Ordinal) + 1)..]}"
        );
        Assert.NotEqual(0, code);
        Assert.Contains("erification failure", errors);
    }

    [Fact]
    public async Task The_statement_names_the_entry_of_the_history_that_asked_for_the_certificate()
    {
        using var folder = new TemporaryFolder();
        var (app, certificate, file) = await IssueAsync();
        Judge.Run("pdfdetach", "-saveall", "-o", folder.PathOf("."), folder.Write("certificate.pdf", file));
        var statement = JsonNode.Parse(await File.ReadAllTextAsync(folder.PathOf("statement.json")))!;
        var history = await app.Certificates.ReadHistoryAsync(certificate.Key.Id);
        Assert.Null(history.BrokenAt);
        Assert.Equal(history.Entries[0].Hash, (string?)statement["historyHead"]);
    }

    [Fact]
    public async Task A_time_stamp_is_part_of_the_signature_when_an_authority_is_configured()
    {
        var (app, _, file) = await IssueAsync(
            ("TimestampAuthority", authority.Address("stamp").AbsoluteUri),
            ("TimestampAnchorsFile", authority.RootPath)
        );
        var judged = PdfSignatures.Verify(file, app.Signer.Anchors, app.Signer.Verification);
        Assert.True(judged.Unchanged);
        Assert.InRange(
            judged.Trusted!.StampedAt!.Value,
            TimeProvider.System.GetUtcNow().AddMinutes(-5),
            TimeProvider.System.GetUtcNow().AddMinutes(5)
        );
    }

    [Fact]
    public async Task Without_its_time_stamp_a_certificate_waits_unless_it_may_go_without()
    {
        (string, string?)[] silent =
        [
            ("TimestampAuthority", authority.Address("error").AbsoluteUri),
            ("TimestampAnchorsFile", authority.RootPath),
        ];
        var app = await IssuingApp.NewAsync(signer: IssuingApp.SignerOf(silent));
        await Assert.ThrowsAsync<TimestampException>(() => app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default));
        Assert.Equal(CertificateStatus.Requested, (await app.CertificateAsync()).Status);

        var (lenient, certificate, file) = await IssueAsync([.. silent, ("TimestampRequired", "false")]);
        Assert.Equal(CertificateStatus.Valid, certificate.Status);
        Assert.Null(PdfSignatures.Verify(file, lenient.Signer.Anchors, lenient.Signer.Verification).Trusted!.StampedAt);
    }

    [Fact]
    public async Task A_configured_seal_is_seen_on_the_page()
    {
        using var folder = new TemporaryFolder();
        var seal = folder.PathOf("seal.png");
        Judge.Run(
            "convert",
            "-size",
            "160x160",
            "xc:none",
            "-fill",
            "none",
            "-stroke",
            "red",
            "-strokewidth",
            "16",
            "-draw",
            "circle 80,80 80,14",
            $"PNG32:{seal}"
        );
        var (_, _, plain) = await IssueAsync();
        var (app, _, file) = await IssueAsync(("SealImageFile", seal), ("SealPlace", "135,30,38,38"));

        Assert.True(PdfSignatures.Verify(file, app.Signer.Anchors).Unchanged);
        Assert.True(Red(folder, "sealed", file) > Red(folder, "plain", plain) + 500);
    }

    [Fact]
    public async Task Parallel_issues_commit_only_one_of_two_staged_files()
    {
        var app = await IssuingApp.NewAsync();
        var requested = await app.Certificates.LoadAsync("registration.case1.1");
        var change = FinishCertificate.Request(
            new(RegistrationContent.Kind, "case1", 1),
            new RegistrationContent(IssuingApp.Facts()),
            "event",
            DateTimeOffset.UnixEpoch.AddYears(56)
        );
        var breaks = new BreakAt(uri => uri.Contains("-documents", StringComparison.Ordinal));
        var crashing = await IssuingApp.OpenAsync(app.Storage.App, options => options.AddPolicy(breaks, HttpPipelinePosition.PerCall));
        await crashing.Certificates.CommitAsync(requested, change, new("x", "x", new HashSet<Kernel.Decisions.Role>(), null), null);

        var loaded = await app.Certificates.LoadAsync("registration.case1.1");
        Assert.Equal(CertificateStatus.Requested, loaded.State!.Status);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => app.FinishCertificate.CompleteAsync(loaded, default)));
        Assert.NotEqual(both[0].State.Sha256, both[1].State.Sha256);
        Assert.Equal(both[0].State.Number, both[1].State.Number);

        await app.Certificates.ContinueAsync(loaded);
        var final = await app.CertificateAsync();
        await app.Certificates.ContinueAsync(await app.Certificates.LoadAsync("registration.case1.1"));
        Assert.Equal(final.Sha256, (await app.CertificateAsync()).Sha256);
        Assert.Equal(final.Sha256, Kernel.Ids.Sha256(await app.FileAsync(final)));
    }

    [Fact]
    public async Task Wherever_it_breaks_off_the_certificate_is_finished_once_under_one_number()
    {
        var finished = false;
        for (var call = 1; !finished; call++)
        {
            Assert.InRange(call, 1, 60);
            var left = call;
            var breaks = new BreakAt(_ => --left == 0);
            var app = await IssuingApp.NewAsync();
            var crashing = await IssuingApp.OpenAsync(app.Storage.App, options => options.AddPolicy(breaks, HttpPipelinePosition.PerCall));
            try
            {
                await crashing.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
                finished = left > 0;
            }
            catch (Exception broken) when (broken is RequestFailedException or InvalidOperationException)
            {
                // The host would deliver the failed message again.
            }
            await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
            var certificate = await app.CertificateAsync();
            Assert.Equal((CertificateStatus.Valid, "CQGX-2026-000001"), (certificate.Status, certificate.Number));
            Assert.Null(await app.Numbers.OwnerOfAsync("certificate|2026", 2));
            Assert.Equal(certificate.Sha256, Kernel.Ids.Sha256(await app.FileAsync(certificate)));
            Assert.Equal(2, (await app.Certificates.ReadHistoryAsync(certificate.Key.Id)).Entries.Count);
        }
    }

    [Theory]
    [InlineData("SignatureKeyFile", "", "SignatureKey")]
    [InlineData("SignatureKeyFile", "/nowhere.pfx", "SignatureKey")]
    [InlineData("SignatureKey", "no base 64!", "SignatureKey")]
    [InlineData("SignatureAnchorsFile", "", "SignatureAnchors")]
    [InlineData("SignatureAnchors", "no certificate", "SignatureAnchors")]
    [InlineData("TimestampAuthority", "ftp://x", "TimestampAuthority")]
    [InlineData("TimestampRequired", "perhaps", "TimestampRequired")]
    public void A_wrong_setting_is_named(string name, string value, string named) =>
        Assert.Contains(
            named,
            Assert.Throws<InvalidOperationException>(() => IssuingApp.SignerOf((name, value))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_key_that_the_anchors_do_not_vouch_for_must_not_sign()
    {
        using var folder = new TemporaryFolder();
        LocalAuthority.Open(folder.PathOf("other"), "虚构", TimeProvider.System).Dispose();
        var refused = Assert.Throws<InvalidOperationException>(() =>
            IssuingApp.SignerOf(("SignatureKeyFile", Path.Combine(folder.PathOf("other"), "signing.pfx")))
        );
        Assert.Contains("SignatureAnchors", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_may_come_as_the_value_of_a_secret()
    {
        using var signer = IssuingApp.SignerOf(
            ("SignatureKey", Convert.ToBase64String(File.ReadAllBytes(Path.Combine(IssuingApp.AuthorityFolder, "signing.pfx")))),
            ("SignatureKeyFile", null)
        );
        Assert.Equal(64, signer.SignedBy.Length);
    }

    /// <summary>The first block of commands on a page of the documentation.</summary>
    private static string Recipe(string page)
    {
        var text = File.ReadAllText(Repository.PathOf("docs", page), Encoding.UTF8);
        var start = text.IndexOf("```bash\n", StringComparison.Ordinal) + 8;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static int Red(TemporaryFolder folder, string name, byte[] file)
    {
        Judge.Run("pdftoppm", "-r", "50", "-singlefile", folder.Write($"{name}.pdf", file), folder.PathOf(name));
        var pixels = Judge.RunBinary("convert", $"{folder.PathOf(name)}.ppm", "-depth", "8", "RGB:-");
        return Enumerable.Range(0, pixels.Length / 3).Count(i => pixels[3 * i] > 200 && pixels[3 * i + 1] < 80 && pixels[3 * i + 2] < 80);
    }

    private sealed class BreakAt(Func<string, bool> on) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            if (on(message.Request.Uri.ToString()))
                throw new RequestFailedException(403, "broken for the test");
        }
    }
}
