using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Messages;
using TechTransfer.Proof.Hosts;

namespace TechTransfer.Proof.Crash;

/// <summary>Rebuilds all statistics and sends all messages again: no stored row may change.</summary>
public sealed class Rebuild(TwoInstances system, Drain drain)
{
    private static readonly string[] Projections = ["Lists", "Counters", "Copies"];

    private readonly List<string> violations = [];

    public IReadOnlyList<string> Violations => violations;

    public string Seen { get; private set; } = "";

    public async Task RunAsync(IReadOnlyList<Stored> before, CancellationToken cancellation)
    {
        var year = TimeProvider.System.ChinaToday().Year;
        using var play = new Play(system.Places, time: system.Clock);
        var cases = 0;
        for (string? cursor = null; ; )
        {
            var step = Done(
                await play.Contracts("registrar-a")
                    .PostAsync(
                        $"/api/statistics/rebuild?year={year}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}",
                        null
                    )
            );
            cases += (int)step["checked"]!;
            if ((int)step["repaired"]! is > 0 and var repaired)
                violations.Add($"The statistics of {repaired} items were wrong ({cursor ?? "the beginning"}).");
            cursor = (string?)step["cursor"];
            if (cursor is null)
                break;
        }
        foreach (var consumer in Topics.Consumers[nameof(ContractRegistered)])
        {
            Done(await play.Contracts("policy").PostAsync("/api/replays", new JsonObject { ["consumer"] = consumer, ["year"] = year }));
        }
        foreach (var item in await drain.WaitForIdleAsync(cancellation))
            violations.Add($"After all messages were sent again: {item}");

        var rows = 0;
        foreach (var was in before.Where(a => a.App != App.Contracts))
        {
            var stands = await Stored.ReadAsync(system.Storage, was.App, cancellation);
            rows += Compare(was.App, Told(was), Told(stands));
        }
        Seen = $"{cases} contracts recalculated, {rows} rows after all messages were sent again";
    }

    private static Dictionary<string, string> Told(Stored app)
    {
        var stored = new Dictionary<string, string>();
        foreach (var (key, text) in Projections.SelectMany(app.Told))
            stored[key] = text;
        foreach (var aggregate in app.Aggregates.Where(a => a.Exists))
            stored[aggregate.Name] = WithoutVersions(aggregate.State).ToJsonString(Json.Options);
        return stored;
    }

    // Ignore version fields: a message sent again carries the newest version, even when the last versions had sent no message.
    private static JsonNode WithoutVersions(JsonNode node)
    {
        if (node is JsonObject thing)
        {
            thing.Remove("version");
            // The version of a contract that its conversions reflect.
            thing.Remove("followed");
        }
        foreach (
            var part in node is JsonObject fields ? fields.Select(f => f.Value)
            : node is JsonArray items ? items
            : []
        )
        {
            if (part is not null)
                WithoutVersions(part);
        }
        return node;
    }

    private int Compare(App app, Dictionary<string, string> before, Dictionary<string, string> after)
    {
        foreach (var key in before.Keys.Union(after.Keys))
        {
            var (was, stands) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            if (was != stands)
                violations.Add(
                    $"{app.Name} {key} changed when all messages were sent again:\n  was    {was ?? "not there"}\n  stands {stands ?? "not there"}"
                );
        }
        return before.Count;
    }

    private static JsonNode Done(ApiAnswer answer) =>
        answer.Status is 200 or 201
            ? answer.Body!
            : throw new DemoFailedException($"the rebuild was answered {answer.Status} {answer.Code}: {answer.Body?["detail"]}");
}
