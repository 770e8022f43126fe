using TechTransfer.Proof.Hosts;
using TechTransfer.Testing.Proxies;

namespace TechTransfer.Proof.Crash;

/// <summary>
/// Kills workers at their n-th storage call, before or after the call is made. The worker that handles a command is killed once for each
/// command; workers of the other apps, which process the resulting messages, once for each story (a random workflow). As n counts up, every
/// storage call is hit once.
/// </summary>
public sealed class CallKiller
{
    private readonly TwoInstances system;
    private readonly Dictionary<(Instance, App), int> left = [];
    private readonly HashSet<string> done = [];
    private int kills;

    public CallKiller(TwoInstances system)
    {
        this.system = system;
        foreach (var (instance, proxy) in system.Proxies)
            proxy.Decide = call => Decide(instance, call);
    }

    public int Kills => Volatile.Read(ref kills);

    /// <summary>The storage call at which workers are killed, counted from 1; 0 for no kills.</summary>
    public int At { get; set; }

    /// <summary>The highest number of a storage call at which a worker was killed.</summary>
    public int Furthest { get; private set; }

    /// <summary>True to let the storage call happen before the kill, false to prevent it.</summary>
    public bool IsAfter { get; set; }

    /// <summary>
    /// Prepares the kill of the worker that is about to receive this command. Later tries of the same command change nothing.
    /// </summary>
    public void Arm(Instance instance, App app, string command)
    {
        lock (left)
        {
            // Only the first try of a command is hit: a retry must succeed.
            if (At > 0 && done.Add(command))
                left[(instance, app)] = At;
        }
    }

    /// <summary>
    /// Prepares kills in the apps that consume messages of the contracts app, on the first or second instance depending on <c>At</c>.
    /// </summary>
    public void ArmListeners()
    {
        lock (left)
        {
            if (At == 0)
                return;
            foreach (var app in App.All.Where(a => a != App.Contracts))
                left[(system.All[At % system.All.Count], app)] = At;
        }
    }

    /// <summary>Stops all kills, including prepared ones.</summary>
    public void Disarm()
    {
        lock (left)
        {
            At = 0;
            left.Clear();
        }
    }

    private Fault Decide(Instance instance, StorageCall call)
    {
        if (CallerOf(call) is not { } app)
            return Fault.Pass;
        lock (left)
        {
            if (!left.TryGetValue((instance, app), out var calls))
                return Fault.Pass;
            left[(instance, app)] = calls - 1;
            if (calls > 1)
                return Fault.Pass;
            left.Remove((instance, app));
            Furthest = Math.Max(Furthest, At);
        }
        Task KillAsync()
        {
            if (instance.KillWorker(app))
                Interlocked.Increment(ref kills);
            return Task.CompletedTask;
        }
        return IsAfter ? Fault.StopAfter(KillAsync) : Fault.StopBefore(KillAsync);
    }

    // Only the workers' calls count. Their targets begin with the app's name and are tables or documents; hosts only read queues and hold
    // leases.
    private static App? CallerOf(StorageCall call)
    {
        var thing = call.Operation[(call.Operation.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return App.All.FirstOrDefault(app =>
            thing.StartsWith(app.Name, StringComparison.Ordinal)
            && (
                call.Service == StorageService.Table
                || (call.Service == StorageService.Blob && thing.StartsWith($"{app.Name}-documents", StringComparison.Ordinal))
            )
        );
    }
}
