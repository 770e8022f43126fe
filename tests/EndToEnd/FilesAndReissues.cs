using System.Net;
using System.Text.Json.Nodes;
using TechTransfer.Kernel.Calendar;

namespace TechTransfer.EndToEnd;

[Collection(OnTheRunningSystem.Name)]
public sealed class FilesAndReissues(RunningSystem system) : IDisposable
{
    private readonly HttpClient anyone = new() { BaseAddress = system.Certificates };

    public void Dispose() => anyone.Dispose();

    [Fact]
    public async Task A_certificates_file_verifies_by_itself_and_a_changed_one_does_not()
    {
        var sample = system.Sample("C05");
        var (status, view) = await PostAsync(sample.Pdf);
        Assert.Equal(
            (HttpStatusCode.OK, "valid", true, (string)sample.Certificate["number"]!, "valid"),
            (status, (string?)view["signature"], (bool)view["unchanged"]!, (string?)view["number"], (string?)view["status"])
        );
        Assert.Equal("重庆高新区技术合同认定登记机构（示例）", (string?)view["signer"]);

        var changed = (byte[])sample.Pdf.Clone();
        changed[changed.Length / 2] ^= 1;
        (status, view) = await PostAsync(changed);
        Assert.Equal((HttpStatusCode.OK, false), (status, (bool)view["unchanged"]!));

        (status, view) = await PostAsync("no PDF at all"u8.ToArray());
        Assert.Equal((HttpStatusCode.OK, "none", false), (status, (string?)view["signature"], (bool)view["unchanged"]!));
    }

    [Fact]
    public async Task A_hundred_megabytes_are_refused_before_they_are_sent()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/verify") { Content = new ByteArrayContent(new byte[100_000_000]) };
        request.Content.Headers.ContentType = new("application/pdf");
        request.Headers.ExpectContinue = true;
        using var answer = await anyone.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("body_too_large", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]);
    }

    [Fact]
    public async Task A_re_issue_runs_to_its_end_in_the_background_and_shows_its_progress()
    {
        var registrar = system.Play.Certificates("registrar-a");
        // A kind of certificate that no other test needs, so that other tests still find the certificate numbers they expect.
        var request = new JsonObject
        {
            ["year"] = TimeProvider.System.GetUtcNow().ChinaDate().Year,
            ["kinds"] = new JsonArray("distributionStatement"),
            ["reason"] = "版式更新（虚构）",
        };
        var started = await registrar.PostAsync("/api/reissues", request);
        Assert.Equal(201, started.Status);
        await system.Play.DrainedAsync();
        var done = await registrar.GetAsync($"/api/reissues/{(string)started.Body!["id"]!}");
        Assert.Equal(("done", 1m, 0), ((string?)done.Body!["status"], (decimal)done.Body["progress"]!, (int)done.Body["issued"]!));
        Assert.True((int)done.Body["passedOver"]! >= 16);

        Assert.Equal(403, (await system.Play.Certificates("company-e1").PostAsync("/api/reissues", request.DeepClone())).Status);
        var wrong = await registrar.PostAsync(
            "/api/reissues",
            new JsonObject
            {
                ["year"] = 2026,
                ["kinds"] = new JsonArray("love letter"),
                ["reason"] = "x",
            }
        );
        Assert.Equal((422, "invalid_value"), (wrong.Status, wrong.Code));
    }

    private async Task<(HttpStatusCode Status, JsonNode View)> PostAsync(byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("application/pdf");
        using var answer = await anyone.PostAsync(new Uri("/api/verify", UriKind.Relative), content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
