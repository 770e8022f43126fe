using TechTransfer.Proof.Hosts;
using TechTransfer.Testing.Proxies;

namespace TechTransfer.Proof.Crash;

/// <summary>
/// Kills the worker that carries a command out at its n-th storage call, before the call or after it, once for each command; and the
/// workers that hear of it at the n-th of theirs, once for each story. With n going up, each stands once at every call.
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

    /// <summary>The call at which the next ones die, counted from 1; 0 for none.</summary>
    public int At { get; set; }

    /// <summary>The furthest call at which one died.</summary>
    public int Furthest { get; private set; }

    /// <summary>Whether the call is still made.</summary>
    public bool IsAfter { get; set; }

    /// <summary>A command is about to be sent for the first time.</summary>
    public void Arm(Instance instance, App app, string command)
    {
        lock (left)
        {
            // Repeats are left alone: they must come through.
            if (At > 0 && done.Add(command))
                left[(instance, app)] = At;
        }
    }

    /// <summary>Those that hear of what others did die as well, whichever instance they are of.</summary>
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

    /// <summary>Nobody dies from now on.</summary>
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

    // Tables and documents bear their app's name. Their host listens to queues and keeps leases: it does neither with tables nor with
    // documents.
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
