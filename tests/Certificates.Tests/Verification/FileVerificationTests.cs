using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Verification;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Signing;
using TechTransfer.Pdf.Tests;
using TechTransfer.Pdf.Verification;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;
using Xunit.Abstractions;

namespace TechTransfer.Certificates.Tests.Verification;

/// <summary>Tests that must not run in parallel with others, because they measure memory allocations of the whole process.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;

[Collection("alone")]
public sealed class FileVerificationTests(ITestOutputHelper output)
{
    private static FileVerification Of(IssuingApp app) =>
        new(app.Certificates, app.Numbers, IssuingApp.Settings, app.Signer, TimeProvider.System);

    private static async Task<(IssuingApp App, Certificate Certificate, byte[] File)> IssuedAsync(ContractRegistered? facts = null)
    {
        var app = await IssuingApp.NewAsync();
        facts ??= IssuingApp.Facts();
        await app.Inbox.Run(IssuingApp.Message(facts).AsMessage(), default);
        var certificate = await app.CertificateAsync(facts.ContractId);
        return (app, certificate, await app.FileAsync(certificate));
    }

    [Fact]
    public async Task A_file_of_ours_is_known_and_its_status_is_todays()
    {
        var (app, certificate, file) = await IssuedAsync();
        var view = await Of(app).JudgeAsync(file, default);
        Assert.Equal(
            (SignatureState.Valid, true, CertificateStatus.Valid, certificate.Number, "重庆高新区技术合同认定登记机构（示例）"),
            (view.Signature, view.Unchanged, view.Status, view.Number, view.Signer)
        );

        await app.Inbox.Run(
            Json.Write(
                    new Envelope(
                        "end",
                        MessageNames.ContractRevoked,
                        "case1",
                        20,
                        TimeProvider.System.GetUtcNow(),
                        System.Text.Json.JsonSerializer.SerializeToElement(
                            new ContractRevoked
                            {
                                ContractId = "case1",
                                Number = "x",
                                Edition = 1,
                                RevokedOn = new(2026, 12, 1),
                                Reason = "机密原因",
                            },
                            Json.Options
                        ),
                        null
                    )
                )
                .AsMessage(),
            default
        );
        view = await Of(app).JudgeAsync(file, default);
        Assert.Equal((true, CertificateStatus.Revoked), (view.Unchanged, view.Status));
        // The answer shows the status but not the registrar's reason, which may contain confidential details.
        Assert.DoesNotContain("机密原因", Json.Write(view), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_the_same_number_that_was_staged_and_not_chosen_is_not_the_certificate()
    {
        var (app, certificate, _) = await IssuedAsync();
        var other = await new Issuing.CertificateFile(IssuingApp.Settings, app.Signer).MakeAsync(
            certificate,
            certificate.Number!,
            certificate.Code!,
            "",
            default
        );
        var view = await Of(app).JudgeAsync(other, default);
        Assert.Equal((SignatureState.Valid, false, certificate.Number), (view.Signature, view.Unchanged, view.Number));
    }

    [Fact]
    public async Task Another_key_under_the_same_root_cannot_speak_for_a_number()
    {
        var (app, certificate, file) = await IssuedAsync();
        using var folder = new TemporaryFolder();
        // The same authority certifies another organisation.
        File.Copy(Path.Combine(IssuingApp.AuthorityFolder, "authority.pfx"), folder.PathOf("authority.pfx"));
        using var other = LocalAuthority.Open(folder.PathOf("."), "另一家机构（虚构）", TimeProvider.System);
        var signed = PdfSigner.Sign(
            Unsigned(file),
            other.Key,
            new() { ClaimedTime = TimeProvider.System.GetUtcNow(), Reason = certificate.Number }
        );

        var view = await Of(app).JudgeAsync(signed, default);
        Assert.Equal(
            (SignatureState.Valid, false, null, null, "另一家机构（虚构）"),
            (view.Signature, view.Unchanged, view.Number, view.Status, view.Signer)
        );
    }

    [Fact]
    public async Task A_copy_cannot_be_judged_and_number_and_code_decide()
    {
        var (app, _, file) = await IssuedAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.PathOf("issued.pdf"), file);
        foreach (
            var way in (string[][])
                [
                    ["--linearize"],
                    ["--encrypt", "", "", "256", "--"],
                ]
        )
        {
            var done = await Tool.RunAsync("qpdf", [.. way, folder.PathOf("issued.pdf"), folder.PathOf($"copy{way[0]}.pdf")]);
            Assert.True(done.Code == 0, done.Errors);
        }
        byte[] Read(string name) => File.ReadAllBytes(folder.PathOf(name));

        foreach (var copy in (byte[][])[Unsigned(file), Read("copy--linearize.pdf")])
        {
            var view = await Of(app).JudgeAsync(copy, default);
            Assert.Equal((false, null), (view.Unchanged, view.Number));
            Assert.Contains("副本", view.Explanation.Zh, StringComparison.Ordinal);
            Assert.Contains("凭文书编号和核验码核验", view.Explanation.Zh, StringComparison.Ordinal);
            Assert.Contains(
                new Uri(IssuingApp.Settings.PortalBaseUrl, "/portal/verify").AbsoluteUri,
                view.Explanation.Zh,
                StringComparison.Ordinal
            );
        }
        var encrypted = await Of(app).JudgeAsync(Read("copy--encrypt.pdf"), default);
        Assert.Contains("已加密，无法核验；请从系统重新下载", encrypted.Explanation.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_after_the_issue_is_graded_in_words()
    {
        var (app, certificate, file) = await IssuedAsync();
        (string Words, byte[] Changed)[] changes =
        [
            ("末尾附加了签发后的数据，文书内容未改动", [.. file, .. "% kept\n"u8]),
            (
                "用于核验签名的数据，文书内容未改动",
                Forger.Update(
                    file,
                    (opened, update) => Forger.Set(opened, update, opened.Catalog().Reference, "DSS", "<< /Type /DSS /Certs [] >>")
                )
            ),
            ("加了批注", Forger.Update(file, Comment)),
            (
                "内容在签发后已被改动，不能作为凭据",
                Forger.Update(
                    file,
                    (opened, update) => Forger.Set(opened, update, PageTree.Find(opened, 1).Reference, "MediaBox", "[0 0 300 300]")
                )
            ),
        ];
        foreach (var (words, changed) in changes)
        {
            var view = await Of(app).JudgeAsync(changed, default);
            Assert.Equal((SignatureState.Valid, false, certificate.Number), (view.Signature, view.Unchanged, view.Number));
            Assert.Contains(words, view.Explanation.Zh, StringComparison.Ordinal);
            Assert.Contains("凭文书编号和核验码核验", view.Explanation.Zh, StringComparison.Ordinal);
        }
    }

    private static void Comment(PdfFile file, IncrementalUpdate update)
    {
        var page = PageTree.Find(file, 1);
        var there = file.Resolve(page.Dictionary["Annots"]) is PdfArray list ? string.Join(' ', list.Items.Select(ObjectWriter.Text)) : "";
        var note = update.Add(Forger.Value("<< /Type /Annot /Subtype /Text /Rect [10 10 90 90] /Contents (checked) >>"));
        Forger.Set(file, update, page.Reference, "Annots", $"[{there} {note.Number} 0 R]");
    }

    [Fact]
    public async Task Of_a_thousand_mutated_certificates_none_verifies_as_unchanged()
    {
        const int Files = 1_000;
        var (app, _, first) = await IssuedAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("case2", "另一个项目（虚构）")).AsMessage(), default);
        byte[][] originals = [first, await app.FileAsync(await app.CertificateAsync("case2"))];
        var verification = Of(app);
        foreach (var original in originals)
            Assert.True((await verification.JudgeAsync(original, default)).Unchanged);

        var random = new Random(20261122);
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Files; i++)
        {
            var (name, mutate) = Mutations.Ways[i % Mutations.Ways.Length];
            var which = random.Next(2);
            var mutated = mutate(random, originals[which], originals[1 - which]);
            if (originals.Any(o => o.AsSpan().SequenceEqual(mutated)))
                mutated[^9] ^= 1;
            var view = await verification.JudgeAsync(mutated, default);
            Assert.False(view.Unchanged, $"File {i}, {name}, counts as unchanged.");
            var line = $"{name}: {view.Signature}";
            tally[line] = tally.GetValueOrDefault(line) + 1;
        }
        foreach (var (line, count) in tally)
            output.WriteLine($"{count, 4} {line}");
    }

    public static TheoryData<string> BadFiles => [.. Bad.Keys];

    private static readonly Dictionary<string, Func<byte[], byte[]>> Bad = new()
    {
        ["nothing"] = _ => [],
        ["four bytes"] = _ => "%PDF"u8.ToArray(),
        ["a picture"] = _ => [0x89, 0x50, 0x4E, 0x47, .. new byte[100_000]],
        ["only a head"] = _ => "%PDF-1.7\n"u8.ToArray(),
        ["sixteen mebibytes of nothing"] = _ => [.. "%PDF-1.7\n"u8, .. new byte[(16 << 20) - 9]],
        ["sixteen mebibytes of brackets"] = _ =>
            [.. "%PDF-1.7\n1 0 obj\n"u8, .. Enumerable.Repeat((byte)'[', (16 << 20) - 100), .. "\nstartxref\n9\n%%EOF"u8],
        ["a cross reference that leads nowhere"] = file => Replace(file, "startxref\n", "startxref\n9"),
        ["a cross reference to itself"] = file => Replace(file, "/Prev ", "/Prev 0000"),
        ["the first half"] = file => file[..(file.Length / 2)],
        ["the second half"] = file => [.. "%PDF-1.7\n"u8, .. file[(file.Length / 2)..]],
        ["objects in a circle"] = _ =>
            Table(
                "<< /Type /Catalog /Pages 2 0 R /AcroForm 3 0 R >>",
                "<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
                "<< /Fields [3 0 R 4 0 R] /Kids [3 0 R] >>",
                "<< /Kids [4 0 R] /Parent 4 0 R /FT /Sig >>"
            ),
        ["a bomb in the objects"] = _ => Bomb(),
        ["every tenth byte another"] = file => [.. file.Select((b, i) => i > 20 && i % 10 == 0 ? (byte)(b + 1) : b)],
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_gets_a_clear_answer_within_a_hundred_megabytes(string name)
    {
        var (app, _, file) = await IssuedAsync();
        var bad = Bad[name](file);
        var verification = Of(app);
        var before = GC.GetTotalAllocatedBytes();
        var view = await verification.JudgeAsync(bad, default);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100_000_000);
        Assert.Equal((false, null), (view.Unchanged, view.Status));
        Assert.NotEqual("", view.Explanation.Zh);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_megabytes_are_refused_without_being_kept(bool announced)
    {
        var app = await IssuingApp.NewAsync();
        using var body = new Endless(100_000_000);
        var request = Post(body, announced ? body.Length : null);
        var before = GC.GetTotalAllocatedBytes();
        var answer = await ByFile(app).Run(request, default);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100_000_000);
        Assert.Equal(413, Assert.IsType<ProblemResult>(answer).Problem.Kind.Status);
        Assert.InRange(body.Position, 0, (16 << 20) + 200_000);
    }

    [Fact]
    public async Task What_is_sent_as_something_else_is_refused()
    {
        var app = await IssuingApp.NewAsync();
        var request = Post(new MemoryStream("{}"u8.ToArray()), 2);
        request.ContentType = "application/json";
        Assert.Equal(415, Assert.IsType<ProblemResult>(await ByFile(app).Run(request, default)).Problem.Kind.Status);
    }

    [Fact]
    public async Task Failures_are_limited_by_address_and_number_and_a_right_code_is_never_refused()
    {
        var app = await IssuingApp.NewAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        var certificate = await app.CertificateAsync();
        var other = await IssuingApp.OpenAsync(app.Storage.App);
        // Two instances of the app count together.
        Verify[] instances = [ByNumber(app, most: 6), ByNumber(other, most: 6)];

        for (var i = 0; i < 6; i++)
            Assert.Equal(404, await StatusAsync(instances[i % 2], certificate.Number!, "WRONG", "192.0.2.1"));
        Assert.Equal(429, await StatusAsync(instances[0], certificate.Number!, "WRONG", "192.0.2.1"));
        // Others behind the same address are not affected, nor is the right code.
        Assert.Equal(200, await StatusAsync(instances[1], certificate.Number!, certificate.Code!, "192.0.2.1"));
        Assert.Equal(404, await StatusAsync(instances[1], "CQGX-2026-000099", "WRONG", "192.0.2.1"));
        Assert.Equal(404, await StatusAsync(instances[1], certificate.Number!, "WRONG", "192.0.2.2"));
    }

    [Fact]
    public async Task Failures_of_all_numbers_from_one_address_are_limited_besides()
    {
        var app = await IssuingApp.NewAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        var certificate = await app.CertificateAsync();
        var verify = ByNumber(app, most: 1);

        for (var i = 0; i < 10; i++)
            Assert.Equal(404, await StatusAsync(verify, $"CQGX-2026-9999{i}", "WRONG", "192.0.2.1"));
        Assert.Equal(429, await StatusAsync(verify, "CQGX-2026-99999", "WRONG", "192.0.2.1"));
        Assert.Equal(200, await StatusAsync(verify, certificate.Number!, certificate.Code!, "192.0.2.1"));
        var file = Assert.IsType<ProblemResult>(await ByFile(app, most: 1).Run(Post(new MemoryStream([1]), 1), default));
        Assert.Equal(429, file.Problem.Kind.Status);
        Assert.InRange(file.Problem.RetryAfterSeconds!.Value, 1, 600);
    }

    [Fact]
    public async Task A_wrong_code_and_an_unknown_number_cost_the_same_calls_and_give_the_same_answer()
    {
        var counting = new Counting();
        var app = await IssuingApp.NewAsync(options => options.AddPolicy(counting, Azure.Core.HttpPipelinePosition.PerRetry));
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        var certificate = await app.CertificateAsync();

        var costs = new List<int>();
        foreach (var number in (string[])[certificate.Number!, "CQGX-2026-000099", "CQGX-2099-000001", "nonsense", "<script>"])
        {
            // The first failure of a number adds a row.
            await StatusAsync(ByNumber(app), number, "WRONG", "192.0.2.1");
            counting.Count = 0;
            Assert.Equal(404, await StatusAsync(ByNumber(app), number, "00000-00000-00000-00000", "192.0.2.1"));
            costs.Add(counting.Count);
        }
        Assert.Single(costs.Distinct());
    }

    private static Verify ByNumber(IssuingApp app, int most = 1_000)
    {
        var settings = IssuingApp.Settings with { FailedVerifications = most };
        return new(app.Certificates, app.CertificateStatuses, app.Numbers, settings, Failures(app, settings), TimeProvider.System);
    }

    private static VerifyFile ByFile(IssuingApp app, int most = 1_000) =>
        new(Of(app), Failures(app, IssuingApp.Settings with { FailedVerifications = most }));

    private static FailedAttempts Failures(IssuingApp app, CertificateSettings settings) =>
        new(new(app.Storage, TimeProvider.System), settings);

    private static async Task<int> StatusAsync(Verify verify, string number, string code, string address)
    {
        var request = Post(Stream.Null, null);
        request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse(address);
        request.QueryString = QueryString.Create("code", code);
        return await verify.Run(request, number, default) switch
        {
            ProblemResult refused => refused.Problem.Kind.Status,
            IStatusCodeHttpResult { StatusCode: { } status } => status,
            _ => 200,
        };
    }

    private static HttpRequest Post(Stream body, long? length)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        (context.Request.Body, context.Request.ContentLength, context.Request.ContentType) = (body, length, "application/pdf");
        return context.Request;
    }

    // The file without its last incremental update, which is the signature.
    private static byte[] Unsigned(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        var end = text.LastIndexOf("%%EOF", text.LastIndexOf("%%EOF", StringComparison.Ordinal) - 1, StringComparison.Ordinal) + 6;
        return file[..end];
    }

    private static byte[] Replace(byte[] file, string what, string with)
    {
        var text = Encoding.Latin1.GetString(file);
        var at = text.LastIndexOf(what, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text[..at] + with + text[(at + what.Length)..]);
    }

    /// <summary>A PDF of these objects with a cross-reference table. Objects are numbered from 1; the first is the catalog.</summary>
    private static byte[] Table(params string[] objects)
    {
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(text.Length);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var start = text.Length;
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        text.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        );
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>A cross-reference stream that decompresses to four gigabytes.</summary>
    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 256; i++)
                zlib.Write(zeros);
        }
        var head = Encoding.ASCII.GetBytes(
            $"%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 60000000 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length {packed.Length} "
                + ">>\nstream\n"
        );
        return [.. head, .. packed.ToArray(), .. "\nendstream\nendobj\nstartxref\n9\n%%EOF\n"u8];
    }

    private sealed class Counting : Azure.Core.Pipeline.HttpPipelineSynchronousPolicy
    {
        public int Count { get; set; }

        public override void OnSendingRequest(Azure.Core.HttpMessage message) => Count++;
    }

    /// <summary>A request body of any length that begins like a PDF.</summary>
    private sealed class Endless(long length) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            buffer.AsSpan(offset, read).Clear();
            if (Position == 0)
                "%PDF-1.7\n"u8.CopyTo(buffer.AsSpan(offset));
            Position += read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
