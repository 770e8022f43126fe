using Xunit.Abstractions;

namespace TechTransfer.Proof.Crash;

/// <summary>A short crash sweep for every test run; <c>./test proof crash</c> runs a long one.</summary>
[Collection("two instances")]
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_was_acknowledged_stands_and_has_its_effects_however_processes_die()
    {
        var said = new List<string>();
        void Say(string line)
        {
            lock (said)
                said.Add(line);
            output.WriteLine(line);
        }
        var broken = await new CrashSweep(
            new(Seed: 2026, Kills: 6, AtMost: TimeSpan.FromMinutes(1), Clients: 3, Calls: 0, Days: 0),
            Say
        ).RunAsync();
        Assert.True(broken.Count == 0, string.Join('\n', [.. broken, .. said]));
    }
}
