using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Problems;

public sealed class BodyTests
{
    private const int JsonLimit = 1024 * 1024;
    private const int UploadLimit = 50 * 1024 * 1024;

    public static TheoryData<string, string, string, string> Malformed =>
        new()
        {
            { "", "title", "缺少必填字段", "is missing" },
            { "{}", "title", "缺少必填字段", "is missing" },
            { """{"title":"泵"}""", "price", "缺少必填字段", "is missing" },
            { """{"title":"泵","price":1""", "price", "数据格式有误", "not valid JSON" },
            { """{"title":"泵","price":1}}""", "", "数据格式有误", "not valid JSON" },
            { """{"title":"泵","price":1,}""", "price", "数据格式有误", "not valid JSON" },
            { "{'title':'泵'}", "", "数据格式有误", "not valid JSON" },
            { "hello", "", "数据格式有误", "not valid JSON" },
            { """{"title":"泵","price":NaN}""", "price", "数据格式有误", "not valid JSON" },
            { "null", "", "不能为空", "null" },
            { "[]", "", "一组字段", "object" },
            { "7", "", "一组字段", "object" },
            { """{"title":"泵","price":1,"colur":"red"}""", "colur", "没有这个字段", "no such field" },
            { """{"Title":"泵","price":1}""", "Title", "没有这个字段", "no such field" },
            {
                """{"title":"泵","price":1,"lines":[{"description":"a","amount":1},{"description":"b","amount":1,"tax":2}]}""",
                "lines[1].tax",
                "没有这个字段",
                "no such field"
            },
            { """{"title":"泵","price":1,"title":"阀"}""", "title", "重复", "twice" },
            { """{"title":7,"price":1}""", "title", "文字", "a text" },
            { """{"title":null,"price":1}""", "title", "不能为空", "null" },
            { """{"title":"泵","price":1,"lines":[null]}""", "lines[0]", "不能为空", "null" },
            { """{"title":"泵","price":1,"pieces":1.5}""", "pieces", "2147483647之间的整数", "2147483647" },
            { """{"title":"泵","price":1,"pieces":"7"}""", "pieces", "2147483647之间的整数", "2147483647" },
            { """{"title":"泵","price":1,"pieces":99999999999}""", "pieces", "2147483647之间的整数", "2147483647" },
            { """{"title":"泵","price":1,"colour":"green"}""", "colour", "darkBlue", "darkBlue" },
            { """{"title":"泵","price":1,"colour":1}""", "colour", "darkBlue", "darkBlue" },
            { """{"title":"泵","price":1,"dueOn":"2026-02-30"}""", "dueOn", "日期", "a date such as" },
            { """{"title":"泵","price":1,"lines":{}}""", "lines", "列表", "a JSON list" },
            { """{"title":"泵","price":"1"}""", "price", "数字", "number" },
            { """{"title":"泵","price":1.005}""", "price", "两位小数", "two decimals" },
            { """{"title":"泵","price":1,"lines":[{"description":"a","amount":0.001}]}""", "lines[0].amount", "两位小数", "two decimals" },
            { """{"title":"泵","price":1e15}""", "price", "过大", "too large" },
            { """{"title":"泵","price":1e300}""", "price", "数字", "number" },
            { """{"title":"\ud800","price":1}""", "title", "UTF-8", "UTF-8" },
        };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_body_is_refused_with_its_path_in_both_languages(string body, string path, string chinese, string english)
    {
        var app = await ThingApp.SharedAsync();
        foreach (var (language, words) in ((string, string)[])[("zh", chinese), ("en", english)])
        {
            using var answer = await app.SendAsync(HttpMethod.Post, "parse", ThingApp.Office(), body, language: language);
            var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_body");
            Assert.Equal(path, problem.Paths()[0]);
            var detail = problem.GetProperty("detail").GetString();
            Assert.Contains(words, detail, StringComparison.Ordinal);
            // Names of our C# types mean nothing to callers.
            Assert.DoesNotContain("TechTransfer", detail, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_fault_of_a_body_is_reported_at_once_with_what_is_expected()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.PostAsync(
            "parse",
            ThingApp.Office(),
            """{"title":7,"colur":1,"pieces":"x","colour":"green","lines":[{"description":null,"amount":0.001},null]}"""
        );
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_body");
        Assert.Equal(
            ["lines[1]", "title", "colur", "pieces", "colour", "lines[0].description", "lines[0].amount", "price"],
            problem.Paths()
        );
        Assert.Equal(
            7,
            problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("message").GetString()).Distinct().Count()
        );
    }

    [Fact]
    public async Task A_body_of_faults_is_answered_with_the_first_fifty()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.PostAsync(
            "parse",
            ThingApp.Office(),
            $$"""{"title":"泵","price":1,"lines":[{{string.Join(',', Enumerable.Repeat("7", 1000))}}]}"""
        );
        Assert.Equal(50, (await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_body")).Paths().Count);
    }

    [Fact]
    public async Task Every_missing_field_is_named()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.PostAsync("parse", ThingApp.Office(), """{"title":"泵","price":1,"lines":[{}]}""");
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_body");
        Assert.Equal(["lines[0].description", "lines[0].amount"], problem.Paths());
    }

    [Fact]
    public async Task A_body_that_is_nested_too_deep_is_refused()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.PostAsync("parse", ThingApp.Office(), string.Concat(Enumerable.Repeat("""{"lines":[""", 50_000)));
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_body");
    }

    [Fact]
    public async Task A_text_that_is_no_utf8_is_refused()
    {
        var app = await ThingApp.SharedAsync();
        byte[] bytes = [.. "{\"title\":\""u8, 0xff, 0xfe, .. "\",\"price\":1}"u8];
        using var answer = await app.SendAsync(HttpMethod.Post, "parse", ThingApp.Office(), content: Content(bytes));
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_body");
    }

    [Fact]
    public async Task A_good_body_is_read_to_the_last_field()
    {
        var app = await ThingApp.SharedAsync();
        const string body =
            """{"title":"泵 \"甲\"","price":1234567.89,"colour":"darkBlue","dueOn":"2026-02-28","pieces":3,"lines":[{"description":"a","amount":-0.01}]}""";
        using var answer = await app.PostAsync("parse", ThingApp.Office(), body);
        Assert.Equal(body, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.OK)]
    [InlineData("application/merge-patch+json", HttpStatusCode.OK)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/xml", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("nonsense", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    public async Task Only_json_is_taken_for_json(string? mediaType, HttpStatusCode status)
    {
        var app = await ThingApp.SharedAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"title":"泵","price":1}"""));
        if (mediaType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        using var answer = await app.SendAsync(HttpMethod.Post, "parse", ThingApp.Office(), content: content);
        if (status == HttpStatusCode.OK)
        {
            Assert.Equal(status, answer.StatusCode);
        }
        else
        {
            var problem = await answer.ProblemAsync(status, "unsupported_media_type");
            Assert.Contains("application/json", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_json_body_may_be_a_mebibyte_and_no_more(bool lengthIsSaid)
    {
        var app = await ThingApp.SharedAsync();
        using var most = await app.SendAsync(HttpMethod.Post, "parse", ThingApp.Office(), content: Json(JsonLimit, lengthIsSaid));
        Assert.Equal(HttpStatusCode.OK, most.StatusCode);

        using var more = await app.SendAsync(
            HttpMethod.Post,
            "parse",
            ThingApp.Office(),
            content: Json(JsonLimit + 1, lengthIsSaid),
            language: "en"
        );
        var problem = await more.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        Assert.Equal(
            $"The file or content must not exceed {Kernel.Explanations.Text.OfBytes(JsonLimit).En}. Compress or split it, and submit it again.",
            problem.GetProperty("detail").GetString()
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_may_be_fifty_mebibytes_and_the_server_cuts_what_is_much_more(bool lengthIsSaid)
    {
        var app = await ThingApp.SharedAsync();
        using var most = await app.SendAsync(HttpMethod.Post, "uploads", ThingApp.Office(), content: File(UploadLimit, lengthIsSaid));
        Assert.Equal(UploadLimit, (await most.JsonAsync()).GetProperty("size").GetInt64());

        // Only slightly above the server's limit: the client has then sent everything before the server closes the connection.
        using var more = await app.SendAsync(
            HttpMethod.Post,
            "uploads",
            ThingApp.Office(),
            content: File(UploadLimit + JsonLimit + 1024, lengthIsSaid),
            language: "en",
            headers: h => h.ExpectContinue = lengthIsSaid
        );
        var problem = await more.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        Assert.Equal(
            $"The file or content must not exceed {Kernel.Explanations.Text.OfBytes(UploadLimit).En}. Compress or split it, and submit it again.",
            problem.GetProperty("detail").GetString()
        );
    }

    [Fact]
    public async Task A_caller_who_leaves_in_the_middle_of_his_body_is_no_fault_of_the_storage()
    {
        await using var app = await ThingApp.StartAsync();
        foreach (var path in (string[])["uploads", "parse"])
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port);
            await client
                .GetStream()
                .WriteAsync(
                    Encoding.ASCII.GetBytes(
                        $"POST /api/{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ThingApp.Office()}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\nhalf"
                    )
                );
            await Task.Delay(200);
            // Resets the connection at once, without an orderly close.
            client.LingerState = new(true, 0);
            client.Close();
        }
        await Task.Delay(500);
        // Ignore the log lines of the web server and the worker about the broken connection.
        var errors = app
            .Logs.AtLeast(Microsoft.Extensions.Logging.LogLevel.Error)
            .Where(line =>
                !line.StartsWith("Connection id", StringComparison.Ordinal) && !line.StartsWith("Function '", StringComparison.Ordinal)
            )
            .ToArray();
        Assert.True(errors.Length == 0, string.Join('\n', errors));
    }

    private static HttpContent Json(int size, bool lengthIsSaid)
    {
        const string start = """{"title":""",
            end = ""","price":1}""";
        var body = Encoding.ASCII.GetBytes(start + '"' + new string('x', size - start.Length - end.Length - 2) + '"' + end);
        Assert.Equal(size, body.Length);
        return lengthIsSaid ? Content(body) : Streamed(body, "application/json");
    }

    private static HttpContent File(int size, bool lengthIsSaid) =>
        lengthIsSaid ? Content(new byte[size], "application/pdf") : Streamed(new byte[size], "application/pdf");

    private static ByteArrayContent Content(byte[] body, string mediaType = "application/json") =>
        new(body) { Headers = { ContentType = new(mediaType) } };

    // A stream that cannot seek is sent without Content-Length.
    private static StreamContent Streamed(byte[] body, string mediaType) =>
        new(new OneWayStream(body)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    [Fact]
    public async Task A_byte_order_mark_before_a_body_is_skipped()
    {
        var app = await ThingApp.SharedAsync();
        var body = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. """{"title":"泵","price":1}"""u8]);
        body.Headers.ContentType = new("application/json");
        using var answer = await app.SendAsync(HttpMethod.Post, "parse", ThingApp.Office(), content: body);
        Assert.Equal("泵", (await answer.JsonAsync()).GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("br", false)]
    [InlineData(null, true)]
    public async Task A_compressed_body_is_named_as_that(string? encoding, bool isGzip)
    {
        var app = await ThingApp.SharedAsync();
        byte[] plain = [.. """{"title":"泵","price":1}"""u8];
        using var compressed = new MemoryStream();
        await using (
            var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)
        )
            await gzip.WriteAsync(plain);
        var body = new ByteArrayContent(isGzip ? compressed.ToArray() : plain);
        body.Headers.ContentType = new("application/json");
        if (encoding is not null)
            body.Headers.ContentEncoding.Add(encoding);
        using var answer = await app.SendAsync(HttpMethod.Post, "parse", ThingApp.Office(), content: body);
        await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_content_encoding");
    }
}
