using System.Diagnostics;
using System.Globalization;
using TechTransfer.Demo;
using TechTransfer.Proof.Crash;
using TechTransfer.Proof.Histories;
using TechTransfer.Proof.Hosts;
using TechTransfer.Proof.Load;
using TechTransfer.Testing.Proxies;

namespace TechTransfer.Proof.Faults;

/// <summary>
/// Puts a random load on two instances of every app while one storage call in ten gets a fault. Then checks the stored rows and the answers
/// that clients saw against the promises of the system.
/// </summary>
public sealed class FaultRun(FaultOptions options, Action<string> say)
{
    private const int OneIn = 10;

    // Log texts with which an app reports that the storage failed.
    private static readonly string[] NamesTheStorage = ["The storage failed in", "The storage does not answer"];

    // With these faults the storage answers in time, so an app must not report that the storage failed.
    private static readonly FaultKind[] Answers = [FaultKind.Pass, FaultKind.Conflict, FaultKind.PreconditionFailed, FaultKind.SlowBytes];

    private readonly List<string> broken = [];
    private readonly StoryCounter teller = new();
    private readonly Pending pending = new();

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        void Say(string text) => say(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds, 6:F0} s  {text}"));
        Say($"seed {options.Seed}: {options.Phases.Count} phases of {options.Each.TotalSeconds} s, {options.Clients} clients");
        await using var system = await TwoInstances.StartAsync(hasProxies: true, cancellation);
        Say($"two instances of every app answer; their logs: {system.Folder}");
        var history = new History();
        foreach (var (number, kinds) in options.Phases.Index())
            await PhaseAsync(system, history, number, kinds, Say, cancellation);
        foreach (var refusal in teller.Refusals)
            Say($"  {refusal}");

        var drain = new Drain(system, Say);
        var left = await drain.RunAsync(cancellation);
        foreach (var item in left)
            Say($"  left: {item}");
        broken.AddRange(left.Select(l => $"not drained: {l}"));
        using (var play = Open(system, history, new(options.Seed)))
            await new LastReads(play, history).RunAsync();

        var stored = await Task.WhenAll(App.All.Select(app => Stored.ReadAsync(system.Storage, app, cancellation)));
        var checks = new Checks(system.Storage, stored, history);
        await checks.RunAsync(cancellation);
        foreach (var (promise, seen) in checks.Done)
            Say($"{promise}: {seen}");
        broken.AddRange(checks.Violations);

        var findings = HistoryChecker.Check(history.Calls, drained: left.Count == 0);
        Say($"clients saw what a system shows that does one thing after the other: {history.Calls.Count} calls, {findings.Count} findings");
        broken.AddRange(findings.Select(f => f.ToString()));
        CheckAnswers(history);
        var rebuild = new Rebuild(system, drain);
        await rebuild.RunAsync(stored, cancellation);
        Say($"projections and counters equal a rebuild: {rebuild.Seen}");
        broken.AddRange(rebuild.Violations);
        return broken;
    }

    private async Task PhaseAsync(
        TwoInstances system,
        History history,
        int number,
        IReadOnlyList<FaultKind> kinds,
        Action<string> say,
        CancellationToken cancellation
    )
    {
        var proxies = system.All.Select(instance => system.Proxies[instance]).ToArray();
        var (calls, stories, answered) = (proxies.Sum(p => p.Calls), teller.Finished, history.Answered);
        int Given() => kinds.Where(kind => kind != FaultKind.Pass).Sum(kind => proxies.Sum(p => p.Given(kind)));
        var given = Given();
        var blamed = Blamed(system);
        foreach (var (index, proxy) in proxies.Index())
        {
            var random = new Random(unchecked((options.Seed * 97 + number) * 31 + index));
            proxy.Decide = _ =>
            {
                lock (random)
                    return random.Next(OneIn) == 0 ? FaultOf(kinds[random.Next(kinds.Count)]) : Fault.Pass;
            };
        }
        using var loadEnds = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        loadEnds.CancelAfter(options.Each);
        // Stories that are still running finish without faults.
        await using var faultsEnd = loadEnds.Token.Register(() =>
        {
            foreach (var proxy in proxies)
                proxy.Decide = _ => Fault.Pass;
        });
        await Task.WhenAll(
            Enumerable.Range(0, options.Clients).Select(client => LoadAsync(system, history, number, client, loadEnds.Token))
        );

        say(
            $"{string.Join(" and ", kinds)}: {teller.Finished - stories} stories, {history.Answered - answered} calls answered, "
                + $"{proxies.Sum(p => p.Calls) - calls} storage calls, {Given() - given} faults"
        );
        var named = Blamed(system).Skip(blamed.Count).ToArray();
        if (kinds.All(Answers.Contains) && named.Length > 0)
        {
            broken.Add($"{string.Join(" and ", kinds)}: the storage was named though it had answered, {named.Length} times: {named[0]}");
        }
    }

    private static Fault FaultOf(FaultKind kind) =>
        kind switch
        {
            FaultKind.InternalError => Fault.InternalError,
            FaultKind.Busy => Fault.Busy,
            FaultKind.TimeoutAfterWrite => Fault.TimeoutAfterWrite(TimeSpan.FromSeconds(1)),
            FaultKind.Conflict => Fault.Conflict,
            FaultKind.PreconditionFailed => Fault.PreconditionFailed,
            FaultKind.CutBefore => Fault.CutBefore,
            FaultKind.CutAfter => Fault.CutAfter,
            FaultKind.SlowBytes => Fault.SlowBytes(TimeSpan.FromMilliseconds(300)),
            FaultKind.Silence => Fault.Silence,
            _ => Fault.Pass,
        };

    private static Play Open(TwoInstances system, History history, Random random)
    {
        var apps = App.All.ToDictionary(system.All[0].At);
        return new(
            system.Places,
            (user, address) => new Rivals(new Carrier(system, apps[address], user, history, random), random),
            system.Clock
        );
    }

    private async Task LoadAsync(TwoInstances system, History history, int phase, int client, CancellationToken loadEnds)
    {
        using var play = Open(system, history, new(unchecked(options.Seed * 31 + client)));
        var stories = new Stories(system, play, options.Seed, pending);
        for (var number = (phase * 1_000_000) + client; !loadEnds.IsCancellationRequested; number += options.Clients)
        {
            await teller.TellAsync(() => stories.TellAsync(number));
        }
    }

    private static List<string> Blamed(TwoInstances system)
    {
        var lines = new List<string>();
        foreach (var log in Directory.GetFiles(system.Folder, "*.log"))
        {
            using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            while (reader.ReadLine() is { } line)
            {
                if (NamesTheStorage.Any(n => line.Contains(n, StringComparison.Ordinal)))
                    lines.Add(line);
            }
        }
        return lines;
    }

    // Every 5xx answer must be a problem with a code and a Retry-After header.
    private void CheckAnswers(History history)
    {
        static bool IsProblem(RecordedCall call) => call.Answer?.Contains("\"code\":", StringComparison.Ordinal) == true;
        var bare = history.Calls.Where(c => c.Status >= 500 && (c.RetryAfter is null || !IsProblem(c)));
        foreach (var alike in bare.GroupBy(c => (c.Status, c.App, IsProblem(c))))
        {
            var first = alike.First();
            broken.Add(
                $"{alike.Count()} answers {first.Status} are no problem with a retry hint, as {first.Method} {first.Path}: {first.Answer}"
            );
        }
    }
}
