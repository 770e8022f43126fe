using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.LocalHost.Settings;
using TechTransfer.LocalHost.Tests.Hosts;

namespace TechTransfer.LocalHost.Tests.Own;

/// <summary>Wrong configuration is refused with a sentence that names the file and the key.</summary>
[LocalHostOnly]
public sealed class Configuration : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("configured").FullName;

    [Theory]
    [InlineData("host.json", null, "host.json is missing")]
    [InlineData("host.json", "{", "host.json is not JSON (line 1, byte 2).")]
    [InlineData("host.json", "[]", "host.json must hold a JSON object.")]
    [InlineData("host.json", "{}", "host.json: 'version' must be \"2.0\".")]
    [InlineData("host.json", """{"version":"3.0"}""", "host.json: 'version' must be \"2.0\".")]
    [InlineData(
        "host.json",
        """{"version":"2.0","functionTimeOut2":"00:05:00"}""",
        "host.json: 'functionTimeOut2' is not a key that is known here"
    )]
    [InlineData(
        "host.json",
        """{"version":"2.0","functionTimeout":"5 minutes"}""",
        "host.json: 'functionTimeout' must be a time span (hh:mm:ss)"
    )]
    [InlineData("host.json", """{"version":"2.0","extensions":7}""", "host.json: 'extensions' must be an object.")]
    [InlineData(
        "host.json",
        """{"version":"2.0","extensions":{"http":{"routePrefix":7}}}""",
        "host.json: 'extensions.http.routePrefix' must be a text."
    )]
    [InlineData(
        "host.json",
        """{"version":"2.0","extensions":{"http":{"maxOutstandingRequests":"2"}}}""",
        "host.json: 'extensions.http.maxOutstandingRequests' must be a whole number"
    )]
    [InlineData(
        "host.json",
        """{"version":"2.0","extensions":{"queues":{"batchSize":33}}}""",
        "host.json: 'extensions.queues.batchSize' must be a whole number from 1 to 32."
    )]
    [InlineData(
        "host.json",
        """{"version":"2.0","extensions":{"queues":{"messageEncoding":"utf8"}}}""",
        "host.json: 'extensions.queues.messageEncoding' must be \"base64\" or \"none\"."
    )]
    [InlineData(
        "host.json",
        """{"version":"2.0","extensions":{"queues":{"maxDequeues":5}}}""",
        "host.json: 'extensions.queues.maxDequeues' is not a key that is known here"
    )]
    [InlineData("local.settings.json", """{"IsEncrypted":true}""", "local.settings.json: 'IsEncrypted' must be false")]
    [InlineData("local.settings.json", """{"Values":{"A":[]}}""", "local.settings.json: 'Values.A' must be a text.")]
    [InlineData(
        "local.settings.json",
        """{"Host":{"LocalHttpPort":70000}}""",
        "local.settings.json: 'Host.LocalHttpPort' must be a whole number from 0 to 65535."
    )]
    [InlineData("worker.config.json", """{"description":{}}""", "worker.config.json: 'description.defaultWorkerPath' is missing.")]
    public async Task A_bad_file_is_refused_by_name_and_key(string file, string? text, string complaint)
    {
        File.WriteAllText(Path.Combine(folder, "host.json"), """{"version":"2.0"}""");
        if (text is null)
            File.Delete(Path.Combine(folder, file));
        else
            File.WriteAllText(Path.Combine(folder, file), text);
        var refused = await Assert.ThrowsAsync<StartException>(() => FunctionsHost.StartAsync(new(folder), NullLoggerProvider.Instance));
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_folder_that_is_no_app_is_refused()
    {
        File.WriteAllText(Path.Combine(folder, "host.json"), """{"version":"2.0"}""");
        var refused = await Assert.ThrowsAsync<StartException>(() => FunctionsHost.StartAsync(new(folder), NullLoggerProvider.Instance));
        Assert.Contains("has no worker.config.json", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
