using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TechTransfer.LocalHost.Tests.Hosts;

namespace TechTransfer.LocalHost.Tests.Own;

[LocalHostOnly]
public sealed class Workers
{
    [Fact]
    public async Task A_worker_that_dies_is_started_again_three_times_then_everything_ends_with_the_reason()
    {
        await using var probe = await Probe.StartAsync(before: unstarted =>
        {
            var local = new JsonObject
            {
                ["Values"] = new JsonObject { ["OnlyHere"] = "local", ["Probe"] = "not this one" },
            };
            File.WriteAllText(Path.Combine(unstarted.Folder, "local.settings.json"), local.ToJsonString());
            return Task.CompletedTask;
        });
        var variables = (await probe.ProcessAsync())["variables"]!;
        Assert.Equal("local", (string?)variables["OnlyHere"]);
        Assert.Equal(probe.Name, (string?)variables["Probe"]);

        await LinesAsync(probe);

        var worker = await WorkerAsync(probe);
        for (var death = 1; death <= 3; death++)
        {
            await Testing.Tool.RunAsync("sh", "-c", $"kill -KILL {worker}");
            worker = await NextWorkerAsync(probe, worker);
        }
        // The fourth worker still processes messages.
        await probe.SendAsync("text", "still here");
        await probe.SeenAsync("QueueText", "still here");
        await Testing.Tool.RunAsync("sh", "-c", $"kill -KILL {worker}");
        await probe.Host.Process.WaitForExitAsync();
        Assert.Equal(1, probe.Host.Process.ExitCode);
        Assert.Contains(
            "The worker of ProbeApp ended for the 4th time, now with code 137: it wrote no reason.",
            probe.Host.Output.Split('\n')
        );
    }

    // A log record is one line with function name and invocation id; further lines of its text are indented.
    private static async Task LinesAsync(Probe probe)
    {
        using var answer = await probe.Client.PostAsync(new Uri("api/logs", UriKind.Relative), null);
        var call = (await answer.Content.ReadAsStringAsync()).Split(' ')[0];
        await Until.TrueAsync(
            () => Task.FromResult(probe.Host.Output.Contains("a failure", StringComparison.Ordinal)),
            () => probe.Host.Output
        );
        var lines = probe.Host.Output.Split('\n').Select(line => Regex.Replace(line, @"^\d\d:\d\d:\d\d\.\d{3} ", "")).ToArray();
        Assert.Contains($"info: ProbeApp Probe.Logs [Logs {call}] one line of the probe", lines);
        var two = Array.IndexOf(lines, $"warn: ProbeApp Probe.Logs [Logs {call}] two lines:");
        Assert.Equal("the second", lines[two + 1].TrimStart());
        Assert.StartsWith("      ", lines[two + 1], StringComparison.Ordinal);
        Assert.Contains($"fail: ProbeApp Probe.Logs [Logs {call}] a failure", lines);
        Assert.Contains("ProbeApp: The probe's own console line.", lines);
    }

    private static async Task<int> WorkerAsync(Probe probe) => (int)(await probe.ProcessAsync())["id"]!;

    private static async Task<int> NextWorkerAsync(Probe probe, int before)
    {
        var next = before;
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    using var answer = await probe.GetAsync("api/process");
                    if (!answer.IsSuccessStatusCode)
                        return false;
                    next = (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
                    return next != before;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            () => probe.Host.Output
        );
        return next;
    }
}
