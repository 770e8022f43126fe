using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Tests.CustomHandler;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <summary>One app published as it is deployed, started and called as the Functions host does, on a machine that has no .NET as far as the app can see.</summary>
public sealed class PublishTests : IDisposable
{
    private const string Timer = """{ "Data": { "timer": { "Schedule": {}, "ScheduleStatus": null, "IsPastDue": false } }, "Metadata": {} }""";

    private readonly StringBuilder _errors = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("published-");

    private string Errors
    {
        get
        {
            lock (_errors) return _errors.ToString();
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_published_app_is_started_and_called_by_the_functions_host()
    {
        await PublishAsync("functions/RewardCalculation");
        CheckFiles();

        var (storage, azurite) = await AzuriteServer.StartOwnAsync();
        var port = AzuriteServer.FreePort();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var app = Start(port, storage);
        try
        {
            await ReadyAsync(app, client);
            var host = new PlayedHost(client);

            // HTTP routes keep their own sign-in.
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/quotes", null)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/api/Sweep", null)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/Sweep", null)).StatusCode);

            await DoneAsync(host, "Sweep", Timer);
            await TellsWhatIsWrongAsync(host, storage);
            await DoneAsync(host, "RewardsInbox", PlayedHost.QueuePayload(Cancelled()));
            // Nobody has asked for an exporter: none is loaded, so that no start waits for it.
            if (OperatingSystem.IsLinux()) Assert.DoesNotContain("OpenTelemetry", await File.ReadAllTextAsync($"/proc/{app.Id}/maps"), StringComparison.Ordinal);
            Assert.Equal(Verdict.Failed, await host.CallAsync("RewardsInbox", PlayedHost.QueuePayload("not a message of ours")));

            using var kill = Process.Start("kill", ["-TERM", $"{app.Id}"]);
            await app.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
            Assert.Equal(0, app.ExitCode);
        }
        finally
        {
            if (!app.HasExited) app.Kill();
            azurite.Kill(entireProcessTree: true);
        }
    }

    // As the alerts look for it: a JSON line with the event's name, and of which function and on which trace it is.
    private async Task TellsWhatIsWrongAsync(PlayedHost host, string storage)
    {
        await new QueueClient(storage, "rewards-inbox-poison").SendMessageAsync("failed");
        await DoneAsync(host, "Watch", Timer);
        const string told = "PoisonMessages: 1 messages of rewards-inbox failed for good";
        for (var attempt = 0; attempt < 100 && !Errors.Contains(told, StringComparison.Ordinal); attempt++) await Task.Delay(50);
        using var line = JsonDocument.Parse(Assert.Single(Errors.Split('\n'), l => l.Contains(told, StringComparison.Ordinal)));
        Assert.Equal(7001, line.RootElement.GetProperty("EventId").GetInt32());
        Assert.StartsWith(told, line.RootElement.GetProperty("Message").GetString(), StringComparison.Ordinal);
        var scopes = line.RootElement.GetProperty("Scopes").EnumerateArray().ToArray();
        Assert.Contains(scopes, s => s.TryGetProperty("AzureFunctions_FunctionName", out var name) && name.GetString() == "Watch");
        Assert.Contains(scopes, s => s.TryGetProperty("TraceId", out var trace) && trace.GetString()?.Length == 32);
    }

    private async Task DoneAsync(PlayedHost host, string function, string payload)
    {
        var verdict = await host.CallAsync(function, payload);
        Assert.True(verdict is Verdict.Done, $"{function} is {verdict}: {Errors}");
    }

    private static string Cancelled()
    {
        var cancelled = new ContractCancelled { ContractId = "c1", Number = "2026500000000001", Edition = 1, CancelledOn = new(2026, 11, 21), Reason = "双方同意不再履行。" };
        return Json.Write(new Envelope("c1:2:ContractCancelled", nameof(ContractCancelled), "c1", 2, DateTimeOffset.UnixEpoch, JsonSerializer.SerializeToElement(cancelled, Json.Options), null));
    }

    private async Task PublishAsync(string app)
    {
        var publish = await Tool.RunAsync(
            "dotnet", "publish", Repository.PathOf(app), "-c", "Release", "-r", "linux-x64", "--self-contained", "-o", _folder.FullName, "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        Assert.True(publish.Code == 0, publish.Output + publish.Errors);
    }

    private void CheckFiles()
    {
        Assert.False(File.Exists(FileOf("local.settings.json")));
        using var host = JsonDocument.Parse(File.ReadAllText(FileOf("host.json")));
        var handler = host.RootElement.GetProperty("customHandler");
        var executable = FileOf(handler.GetProperty("description").GetProperty("defaultExecutablePath").GetString()!);
        Assert.True(!OperatingSystem.IsWindows() && File.GetUnixFileMode(executable).HasFlag(UnixFileMode.UserExecute));
        Assert.True(handler.GetProperty("enableProxyingHttpRequest").GetBoolean());
        Assert.Equal("api", host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());

        Assert.Equal(
            """{"type":"queueTrigger","direction":"in","name":"message","queueName":"rewards-inbox","connection":"AzureWebJobsStorage"}""",
            BindingOf("RewardsInbox"));
        Assert.Equal("""{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 * * * * *","runOnStartup":false,"useMonitor":false}""", BindingOf("Sweep"));
        Assert.Equal("""{"type":"httpTrigger","direction":"in","name":"request","authLevel":"anonymous","methods":["get"],"route":"health"}""", BindingOf("Health"));
        // ReadyToRun code makes an assembly some times as large as its plain code.
        Assert.True(new FileInfo(FileOf("Azure.Core.dll")).Length > 1.5 * new FileInfo(PlainOf("Azure.Core.dll")).Length, "The assemblies are not compiled ahead of time.");
    }

    private static string PlainOf(string assembly) => Repository.PathOf("functions", "RewardCalculation", "bin", Solution.Configuration, "net10.0", assembly);

    private string FileOf(string name) => Path.Combine(_folder.FullName, name);

    private string BindingOf(string function)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(FileOf($"{function}/function.json")));
        return JsonSerializer.Serialize(file.RootElement.GetProperty("bindings")[0]);
    }

    private Process Start(int port, string storage)
    {
        var start = new ProcessStartInfo(FileOf("RewardCalculation")) { WorkingDirectory = _folder.FullName, RedirectStandardError = true };
        // Nothing of this machine: no PATH, no DOTNET_ROOT.
        start.Environment.Clear();
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = _folder.FullName;
        start.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        start.Environment["AzureWebJobsStorage"] = storage;
        start.Environment["SignIn__Authority"] = "https://login.invalid/tenant";
        var app = Process.Start(start)!;
        app.ErrorDataReceived += (_, line) =>
        {
            lock (_errors) _errors.AppendLine(line.Data);
        };
        app.BeginErrorReadLine();
        return app;
    }

    private static async Task ReadyAsync(Process app, HttpClient client)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            Assert.False(app.HasExited, "The app ended at its start.");
            try
            {
                using var answer = await client.GetAsync("/");
                return;
            }
            catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(25);
            }
        }
    }
}
