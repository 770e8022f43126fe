using TechTransfer.Proof.Hosts;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Crash;

/// <summary>Kills hosts and workers at random moments of the work: a few calls after the kill before.</summary>
public sealed class Killer(TwoInstances system, History history, Random random)
{
    // Nothing may be answered while all is starting: then the next kill does not wait for an answer.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    public int Hosts { get; private set; }

    public int Workers { get; private set; }

    public int Kills => Hosts + Workers;

    /// <summary>Kills until so many are dead or the time is up.</summary>
    public async Task RunAsync(int kills, Action<int> say, CancellationToken timeIsUp)
    {
        try
        {
            while (Kills < kills)
            {
                var answered = history.Answered + random.Next(1, 12);
                var until = system.Now + LongestPause;
                while (history.Answered < answered && system.Now < until)
                    await Task.Delay(20, timeIsUp);
                // Anywhere in the next call.
                await Task.Delay(random.Next(0, 60), timeIsUp);
                if (Kill() && Kills % 10 == 0)
                    say(Kills);
            }
        }
        catch (OperationCanceledException) when (timeIsUp.IsCancellationRequested)
        {
            // The load ends.
        }
    }

    private bool Kill()
    {
        var instance = system.All[random.Next(system.All.Count)];
        if (random.Next(6) == 0)
        {
            if (!instance.KillHost())
                return false;
            Hosts++;
            return true;
        }
        if (!instance.KillWorker(App.All[random.Next(App.All.Count)]))
            return false;
        Workers++;
        return true;
    }
}
