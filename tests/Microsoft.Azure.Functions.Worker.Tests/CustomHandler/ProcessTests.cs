using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Tests.Http;
using TechTransfer.Testing;

namespace Microsoft.Azure.Functions.Worker.Tests.CustomHandler;

/// <summary>The handler as a process of its own, started as the host starts it.</summary>
public sealed class ProcessTests
{
    private static readonly Type[] Classes = [typeof(ProbeFunctions), typeof(ConductFunction)];

    [Fact]
    public async Task A_slow_start_shows_as_a_closed_port_and_then_calls_are_taken()
    {
        await WithAppAsync(["--delay", "2"], async (app, port, host) =>
        {
            Assert.InRange(await app.ReadyAsync(port), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(30));
            Assert.Equal(Verdict.Done, await host.CallAsync("Conduct", PlayedHost.QueuePayload("first")));
        });
    }

    [Fact]
    public async Task Lines_of_the_output_are_json_and_errors_stand_in_the_error_output()
    {
        await WithAppAsync([], async (app, port, host) =>
        {
            await app.ReadyAsync(port);
            await host.CallAsync("Conduct", PlayedHost.QueuePayload("gold"));
            var lines = (await app.TerminateAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
            Assert.Contains(lines, line => line.Contains("Plain word of gold", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, line => line.Contains("Bad word", StringComparison.Ordinal));
            Assert.Contains("Bad word of gold", await app.Error, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_call_in_work_is_answered_before_the_process_ends_and_the_end_is_a_good_one()
    {
        await WithAppAsync([], async (app, port, host) =>
        {
            await app.ReadyAsync(port);
            var slow = host.CallAsync("Conduct", PlayedHost.QueuePayload("slow"));
            await Task.Delay(500);
            await app.TerminateAsync();
            Assert.Equal(Verdict.Done, await slow);
            Assert.Equal(0, app.ExitCode);
        });
    }

    [Fact]
    public async Task An_app_that_ends_without_being_asked_is_started_again_by_the_host()
    {
        await WithAppAsync([], async (app, port, host) =>
        {
            await app.ReadyAsync(port);
            await host.CallAsync("Conduct", PlayedHost.QueuePayload("stop"));
            await app.OutputAsync();
            Assert.Equal(1, app.ExitCode);
        });
    }

    [Fact]
    public async Task A_fault_at_the_start_ends_the_process_with_code_1_and_names_the_key()
    {
        using var folder = new HandlerFolder(Classes);
        folder.ChangeHost(host => host.Remove("customHandler"));
        using var app = AppProcess.Start(Arguments, folder.Environment(AzuriteServer.FreePort()));
        await app.OutputAsync();
        Assert.Equal(1, app.ExitCode);
        Assert.Equal("host.json: 'customHandler' is missing: the host would not know what to start.", (await app.Error).Trim());
    }

    [Fact]
    public async Task A_port_that_is_no_number_is_named()
    {
        using var app = AppProcess.Start([], new Dictionary<string, string> { ["FUNCTIONS_CUSTOMHANDLER_PORT"] = "none" });
        await app.OutputAsync();
        Assert.Equal(1, app.ExitCode);
        Assert.Equal("FUNCTIONS_CUSTOMHANDLER_PORT must be a number from 0 to 65535, not 'none'.", (await app.Error).Trim());
    }

    private static string[] Arguments => ["--functions", string.Join(',', Classes.Select(type => type.Name))];

    private static async Task WithAppAsync(string[] arguments, Func<AppProcess, int, PlayedHost, Task> test)
    {
        using var folder = new HandlerFolder(Classes);
        var port = AzuriteServer.FreePort();
        using var app = AppProcess.Start([.. Arguments, .. arguments], folder.Environment(port));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await test(app, port, new PlayedHost(client));
    }
}
