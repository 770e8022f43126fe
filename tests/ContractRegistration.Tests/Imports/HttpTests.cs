using System.Text;
using Microsoft.AspNetCore.Http;
using TechTransfer.ContractRegistration.Exports;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Problems;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Imports;

public sealed class HttpTests
{
    [Theory]
    [InlineData("office-u1", "?mode=drafts", "text/csv", 201, null)]
    [InlineData("office-u1", "?mode=drafts", "text/csv; charset=gb18030", 201, null)]
    [InlineData("registrar-a", "?mode=historical", "text/csv", 422, "import_headings_wrong")]
    [InlineData("office-u1", "?mode=historical", "text/csv", 403, "not_allowed")]
    [InlineData("registrar-a", "?mode=drafts", "text/csv", 403, "not_allowed")]
    [InlineData("office-u1", "", "text/csv", 400, "malformed_query")]
    [InlineData("office-u1", "?mode=all", "text/csv", 400, "malformed_query")]
    [InlineData("office-u1", "?mode=drafts", "application/json", 415, "unsupported_media_type")]
    [InlineData("office-u1", "?mode=drafts", null, 415, "unsupported_media_type")]
    [InlineData("office-u1", "?mode=drafts", ImportFile.Xlsx, 201, null)]
    [InlineData("office-u1", "?mode=drafts", "application/vnd.ms-excel", 201, null)]
    [InlineData("office-u1", "?mode=drafts", "application/octet-stream", 201, null)]
    [InlineData("office-u1", "?mode=drafts", "text/plain", 201, null)]
    public async Task Import_request_is_accepted_or_refused_by_role_mode_and_media_type(
        string user,
        string query,
        string? mediaType,
        int status,
        string? code
    )
    {
        var app = await ImportApp.NewAsync();
        var file = Sheet.Of("C01").Without(NationalForm.NationalNumber).Csv();

        var answer = await PostAsync(app, user, query, mediaType, new MemoryStream(file));

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_empty_body_is_an_empty_file() =>
        Assert.Equal(
            "import_file_empty",
            (await PostAsync(await ImportApp.NewAsync(), "office-u1", "?mode=drafts", ImportFile.Csv, new MemoryStream())).Code
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fifty_one_megabytes_are_too_many_whether_announced_or_not(bool isAnnounced)
    {
        var app = await ImportApp.NewAsync();
        const long length = 51L * 1024 * 1024;

        var answer = await PostAsync(app, "office-u1", "?mode=drafts", ImportFile.Csv, new Zeros(length), isAnnounced ? length : null);

        Assert.Equal((413, "body_too_large"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task First_upload_creates_the_import_and_a_colleagues_upload_returns_it()
    {
        var app = await ImportApp.NewAsync();
        var file = Sheet.Of("C01").Csv();

        var first = await PostAsync(app, "office-u1", "?mode=drafts", ImportFile.Csv, new MemoryStream(file));
        var repeated = await PostAsync(app, "office-u1", "?mode=drafts", ImportFile.Csv, new MemoryStream(file));
        var other = await PostAsync(app, "office-u1-b", "?mode=drafts", ImportFile.Csv, new MemoryStream(file));

        Assert.Equal([201, 201, 200], ((int[])[first.Status, repeated.Status, other.Status]));
        Assert.Single(((string?[])[first.Location, repeated.Location, other.Location, $"/api/imports/{first.Id}"]).Distinct());
        Assert.Equal(("running", 0m, 1), ((string?)first.Json!["status"], (decimal)first.Json!["progress"]!, (int)first.Json!["rows"]!));
    }

    [Fact]
    public async Task The_report_is_read_in_pages_while_the_work_goes_on()
    {
        var app = await ImportApp.NewAsync();
        var sheet = Sheet.Many(430).With("signdate", "y", 425);
        var id = (await PostAsync(app, "office-u1", "?mode=drafts", ImportFile.Csv, new MemoryStream(sheet.Csv()))).Id;

        var none = await RowsAsync(app, "office-u1", id, "");
        Assert.Empty(none.Json!["items"]!.AsArray());
        Assert.NotNull(none.Json!["cursor"]);
        await app.Steps.StepAsync(id, 0, default);
        Assert.Equal(("running", 0.93m, 400), await StateAsync(app, id));
        await app.Steps.StepAsync(id, 1, default);
        Assert.Equal(("done", 1m, 430), await StateAsync(app, id));

        var rows = new List<int>();
        var cursor = (string?)none.Json!["cursor"];
        for (var pages = 0; cursor is not null && pages < 10; pages++)
        {
            var page = await RowsAsync(app, "office-u1", id, $"?limit=90&cursor={cursor}");
            rows.AddRange(page.Json!["items"]!.AsArray().Select(r => (int)r!["row"]!));
            cursor = (string?)page.Json!["cursor"];
        }
        Assert.Equal(Enumerable.Range(2, 430), rows);
        var refused = await RowsAsync(app, "office-u1", id, "?outcome=refused&limit=2");
        Assert.Equal("not_a_date", (string?)refused.Json!["items"]!.AsArray().Single()!["errors"]![0]!["code"]);
    }

    [Theory]
    [InlineData("?cursor=0", 400, "malformed_cursor")]
    [InlineData("?cursor=abcdefgh50", 400, "malformed_cursor")]
    [InlineData("?limit=0", 400, "malformed_query")]
    [InlineData("?outcome=lost", 400, "malformed_query")]
    [InlineData("?format=pdf", 400, "malformed_query")]
    public async Task A_page_that_cannot_be_is_refused(string query, int status, string code)
    {
        var app = await ImportApp.NewAsync();
        var (job, _) = await app.RunAsync(Sheet.Of("C01"));

        var answer = await RowsAsync(app, "office-u1", job.Id, query);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task The_report_comes_as_csv_too()
    {
        var app = await ImportApp.NewAsync();
        var (job, _) = await app.RunAsync(Sheet.Of("C01", "C03").With("signdate", "x", 1));

        var answer = await RowsAsync(app, "office-u1", job.Id, "?format=csv");

        var lines = Encoding.UTF8.GetString(answer.Bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\uFEFFRow,Outcome", lines[0], StringComparison.Ordinal);
        Assert.Contains("2,drafted,", lines[1], StringComparison.Ordinal);
        Assert.Contains("签订日期 (E3): must be a date", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("office-u1", 200)]
    [InlineData("office-u1-b", 200)]
    [InlineData("auditor", 200)]
    [InlineData("office-u2", 404)]
    [InlineData("registrar-a", 404)]
    public async Task An_organisations_import_is_its_own(string user, int status)
    {
        var app = await ImportApp.NewAsync();
        var (job, _) = await app.RunAsync(Sheet.Of("C01"));

        Assert.Equal(status, (await RowsAsync(app, user, job.Id, "")).Status);
        Assert.Equal(status, (await GetAsync(user, "", (r, c) => new GetImport(Commands(app)).Run(r, job.Id, c))).Status);
    }

    [Theory]
    [InlineData("registrar-a", "?year=2026", 200, "text/csv; charset=utf-8")]
    [InlineData("auditor", "?year=2026&format=csv", 200, "text/csv; charset=utf-8")]
    [InlineData("office-u1", "?year=2026&format=xlsx", 200, ImportFile.Xlsx)]
    [InlineData("registrar-a", "", 400, ProblemResult.MediaType)]
    [InlineData("registrar-a", "?year=26", 400, ProblemResult.MediaType)]
    [InlineData("registrar-a", "?year=2026&format=ods", 400, ProblemResult.MediaType)]
    public async Task An_export_is_a_file(string user, string query, int status, string mediaType)
    {
        var app = await ImportApp.NewAsync();
        await app.RunAsync(Sheet.Of("C01").Registered(0, "5000992026000012", "2026-05-20"), ImportMode.Historical);

        var answer = await GetAsync(user, query, new ExportNational(app.Export).Run);

        Assert.Equal((status, mediaType), (answer.Status, answer.MediaType));
        if (status == 200)
            Assert.Equal(
                "5000992026000012",
                FileTests.Read(answer.Bytes, ImportMode.Historical).Single().Cells[NationalForm.NationalNumber]
            );
    }

    private static async Task<(string?, decimal, int)> StateAsync(ImportApp app, string id)
    {
        var answer = await GetAsync(
            "office-u1",
            "",
            (request, cancellation) => new GetImport(Commands(app)).Run(request, id, cancellation)
        );
        return ((string?)answer.Json!["status"], (decimal)answer.Json!["progress"]!, (int)answer.Json!["rowsDone"]!);
    }

    private static Commands<ImportJob> Commands(ImportApp app) => new(app.Imports, ImportSetup.Commands(app.Time));

    private static Task<Reply> RowsAsync(ImportApp app, string user, string id, string query) =>
        GetAsync(user, query, (request, cancellation) => new GetImportRows(app.Steps, app.Imports).Run(request, id, cancellation));

    private static Task<Reply> PostAsync(ImportApp app, string user, string query, string? mediaType, Stream body, long? length = null) =>
        FunctionCall.SendAsync(
            app.Start.Run,
            Given.Caller(user),
            "POST",
            $"/api/imports{query}",
            new(body, mediaType, length),
            key: "\"k\""
        );

    private static Task<Reply> GetAsync(string user, string query, Func<HttpRequest, CancellationToken, Task<IResult>> function) =>
        FunctionCall.SendAsync(function, Given.Caller(user), "GET", $"/api/imports{query}");

    private sealed class Zeros(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, left);
            left -= read;
            return read;
        }
    }
}
