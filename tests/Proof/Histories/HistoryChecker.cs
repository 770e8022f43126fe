using System.Text.Json;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Histories;

/// <summary>
/// Checks that the recorded calls are consistent with a system that handles one call at a time. An aggregate has versions 1, 2, 3 …; each
/// is made by one command or by the app itself, and a read shows everything acknowledged before it began. The aggregate's own history,
/// where an official read it, says who made each version.
/// </summary>
public sealed class HistoryChecker
{
    private readonly List<Finding> findings = [];
    private readonly SeenCall[] calls;
    private readonly HashSet<string> clients;

    private HistoryChecker(IReadOnlyList<RecordedCall> recorded)
    {
        calls = [.. recorded.Select((call, i) => new SeenCall(i + 1, call))];
        clients = [.. calls.Select(c => c.Call.Client)];
    }

    /// <param name="calls">The recorded calls in any order.</param>
    /// <param name="drained">
    /// True when all queues were empty before the last reads and these read everything that has a number, so gaps can be checked.
    /// </param>
    public static IReadOnlyList<Finding> Check(IReadOnlyList<RecordedCall> calls, bool drained)
    {
        var checker = new HistoryChecker(calls);
        checker.CheckThings();
        checker.findings.AddRange(Numbers.Check(checker.calls, drained));
        return checker.findings;
    }

    private void CheckThings()
    {
        var commands = calls
            .Where(c => c.IsCommand)
            .GroupBy(c => (c.Call.Client, c.Call.App, c.Call.Method, c.Route, c.Call.Key))
            .Select(g => new Command(g))
            .ToArray();
        foreach (var command in commands)
            CheckKey(command);

        var commandsOf = commands.Where(c => c.Thing is not null).ToLookup(c => c.Thing!);
        var callsOf = calls.Where(c => !c.IsCommand && c.Thing is not null).ToLookup(c => c.Thing!);
        var historyOf = calls
            .Where(c => c.IsHistory && IsWhole(c))
            .GroupBy(c => SeenCall.ThingOf(c.Parts)!)
            .ToDictionary(g => g.Key, g => g.MaxBy(c => c.Call.Started)!);
        foreach (var thing in commandsOf.Select(g => g.Key).Union(callsOf.Select(g => g.Key)))
        {
            var made = commandsOf[thing].ToArray();
            var ofThing = callsOf[thing].Concat(made.SelectMany(c => c.Calls)).ToArray();
            CheckTakers(thing, made);
            CheckOrder(thing, ofThing, made);
            CheckContent(thing, ofThing);
            if (historyOf.TryGetValue(thing, out var history))
                CheckHistory(thing, ofThing, made, history);
        }
    }

    // Only officials see who made each version of a contract; a grant's history is only a part of its achievement's.
    private static bool IsWhole(SeenCall history) =>
        history.Parts[0] switch
        {
            "contracts" => ((string[])["auditor", "registrar", "approver"]).Any(r =>
                history.Call.Client.StartsWith(r, StringComparison.Ordinal)
            ),
            "grants" => false,
            _ => true,
        };

    private void CheckKey(Command command)
    {
        var made = command.Acknowledged.Where(c => c.Call.Location is not null).DistinctBy(c => c.Call.Location).ToArray();
        if (made is [var first, var second, ..])
        {
            Find(FindingKind.KeyUsedTwice, command.Thing ?? first.Route, "one key made two things", first, second);
        }
    }

    private void CheckTakers(string thing, Command[] made)
    {
        foreach (var takers in made.Where(c => c.Taken is not null).GroupBy(c => c.Taken!.Value).Where(g => g.Count() > 1))
        {
            var shown = takers.Select(c => c.Acknowledged[0]).OrderBy(c => c.Call.Ended).ToArray();
            var kind = shown[^1].Call.Started > shown[0].Call.Ended ? FindingKind.LostUpdate : FindingKind.TwoWinners;
            Find(kind, thing, $"version {takers.Key} was acknowledged to each of these", shown);
        }
    }

    // A call must not show, or build on, an older version than one that was answered before the call began.
    private void CheckOrder(string thing, SeenCall[] ofThing, Command[] made)
    {
        var firsts = made.Select(c => c.Calls[0]).ToHashSet();
        var ended = ofThing.Where(c => c.Version is not null && (c.IsAcknowledged || c.IsRead)).OrderBy(c => c.Call.Ended).ToArray();
        var last = ofThing.Where(c => c.IsRead).MaxBy(c => c.Call.Started);
        var seen = new HashSet<string>();
        SeenCall? latest = null;
        var next = 0;
        foreach (var call in ofThing.OrderBy(c => c.Call.Started))
        {
            for (; next < ended.Length && ended[next].Call.Ended < call.Call.Started; next++)
            {
                if (latest is null || ended[next].Version > latest.Version)
                    latest = ended[next];
                seen.Add(ended[next].Call.Client);
            }
            if (latest is null)
                continue;
            if (call.IsRead && (call.Version ?? 0) < latest.Version && (call.Version is not null || seen.Contains(call.Call.Client)))
            {
                // If even the last read shows an older version, the update is lost, not just late.
                var isLost = (last!.Version ?? 0) < latest.Version;
                var kind = isLost ? FindingKind.LostUpdate : FindingKind.StaleRead;
                Find(kind, thing, $"version {latest.Version} was answered before this read began", latest, call);
                return;
            }
            if (call.IsAcknowledged && firsts.Contains(call) && !call.Creates && call.Base < latest.Version && call.Version > call.Base)
            {
                var reason = $"version {latest.Version} was answered before this write on version {call.Base} began";
                Find(FindingKind.LostUpdate, thing, reason, latest, call);
                return;
            }
        }
    }

    private void CheckContent(string thing, SeenCall[] ofThing)
    {
        var firsts = new Dictionary<(string, long, string), (string Value, SeenCall Call)>();
        foreach (var call in ofThing.Where(c => c.Version is not null && c.Body.ValueKind == JsonValueKind.Object))
        {
            if (Text(call.Body, "id") is not { } id)
                continue;
            foreach (var name in (string[])["status", "number", "title"])
            {
                if (Text(call.Body, name) is not { } value)
                    continue;
                var key = (id, call.Version!.Value, name);
                if (!firsts.TryGetValue(key, out var first))
                    firsts[key] = (value, call);
                else if (first.Value != value)
                {
                    Find(FindingKind.HalfDone, thing, $"version {call.Version} has {name} {first.Value} and {value}", first.Call, call);
                    return;
                }
            }
        }
    }

    private void CheckHistory(string thing, SeenCall[] ofThing, Command[] made, SeenCall history)
    {
        if (history.Body.TryGetProperty("chainHolds", out var holds) && holds.ValueKind == JsonValueKind.False)
        {
            Find(FindingKind.HalfDone, thing, "the history's chain does not hold", history);
        }
        var actors = history
            .Body.GetProperty("events")
            .EnumerateArray()
            .ToDictionary(e => e.GetProperty("version").GetInt64(), e => Text(e, "actor"));
        var before = ofThing.Where(c => c.Version is not null && c.Call.Ended < history.Call.Started).Select(c => c.Version!.Value);
        var known = before.Concat(actors.Keys).DefaultIfEmpty().Max();
        var takers = made.Where(c => c.Taken is not null).GroupBy(c => c.Taken!.Value).ToDictionary(g => g.Key, g => g.ToArray());
        var used = new HashSet<Command>();
        for (var version = 1L; version <= known; version++)
        {
            var actor = actors.GetValueOrDefault(version);
            if (takers.TryGetValue(version, out var acknowledged))
            {
                if (actor is not null && acknowledged.All(c => c.Client != actor))
                {
                    var reason = $"version {version} was acknowledged, and stands as made by {actor}";
                    Find(FindingKind.LostUpdate, thing, reason, acknowledged[0].Acknowledged[0], history);
                }
                continue;
            }
            if (actor is not null && (!clients.Contains(actor) || IsMadeByRun(thing, actor)))
                continue;
            var theirs = made.Where(c => actor is null || c.Client == actor).ToArray();
            if (Array.Find(theirs, c => !used.Contains(c) && c.IsUnknown && c.MayHaveMade(version)) is { } possible)
            {
                used.Add(possible);
                continue;
            }
            // This command had no If-Match; its answer shows the version that it made, or a later one.
            if (Array.Find(theirs, c => !used.Contains(c) && c.Acknowledged.Any(a => a.Base is null && a.Version >= version)) is { } mark)
            {
                used.Add(mark);
                continue;
            }
            Blame(thing, version, theirs, history);
        }
    }

    private void Blame(string thing, long version, Command[] theirs, SeenCall history)
    {
        var on = theirs
            .SelectMany(c => c.Calls, (command, call) => (Command: command, Call: call))
            .Where(c => c.Call.Base == version - 1)
            .ToArray();
        if (Array.Find(on, c => c.Command.Taken is not null && c.Command.Taken != version) is { Command: not null } twice)
        {
            var reason = $"version {version} was made by a key that made version {twice.Command.Taken} too";
            Find(FindingKind.KeyUsedTwice, thing, reason, [.. twice.Command.Calls, history]);
        }
        else if (Array.Find(on, c => c.Call.IsRefused && !CanComeToNothing(c.Call)) is { Command: not null } refused)
        {
            Find(FindingKind.ChangedByRefusal, thing, $"version {version} was made by a refused command", refused.Call, history);
        }
        // If no such command is found, the app itself made the version in the user's name, as an import does.
    }

    // For receipts and claims, a refused command may leave a version: the booking that follows it failed.
    private static bool CanComeToNothing(SeenCall call) => call.Parts[0] is "receipts" or "claims";

    // Closing a settlement settles its claims, in the name of the user who closed it.
    private bool IsMadeByRun(string thing, string actor) =>
        thing.StartsWith("claims/", StringComparison.Ordinal)
        && calls.Any(c => c.Call.Client == actor && c.IsCommand && c.Parts is ["settlements", ..]);

    private void Find(FindingKind kind, string thing, string reason, params SeenCall[] shown) =>
        findings.Add(new(kind, thing, reason, [.. shown.Select(c => (c.Number, c.Call))]));

    internal static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
