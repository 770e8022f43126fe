using TechTransfer.LocalHost.Tests.Hosts;

namespace TechTransfer.LocalHost.Tests.Conformance;

public sealed class KillFacts
{
    [Fact]
    public async Task When_an_instance_is_killed_the_next_takes_over()
    {
        await using var first = await Probe.StartAsync();
        await first.SeenAsync("TimerEachSecond", _ => true);
        await using var second = await Probe.StartAsync(name: first.Name);
        await second.WaitsForAsync(first);
        var worker = (int)(await first.ProcessAsync())["id"]!;
        await first.SignalAsync("KILL");
        await first.Host.Process.WaitForExitAsync();
        // Microsoft's host leaves its worker running; LocalHost does not.
        if (first.Host is LocalHostProcess)
            await Until.TrueAsync(() => Task.FromResult(!IsAlive(worker)), () => $"{worker} is alive.");
        else
            await Testing.Tool.RunAsync("sh", "-c", $"kill -KILL {worker}");
        await second.SeenAsync("TimerEachSecond", _ => true);
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
