using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Problems;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Problems;

/// <summary>Whatever a caller sends wrongly gets a 4xx, and nothing that would alert operators is logged.</summary>
public sealed class ClientFaultTests
{
    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Circle), "circle")]
    public abstract record Shape;

    public sealed record Circle(int Radius) : Shape;

    public sealed record Drawing(IReadOnlyList<Shape> Shapes, IReadOnlyDictionary<string, int>? Layers = null, JsonElement? Note = null);

    public static TheoryData<string, string> MalformedShapes =>
        new()
        {
            { """{"shapes":[{"kind":"circle","radius":1},{"radius":1}]}""", "shapes[1].kind" },
            { """{"shapes":[{}]}""", "shapes[0].kind" },
            { """{"shapes":[{"kind":"square"}]}""", "shapes[0]" },
            { """{"shapes":[{"kind":7}]}""", "shapes[0]" },
            { """{"shapes":[7]}""", "shapes[0]" },
            { """{"shapes":[],"layers":{"\ud800":1}}""", "" },
            { """{"\ud800":1}""", "" },
            { """{"shapes":[],"note":"\ud800"}""", "" },
            { """{"shapes":[],"note":{"\udc00":1}}""", "" },
            { """{"shapes":[],"layers":{"a":null}}""", "layers.a" },
        };

    [Theory]
    [MemberData(nameof(MalformedShapes))]
    public void A_value_whose_kind_is_not_said_is_a_malformed_body(string body, string path)
    {
        var refused = Assert.Throws<ProblemException>(() => RequestBody.Parse<Drawing>(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(("malformed_body", 400), (refused.Problem.Kind.Code, refused.Problem.Kind.Status));
        Assert.StartsWith(path, refused.Problem.Errors[0].Path, StringComparison.Ordinal);
        Assert.DoesNotContain("TechTransfer", refused.Problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_may_stand_anywhere_in_its_value() =>
        Assert.Equal(
            new Circle(3),
            Assert.Single(RequestBody.Parse<Drawing>("""{"shapes":[{"radius":3,"kind":"circle"}]}"""u8.ToArray()).Shapes)
        );

    public static TheoryData<string, string> NotUtf8 =>
        new()
        {
            { "{\"", "\":1}" },
            { "{\"title\":\"", "\",\"price\":1}" },
            { "{\"title\":\"a\",\"price\":1,\"lines\":[{\"", "\":1}]}" },
            { "", "" },
        };

    [Theory]
    [MemberData(nameof(NotUtf8))]
    public async Task Bytes_that_are_no_utf8_are_refused_wherever_they_stand(string before, string after)
    {
        var app = await ThingApp.SharedAsync();
        foreach (
            byte[] bad in (byte[][])
                [
                    [0xff],
                    [0xc3, 0x28],
                    [0xed, 0xa0, 0x80],
                ]
        )
        {
            var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(before), .. bad, .. Encoding.UTF8.GetBytes(after)])
            {
                Headers = { ContentType = new("application/json") },
            };
            using var answer = await app.SendAsync(HttpMethod.Post, "parse", ThingApp.Office(), content: content);
            await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_body");
        }
    }

    [Theory]
    [InlineData("limit=1&name=%FF")]
    [InlineData("name=a%C3%28")]
    [InlineData("name=%ED%A0%80")]
    [InlineData("%FF=a")]
    public async Task A_query_that_is_no_utf8_is_refused(string query)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync($"who?{query}", ThingApp.Office());
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_query");
    }

    [Theory]
    [InlineData("name=%E7%9B%AE%E2%80%8B%E6%A0%87", "character 2 (U+200B)")]
    [InlineData("limit=1&name=a%00", "character 2 (U+0000)")]
    public async Task A_query_with_a_character_that_nobody_sees_is_refused(string query, string named)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.SendAsync(HttpMethod.Get, $"asked?{query}", ThingApp.Office(), language: "en");
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_query");
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_is_taken_composed_and_without_outer_blanks()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("asked?name=%20Re%CC%81s%E3%80%80", ThingApp.Office());
        Assert.Equal("\"R\u00E9s\"", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("FFFFFFFFFF\r\nabc")]
    [InlineData("80000000\r\nabc")]
    [InlineData("zz\r\nabc")]
    [InlineData("3\r\nabcde\r\n")]
    [InlineData("3;a\r\nabc\r\n-1\r\n")]
    public async Task Chunks_that_are_framed_wrongly_are_the_callers_fault(string body)
    {
        await using var app = await ThingApp.StartAsync();
        foreach (var path in (string[])["parse", "uploads"])
        {
            var answer = await RawAsync(app, path, "Transfer-Encoding: chunked", body);
            // The host reads the body while it forwards the call, and answers 400 itself.
            Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        }
        // The worker may log that the forwarded request never arrived.
        Assert.DoesNotContain(app.Logs.AtLeast(LogLevel.Warning), line => !line.StartsWith("Function '", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_ends_before_its_length_is_the_callers_fault()
    {
        await using var app = await ThingApp.StartAsync();
        foreach (var path in (string[])["parse", "uploads"])
        {
            var answer = await RawAsync(app, path, "Content-Length: 100", "half", ends: true);
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), answer);
        }
        // The worker may log that the rest of the request never arrived.
        Assert.DoesNotContain(app.Logs.AtLeast(LogLevel.Warning), line => !line.StartsWith("Function '", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_ours_that_cannot_be_read_is_no_fault_of_the_storage()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("break-a-file");
        await answer.ProblemAsync(HttpStatusCode.InternalServerError, "internal_error");
    }

    // Sends raw bytes, because .NET's HttpClient always frames bodies correctly.
    private static async Task<string> RawAsync(ThingApp app, string path, string header, string body, bool ends = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ThingApp.Office()}\r\nContent-Type: application/json\r\nConnection: close\r\n{header}\r\n\r\n{body}"
            )
        );
        if (ends)
            client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException) when (ends)
        {
            // The server may close the connection because the client has ended its side.
            return "";
        }
    }
}
