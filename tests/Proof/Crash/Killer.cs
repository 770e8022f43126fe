using TechTransfer.Proof.Hosts;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Crash;

/// <summary>Kills hosts and workers at random moments, each 1 to 11 answered calls after the kill before.</summary>
public sealed class Killer(TwoInstances system, History history, Random random)
{
    // While everything restarts no call may be answered; after this time the next kill does not wait any longer.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    public int Hosts { get; private set; }

    public int Workers { get; private set; }

    public int Kills => Hosts + Workers;

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
                // A short random delay, so that the kill hits any point of the next call.
                await Task.Delay(random.Next(0, 60), timeIsUp);
                if (Kill() && Kills % 10 == 0)
                    say(Kills);
            }
        }
        catch (OperationCanceledException) when (timeIsUp.IsCancellationRequested)
        {
            // The time limit of the load is reached.
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
