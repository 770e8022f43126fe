using TechTransfer.LocalHost.Tests.Hosts;

namespace TechTransfer.LocalHost.Tests.Conformance;

[Collection(SharedProbeFacts.Name)]
public sealed class WorkerFacts(SharedProbe shared)
{
    private Probe Probe => shared.Probe;

    [Fact]
    public async Task The_worker_starts_in_its_folder_with_the_host_s_arguments()
    {
        var process = await Probe.ProcessAsync();
        Assert.Equal(Probe.Folder, (string?)process["folder"]);
        string[] arguments = [.. process["arguments"]!.AsArray().Select(argument => (string)argument!)];
        Assert.Equal(Path.Combine(Probe.Folder, "ProbeApp.dll"), arguments[0]);
        string Value(string name) => arguments[Array.IndexOf(arguments, name) + 1];
        Assert.StartsWith("http://127.0.0.1:", Value("--functions-uri"), StringComparison.Ordinal);
        Assert.Equal(Value("--workerId"), Value("--functions-worker-id"));
        Assert.True(Guid.TryParse(Value("--functions-worker-id"), out _));
        Assert.Equal(Value("--requestId"), Value("--functions-request-id"));
        Assert.Equal("2147483647", Value("--functions-grpc-max-message-length"));
    }

    [Fact]
    public async Task The_worker_finds_what_the_host_adds_to_the_environment()
    {
        var variables = (await Probe.ProcessAsync())["variables"]!;
        Assert.Equal(Probe.Folder, ((string?)variables["FUNCTIONS_WORKER_DIRECTORY"])?.TrimEnd('/'));
        Assert.Equal(Probe.Folder, ((string?)variables["FUNCTIONS_APPLICATION_DIRECTORY"])?.TrimEnd('/'));
        Assert.Equal("dotnet-isolated", (string?)variables["FUNCTIONS_WORKER_RUNTIME"]);
        Assert.EndsWith($":{Probe.Client.BaseAddress!.Port}", (string?)variables["WEBSITE_HOSTNAME"], StringComparison.Ordinal);
        Assert.Equal("0 0 0 1 1 *", (string?)variables["ProbeSchedule"]);
    }

    [Fact]
    [NotSeenOnTheRealHost("read off the worker's source: its lines go to the host")]
    public async Task What_a_function_logs_reaches_the_host_s_output()
    {
        using var answer = await Probe.Client.PostAsync(new Uri("api/logs", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
        foreach (var text in (string[])["one line of the probe", "the second", "a failure", "the probe's exception"])
        {
            await Until.TrueAsync(
                () => Task.FromResult(Probe.Host.Output.Contains(text, StringComparison.Ordinal)),
                () => $"'{text}' is missing in: {Probe.Host.Output}"
            );
        }
        Assert.DoesNotContain("below the level", Probe.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    [NotSeenOnTheRealHost("read off the host's source")]
    public void What_a_worker_writes_to_its_console_reaches_the_host_s_output() =>
        Assert.Contains("The probe's own console line.", Probe.Host.Output, StringComparison.Ordinal);
}
