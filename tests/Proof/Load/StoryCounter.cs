using System.Collections.Concurrent;
using TechTransfer.Demo;

namespace TechTransfer.Proof.Load;

public sealed class StoryCounter
{
    private readonly ConcurrentQueue<string> refused = [];
    private int finished;

    public int Finished => Volatile.Read(ref finished);

    public IEnumerable<string> Refusals => refused.GroupBy(r => r).Select(r => $"not taken, {r.Count()} times: {r.Key}");

    public async Task TellAsync(Func<Task> story)
    {
        try
        {
            await story();
        }
        catch (Exception refusal) when (refusal is RefusedException or DemoFailedException)
        {
            refused.Enqueue(refusal.Message);
        }
        Interlocked.Increment(ref finished);
    }
}
