using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using TechTransfer.Hosting.Documents;

namespace TechTransfer.Hosting.Tests.Documents;

public sealed class DownloadTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_saved_and_taken_for_nothing_but_its_type(bool isStream)
    {
        var http = await ExecuteAsync(
            isStream
                ? Download.Of(new MemoryStream("a,b"u8.ToArray()), "text/csv", "表 \"1\".csv", "abc")
                : Download.Written("text/csv", "表 \"1\".csv", async stream => await stream.WriteAsync("a,b"u8.ToArray()))
        );

        Assert.Equal(("nosniff", "text/csv"), (http.Response.Headers.XContentTypeOptions.ToString(), http.Response.ContentType));
        var disposition = ContentDispositionHeaderValue.Parse(http.Response.Headers.ContentDisposition.ToString());
        Assert.Equal(("attachment", "表 _1_.csv"), (disposition.DispositionType.Value, disposition.FileNameStar.Value));
        Assert.Equal("a,b", Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()));
        if (isStream)
            Assert.Equal("\"abc\"", http.Response.Headers.ETag);
    }

    [Theory]
    [InlineData("合同.pdf", "合同.pdf")]
    [InlineData("CONTRACT.PDF", "CONTRACT.PDF")]
    [InlineData("invoice.html", "invoice.html.pdf")]
    [InlineData("../../etc/passwd", "_.._etc_passwd.pdf")]
    [InlineData("a\\b:c*d?.pdf", "a_b_c_d_.pdf")]
    [InlineData("a\r\nSet-Cookie: x=1.pdf", "a__Set-Cookie_ x=1.pdf")]
    [InlineData("fdp\u202Efdp.exe", "fdp_fdp.exe.pdf")]
    [InlineData("", "file.pdf")]
    [InlineData(" .. ", "file.pdf")]
    public void A_name_is_one_on_every_disk_and_ends_as_its_type_does(string name, string safe) =>
        Assert.Equal(safe, Download.SafeName(name, DocumentType.Pdf));

    [Fact]
    public void A_long_name_keeps_its_ending() =>
        Assert.Equal(154, Download.SafeName(new string('长', 400) + ".pdf", DocumentType.Pdf).Length);

    private static async Task<HttpContext> ExecuteAsync(Download answer)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = new MemoryStream() },
        };
        await answer.ExecuteAsync(http);
        return http;
    }
}
