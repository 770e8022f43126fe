using System.Net;
using System.Net.Sockets;
using TechTransfer.Testing;

namespace Microsoft.Azure.Functions.Worker.Tests.Settings;

public sealed class StartupTests
{
    [Theory]
    [InlineData("not json", "host.json is not JSON")]
    [InlineData("[]", "host.json must hold a JSON object")]
    [InlineData("""{ "extensions": {} }""", "'version' must be \"2.0\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "batchSize": 33 } } }""", "'extensions.queues.batchSize' must be a whole number from 1 to 32")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "messageEncoding": "utf8" } } }""", "'extensions.queues.messageEncoding' must be \"base64\" or \"none\"")]
    public async Task A_bad_host_json_ends_the_start_with_code_1_and_one_sentence(string host, string complaint)
    {
        using var folder = new AppFolder(host);
        var (exitCode, error) = await AppProcess.RunToEndAsync(["--port", "0", .. folder.Arguments]);
        Assert.Equal(1, exitCode);
        Assert.Contains(complaint, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_busy_port_ends_the_start_with_code_1_and_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, error) = await AppProcess.RunToEndAsync("--port", $"{port}");
        Assert.Equal(1, exitCode);
        Assert.Contains($"127.0.0.1:{port}", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task The_port_of_local_settings_is_used_and_the_app_ends_cleanly_on_a_signal()
    {
        var port = AzuriteServer.FreePort();
        using var folder = new AppFolder(local: $$"""{ "Host": { "LocalHttpPort": {{port}} } }""");
        using var app = await AppProcess.ServeAsync(port, folder.Arguments);
        await app.TerminateAsync();
        Assert.Equal(0, app.ExitCode);
    }

    [Fact]
    public async Task The_argument_beats_the_port_of_local_settings()
    {
        var port = AzuriteServer.FreePort();
        using var folder = new AppFolder(local: """{ "Host": { "LocalHttpPort": 1 } }""");
        using var app = await AppProcess.ServeAsync(port, ["--port", $"{port}", .. folder.Arguments]);
    }

    [Fact]
    public async Task A_running_request_is_answered_before_the_process_ends()
    {
        var port = AzuriteServer.FreePort();
        using var app = await AppProcess.ServeAsync(port, ["--port", $"{port}"]);
        using var client = new HttpClient();
        var slow = client.GetStringAsync($"http://127.0.0.1:{port}/api/slow/1500");
        await Task.Delay(300);
        await app.TerminateAsync();
        Assert.Equal("slow", await slow);
        Assert.Equal(0, app.ExitCode);
    }
}
