using TechTransfer.Testing.Proxies;
using Xunit.Abstractions;

namespace TechTransfer.Proof.Faults;

/// <summary>A short fault run for every test run; <c>./test proof faults</c> runs a long one.</summary>
[Collection("two instances")]
public sealed class FaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Acknowledged_commands_are_stored_and_users_learn_when_to_retry_whatever_the_storage_does()
    {
        var said = new List<string>();
        void Say(string line)
        {
            said.Add(line);
            output.WriteLine(line);
        }
        // Silence is left to the long run, because each such fault lasts as long as the client's timeout.
        FaultKind[] kinds = [.. FaultOptions.All.Except([FaultKind.Silence])];
        var broken = await new FaultRun(new(Seed: 2026, Each: TimeSpan.FromSeconds(15), Clients: 3, Phases: [kinds]), Say).RunAsync();
        Assert.True(broken.Count == 0, string.Join('\n', [.. broken, .. said]));
    }
}
