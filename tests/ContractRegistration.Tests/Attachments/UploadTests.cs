using System.Globalization;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Attachments;

/// <summary>Tests that must not run in parallel with others, because they measure memory allocations of the whole process.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;

[Collection("alone")]
public sealed class UploadTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_document_of_fifty_megabytes_passes_without_being_held_in_memory()
    {
        var (app, id) = await DraftAsync();
        // A first upload compiles the code and fills the pools, which must not count.
        var tag = (await app.AttachAsync(Given.Filer, id, "\"1\"", new LongPdf(Megabyte), "kind=contract&name=warm.pdf")).Tag;

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var small = await app.AttachAsync(Given.Filer, id, tag, new LongPdf(8 * Megabyte), "kind=contract&name=small.pdf");
        var between = GC.GetTotalAllocatedBytes(precise: true);
        var large = await app.AttachAsync(Given.Filer, id, small.Tag, new LongPdf(50 * Megabyte), "kind=contract&name=large.pdf");
        var after = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal((200, 50L * Megabyte), (large.Status, (long)large.Json!["size"]!));
        var (ofSmall, ofLarge) = (between - before, after - between);
        Assert.True(
            ofLarge < 16 * Megabyte,
            string.Create(
                CultureInfo.InvariantCulture,
                $"50 MB cost {ofLarge / Megabyte} MB of allocations in all, 8 MB cost {ofSmall / Megabyte} MB."
            )
        );
    }

    [Fact]
    public async Task One_byte_more_is_refused_whether_it_is_announced_or_not()
    {
        var (app, id) = await DraftAsync();

        var reply = await app.AttachAsync(Given.Filer, id, "\"1\"", new LongPdf(50 * Megabyte + 1), "kind=contract&name=a.pdf");

        Assert.Equal((413, "body_too_large"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_document_is_stored_once_by_its_hash_and_comes_back_as_it_was()
    {
        var (app, id) = await DraftAsync();
        var pdf = SampleDocuments.Pdf();

        var first = await app.AttachAsync(Given.Filer, id, "\"1\"", new MemoryStream(pdf), "kind=contract&name=a.pdf");
        var second = await app.AttachAsync(Given.Filer, id, first.Tag, new MemoryStream(pdf), "kind=other&name=b.pdf&type=application/pdf");

        Assert.Equal(Ids.Sha256(pdf), (string)first.Json!["sha256"]!);
        Assert.Equal((string)first.Json["sha256"]!, (string)second.Json!["sha256"]!);
        var read = await ReadAsync(app, Given.Filer, id, Ids.Sha256(pdf));
        Assert.Equal(pdf, read.Bytes);
    }

    [Theory]
    [InlineData("document_active", "<< /S /JavaScript >>")]
    [InlineData("document_active", "<< /S /Launch >>")]
    public async Task An_unfit_document_is_refused_and_nothing_of_it_is_kept(string code, string body)
    {
        var (app, id) = await DraftAsync();
        var pdf = SampleDocuments.Pdf(body);

        var reply = await app.AttachAsync(Given.Filer, id, "\"1\"", new MemoryStream(pdf), "kind=contract&name=a.pdf");

        Assert.Equal((422, code), (reply.Status, reply.Code));
        Assert.Null(await app.Documents.OpenAsync(id, Ids.Sha256(pdf)));
    }

    [Fact]
    public async Task What_is_announced_as_another_type_is_refused()
    {
        var (app, id) = await DraftAsync();

        Assert.Equal(
            "unsupported_media_type",
            (
                await app.AttachAsync(
                    Given.Filer,
                    id,
                    "\"1\"",
                    new MemoryStream(SampleDocuments.Pdf()),
                    "kind=contract&name=a.pdf&type=image/png"
                )
            ).Code
        );
        Assert.Equal(
            "unsupported_media_type",
            (await app.AttachAsync(Given.Filer, id, "\"1\"", new MemoryStream([1, 2, 3]), "kind=contract&name=a.pdf")).Code
        );
    }

    [Fact]
    public async Task Whoever_reads_an_attachment_and_every_official_who_reads_the_contract_is_logged_for_filer_and_auditor()
    {
        var (app, id) = await DraftAsync();
        var pdf = SampleDocuments.Pdf();
        var attached = await app.AttachAsync(Given.Filer, id, "\"1\"", new MemoryStream(pdf), "kind=contract&name=a.pdf");
        await app.PutAsync(
            (await app.Contracts.LoadAsync(id)).State! with
            {
                SubmittedAt = Given.Now,
                Status = ContractStatus.Submitted,
            },
            id
        );
        async Task AtAsync(int minute, Func<Task<Reply>> read, int status)
        {
            app.Time.Now = Given.Now.AddMinutes(minute);
            Assert.Equal(status, (await read()).Status);
        }
        var (registrar, buyer, stranger, auditor) = (
            Given.RegistrarA,
            Given.Caller("company-e1"),
            Given.Caller("company-e4"),
            Given.Caller("auditor")
        );
        var sha256 = (string)attached.Json!["sha256"]!;
        await AtAsync(1, () => ReadAsync(app, registrar, id, sha256), 200);
        await AtAsync(2, () => ReadAsync(app, buyer, id, sha256), 200);
        await AtAsync(3, () => ReadAsync(app, stranger, id, sha256), 404);
        await AtAsync(4, () => ReadAsync(app, Given.Caller("finance-a"), id, sha256), 404);
        await AtAsync(5, () => GetCaseAsync(app, registrar, id), 200);
        await AtAsync(6, () => GetCaseAsync(app, buyer, id), 200);
        await AtAsync(7, () => GetCaseAsync(app, stranger, id), 404);

        var log = await ReadsAsync(app, Given.Filer, id);

        Assert.Equal(
            [("case", "registrar-a", null), ("attachment", "company-e1", sha256), ("attachment", "registrar-a", sha256)],
            log.Json!["items"]!.AsArray().Select(r => ((string)r!["what"]!, (string)r["subject"]!, (string?)r["sha256"]))
        );
        Assert.Equal(Given.Now.AddMinutes(5), (DateTimeOffset)log.Json["items"]![0]!["at"]!);
        Assert.Equal(200, (await ReadsAsync(app, auditor, id)).Status);
        Assert.Equal(403, (await ReadsAsync(app, buyer, id)).Status);
        Assert.Equal(404, (await ReadsAsync(app, stranger, id)).Status);
    }

    [Fact]
    public async Task The_log_is_paged_and_two_reads_at_the_same_instant_both_stand_in_it()
    {
        var (app, id) = await DraftAsync();
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (await GetCaseAsync(app, Given.Caller("auditor"), id)).Status);

        var first = await ReadsAsync(app, Given.Filer, id, "?limit=3");
        var second = await ReadsAsync(app, Given.Filer, id, $"?limit=3&cursor={(string)first.Json!["cursor"]!}");

        Assert.Equal((3, 2), (first.Json["items"]!.AsArray().Count, second.Json!["items"]!.AsArray().Count));
        Assert.Null(second.Json["cursor"]);
    }

    private static Task<Reply> ReadAsync(HttpHarness app, Caller caller, string id, string sha256) =>
        FunctionCall.SendAsync(
            (r, c) => app.Operation<GetAttachment>().Run(r, id, sha256, c),
            caller,
            "GET",
            $"/api/contracts/{id}/attachments/{sha256}"
        );

    private static Task<Reply> GetCaseAsync(HttpHarness app, Caller caller, string id) =>
        FunctionCall.SendAsync((r, c) => app.Operation<GetContract>().Run(r, id, c), caller, "GET", $"/api/contracts/{id}");

    private static Task<Reply> ReadsAsync(HttpHarness app, Caller caller, string id, string query = "") =>
        FunctionCall.SendAsync((r, c) => app.Operation<ListReads>().Run(r, id, c), caller, "GET", $"/api/contracts/{id}/reads{query}");

    private static async Task<(HttpHarness App, string Id)> DraftAsync()
    {
        var app = await HttpHarness.NewAsync();
        return (app, await app.PutAsync(Given.Drafted() with { Attachments = [] }));
    }

    private sealed class LongPdf(long length) : Stream
    {
        private readonly byte[] head = SampleDocuments.Latin(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n<< /Length 9 >>\nstream\n"
        );
        private readonly byte[] tail = SampleDocuments.Latin("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
        private long position;

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - position);
            for (var i = 0; i < count; i++, position++)
            {
                buffer[i] =
                    position < head.Length ? head[position]
                    : position >= length - tail.Length ? tail[position - (length - tail.Length)]
                    : (byte)(position * 31 >> 3);
            }
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
