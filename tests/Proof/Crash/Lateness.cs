using System.Globalization;
using System.Text.Json.Nodes;
using TechTransfer.Messages;
using TechTransfer.Proof.Hosts;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Crash;

/// <summary>
/// Measures how long after a command's acknowledgement its effects appeared, and how long the acknowledgement itself took.
/// </summary>
public sealed class Lateness(IReadOnlyList<Stored> apps, History history)
{
    private readonly Dictionary<string, List<TimeSpan>> late = [];

    /// <summary>One line for each kind of effect: the number of samples, median, 99th percentile and maximum.</summary>
    public IEnumerable<string> Lines()
    {
        Measure();
        foreach (var (thing, times) in late.Where(l => l.Value.Count > 0))
        {
            times.Sort();
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{thing, -42} {times.Count, 6} {times[(times.Count - 1) / 2].TotalSeconds, 9:F1} s {times[(times.Count - 1) * 99 / 100].TotalSeconds, 9:F1} s {times[^1].TotalSeconds, 9:F1} s"
            );
        }
    }

    private void Measure()
    {
        foreach (var command in history.Calls.Where(c => c.Key is not null).GroupBy(c => (c.Client, c.App, c.Method, c.Path, c.Key)))
        {
            if (command.FirstOrDefault(c => c.IsAcknowledged) is { } answered)
                Note("the acknowledgement of a command", command.Min(c => c.Started), answered.Ended);
        }
        var registered = history
            .Acknowledged.Where(c => c.App == App.Contracts.Name && c.Path.EndsWith("/register", StringComparison.Ordinal))
            .GroupBy(c => c.Path.Split('/')[3])
            .ToDictionary(g => g.Key, g => g.Select(c => c.Ended).Order().ToArray());
        var certificates = apps.Single(a => a.App == App.Certificates)
            .Aggregates.Where(a => a is { Kind: "paper", Exists: true })
            .ToLookup(a => (string)a.State["eventId"]!);
        var copies = apps.Single(a => a.App == App.Rewards)["Copies"].Where(r => r.RowKey == "copy").ToDictionary(r => r.PartitionKey);
        var seen = apps.Single(a => a.App == App.Grants)
            .Aggregates.Where(a => a is { Kind: "income", Exists: true })
            .ToDictionary(a => a.Id);
        foreach (var aggregate in apps.SelectMany(a => a.Aggregates).Where(a => a.Exists))
        {
            foreach (var row in aggregate.Events)
            {
                var version = row.GetInt64("Version")!.Value;
                var happened = JsonNode.Parse(Stored.Text(row, "Body"))!;
                var at = At(happened);
                // Effects count from the time of their event. The registration number counts from the registrar's first acknowledged
                // decision.
                if ((string)happened["type"]! == "NumberAllotted" && registered.TryGetValue(aggregate.Id, out var decided))
                    Note("the number after the decision", decided[0], at);
                foreach (var message in happened["messages"]?.AsArray() ?? [])
                {
                    var type = (string)message!["type"]!;
                    foreach (
                        var certificate in certificates[
                            string.Create(CultureInfo.InvariantCulture, $"{aggregate.Kind}|{aggregate.Id}|{version}|{type}")
                        ]
                    )
                    {
                        var issued = certificate
                            .Events.Select(e => JsonNode.Parse(Stored.Text(e, "Body"))!)
                            .FirstOrDefault(e => (string)e["type"]! == "PaperIssued");
                        if (issued is not null)
                            Note(
                                type == nameof(ContractRegistered)
                                    ? "the certificate after the number"
                                    : "any other certificate after its event",
                                at,
                                At(issued)
                            );
                    }
                    if (type is nameof(ContractRegistered) or nameof(ContractChanged) or nameof(ContractCancelled))
                    {
                        if (copies.TryGetValue($"contract|{aggregate.Id}", out var copy) && copy.GetInt64("Version") == version)
                            Note("rewards after a contract's event", at, copy.Timestamp!.Value);
                        if (seen.TryGetValue(aggregate.Id, out var contract) && (long)(contract.State["followed"] ?? 0) == version)
                            Note("grants after a contract's event", at, contract.Rows["state"].Timestamp!.Value);
                    }
                    if (
                        type is nameof(ReceiptConfirmed) or nameof(ReceiptRefunded)
                        && copies.TryGetValue($"receipt|{aggregate.Id}", out var money)
                        && money.GetInt64("Version") == version
                    )
                    {
                        Note("rewards after money received", at, money.Timestamp!.Value);
                    }
                }
            }
            if (aggregate.Kind == "import" && aggregate.Events.LastOrDefault() is { } end && aggregate.Events.FirstOrDefault() is { } begin)
            {
                Note(
                    "the end of an import after its beginning",
                    At(JsonNode.Parse(Stored.Text(begin, "Body"))!),
                    At(JsonNode.Parse(Stored.Text(end, "Body"))!)
                );
            }
        }
    }

    private void Note(string thing, DateTimeOffset from, DateTimeOffset to)
    {
        if (!late.TryGetValue(thing, out var times))
            late[thing] = times = [];
        // An effect that appeared before the acknowledgement counts as no delay.
        times.Add(to > from ? to - from : TimeSpan.Zero);
    }

    private static DateTimeOffset At(JsonNode happened) => DateTimeOffset.Parse((string)happened["at"]!, CultureInfo.InvariantCulture);
}
