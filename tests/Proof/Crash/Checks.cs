using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Proof.Hosts;
using TechTransfer.Proof.Load;
using TechTransfer.Testing;

namespace TechTransfer.Proof.Crash;

/// <summary>
/// Checks the promises of the system against the stored rows after a run. Reads the tables directly, not through the apps, and calculates
/// all derived data again by itself.
/// </summary>
public sealed class Checks(string storage, IReadOnlyList<Stored> apps, History history)
{
    private readonly List<string> violations = [];

    public IReadOnlyList<string> Violations => violations;

    /// <summary>For the report: what was checked, and on how many items.</summary>
    public List<(string Promise, string Seen)> Done { get; } = [];

    public async Task RunAsync(CancellationToken cancellation)
    {
        Commands();
        Numbers();
        Chains();
        Leftovers();
        await QueuesAsync(cancellation);
        await CertificatesAsync(cancellation);
        Consumers();
        Distributions();
        Counters();
        Lines();
    }

    private Stored Of(App app) => apps.Single(a => a.App == app);

    private IEnumerable<StoredAggregate> All => apps.SelectMany(a => a.Aggregates);

    private void Check(bool holds, string violation)
    {
        if (!holds)
            violations.Add(violation);
    }

    // Each acknowledged command has its request row in exactly one aggregate, and no two commands made the same version.
    private void Commands()
    {
        var acknowledged = history.Acknowledged;
        var rows = All.SelectMany(a => a.Requests.Select(r => (Aggregate: a, Row: r))).ToLookup(r => (r.Aggregate.App.Name, r.Row.RowKey));
        foreach (var call in acknowledged)
        {
            var route = call.Path.Split('?')[0];
            // The row's key has the path in lower case, except for the import route.
            var named = $"{call.Method} {(route == "/api/imports" ? route : route.TrimEnd('/').ToLowerInvariant())}";
            var key = (call.App, $"request|{Ids.Derive(SampleFiles.User(call.Client).Sub, named, call.Key!)}");
            var found = rows[key].ToArray();
            Check(
                found.Length == 1,
                $"{call.Client} {call.Method} {call.Path} ({call.Key}) was acknowledged with {call.Status} {call.ETag} and is there {found.Length} times."
            );
            if (found.Length != 1)
                continue;
            var version = found[0].Row.GetInt64("Version")!.Value;
            Check(
                version <= found[0].Aggregate.Version,
                $"{found[0].Aggregate.Name} is of version {found[0].Aggregate.Version}, and a command made {version}."
            );
            if (call.ETag is { } tag)
                Check(
                    long.Parse(tag.Trim('"'), CultureInfo.InvariantCulture) <= version,
                    $"{call.Client} {call.Method} {call.Path} was acknowledged as version {tag}, and its row says {version}."
                );
            // The Location of a certificate has its number, not its aggregate's id. The id of a grant begins with that of its
            // achievement, in which it is stored.
            if (call.Location is { } location && route != "/api/certificates")
                Check(
                    location.Split('/')[^1] is var made && found[0].Aggregate.Id is var id && (made == id || made.Split('.')[0] == id),
                    $"{call.Path} answered {location}, and made {found[0].Aggregate.Name}."
                );
        }
        foreach (var aggregate in All)
        {
            var versions = aggregate.Requests.Select(r => r.GetInt64("Version")!.Value).ToArray();
            Check(
                versions.Distinct().Count() == versions.Length,
                $"{aggregate.Name}: two commands made one version: {string.Join(", ", versions.Order())}."
            );
        }
        Done.Add(
            (
                "every acknowledged command is there, once",
                $"{acknowledged.Count} commands, {rows.Count} rows of commands, {history.Calls.Count(c => c.Key is not null && c.Status is null)} unknown outcomes"
            )
        );
    }

    // In each series of numbers there are no duplicates, no gaps and no numbers without an owner.
    private void Numbers()
    {
        var numbers = 0L;
        foreach (var app in apps)
        {
            foreach (var series in app["Series"].GroupBy(r => r.PartitionKey))
            {
                var rows = series.ToDictionary(r => r.RowKey);
                var last = rows["counter"].GetInt64("Last")!.Value;
                var owners = rows.Where(r => r.Key.StartsWith("owner|", StringComparison.Ordinal))
                    .ToDictionary(r => r.Value.GetInt64("Number")!.Value, r => r.Key["owner|".Length..]);
                numbers += last;
                for (var number = 1L; number <= last; number++)
                {
                    var name = $"{series.Key} {number}";
                    if (!rows.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"number|{number:D12}"), out var row))
                    {
                        violations.Add($"{name} was left out.");
                        continue;
                    }
                    var owner = row.GetString("Owner");
                    Check(
                        owners.GetValueOrDefault(number) == owner,
                        $"{name} belongs to {owner}, and to {owners.GetValueOrDefault(number)}."
                    );
                    var aggregate = app.Aggregates.SingleOrDefault(a => a.Id == owner && a.Kind is "case" or "paper");
                    var stored = aggregate is { Exists: true } ? (string?)aggregate.State["number"] : null;
                    Check(
                        stored is not null && stored.EndsWith(number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
                        $"{name} was given to {owner}, which says {stored ?? "nothing"}."
                    );
                }
                Check(owners.Count == last, $"{series.Key} gave {last} numbers to {owners.Count} owners.");
            }
        }
        foreach (var app in apps)
        {
            var given = app
                .Aggregates.Where(a => a is { Exists: true, Kind: "case" or "paper" })
                .Select(a => (string?)a.State["number"])
                .OfType<string>()
                .ToArray();
            foreach (var twice in given.GroupBy(n => n).Where(g => g.Count() > 1))
                violations.Add($"{app.App.Name}: {twice.Key} was given {twice.Count()} times.");
        }
        Done.Add(("no number twice, no gap", $"{numbers} numbers"));
    }

    private void Chains()
    {
        var (chains, events) = (0, 0);
        foreach (var aggregate in All.Where(a => a.Exists))
        {
            var previous = "";
            foreach (var row in aggregate.Events)
            {
                var version = row.GetInt64("Version")!.Value;
                var hash = Ids.Sha256(
                    string.Create(CultureInfo.InvariantCulture, $"{aggregate.Id}\n{version}\n{previous}\n{Stored.Text(row, "Body")}")
                );
                Check(
                    row.GetString("Previous") == previous && row.GetString("Hash") == hash,
                    $"{aggregate.Name}: the chain breaks at version {version}."
                );
                previous = row.GetString("Hash");
                events++;
            }
            Check(aggregate.Rows["state"].GetString("Head") == previous, $"{aggregate.Name}: the head is not that of the last event.");
            chains++;
        }
        Done.Add(("every hash chain holds", $"{chains} chains, {events} events"));
    }

    // No marker, message set aside or other unfinished work remains.
    private void Leftovers()
    {
        foreach (var app in apps)
        {
            foreach (
                var marker in app["Pending"]
                    .Where(r => r.PartitionKey.StartsWith("marker|", StringComparison.Ordinal) && char.IsAsciiDigit(r.RowKey[0]))
            )
                violations.Add($"{app.App.Name}: the marker {marker.RowKey} is left.");
            foreach (var aside in app["Pending"].Where(r => r.PartitionKey == "aside"))
                violations.Add($"{app.App.Name}: {aside.RowKey} is set aside: {aside.GetString("Reason")}");
            foreach (var aggregate in app.Aggregates)
            {
                Check(!aggregate.Outbox.Any(), $"{aggregate.Name}: messages of {aggregate.Outbox.Count()} events are not out.");
                Check(
                    aggregate.Exists || aggregate.Rows.Count == 1,
                    $"{aggregate.Name} does not exist, and has {string.Join(", ", aggregate.Rows.Keys)}."
                );
            }
            var existing = app.Aggregates.Where(a => a.Exists).Select(a => a.Id).ToHashSet();
            foreach (var reservation in app["Reservations"].Where(r => r.RowKey == "owner"))
            {
                Check(
                    existing.Contains(reservation.GetString("Owner")),
                    $"{app.App.Name}: {reservation.PartitionKey} is kept for {reservation.GetString("Owner")}, which never came to be."
                );
            }
        }
        Done.Add(("nothing is left half done", $"{apps.Sum(a => a["Reservations"].Count)} reservations"));
    }

    private async Task QueuesAsync(CancellationToken cancellation)
    {
        var service = new QueueServiceClient(storage, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        var queues = 0;
        await foreach (var queue in service.GetQueuesAsync(cancellationToken: cancellation))
        {
            queues++;
            var client = service.GetQueueClient(queue.Name);
            if ((await client.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount is > 0 and var count)
            {
                var messages = (await client.PeekMessagesAsync(3, cancellation)).Value.Select(m =>
                    m.MessageText is { Length: > 200 } text ? text[..200] : m.MessageText
                );
                violations.Add($"{queue.Name} holds {count} messages: {string.Join(" ", messages)}");
            }
        }
        Done.Add(("no message is left, none is poison", $"{queues} queues"));
    }

    // Each registered contract has exactly one valid certificate of registration; a contract whose registration has ended has no valid
    // one.
    private async Task CertificatesAsync(CancellationToken cancellation)
    {
        var certificates = Of(App.Certificates).Aggregates.Where(a => a is { Kind: "paper", Exists: true }).Select(a => a.State).ToArray();
        var registrations = certificates
            .Where(p => (string)p["key"]!["kind"]! == "registration")
            .ToLookup(p => (string)p["key"]!["subject"]!);
        var registered = 0;
        foreach (var contract in Of(App.Contracts).Aggregates.Where(a => a is { Kind: "case", Exists: true }))
        {
            var state = contract.State;
            var status = (string)state["status"]!;
            if (state["number"] is null)
                continue;
            var inForce = registrations[contract.Id].Where(p => (string)p["status"]! == "valid").ToArray();
            var expected = status is "registered" ? 1 : 0;
            Check(inForce.Length == expected, $"{contract.Name} is {status}, and has {inForce.Length} certificates in force.");
            var edition = (int?)state["edition"] ?? 1;
            if (inForce.Length == 1)
                Check(
                    (int)inForce[0]["key"]!["edition"]! == edition,
                    $"{contract.Name} is of edition {edition}, its certificate of {inForce[0]["key"]!["edition"]}."
                );
            var first = registrations[contract.Id].Count(p => (int?)p["key"]!["reissue"] is null or 0);
            Check(first == edition, $"{contract.Name} had {edition} editions, and {first} certificates of them.");
            registered++;
        }
        var container = new BlobServiceClient(storage).GetBlobContainerClient($"{App.Certificates.Name}-documents");
        var hashes = new HashSet<string>();
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellation))
            hashes.Add(blob.Name[(blob.Name.LastIndexOf('/') + 1)..]);
        foreach (var certificate in certificates)
        {
            Check((string)certificate["status"]! != "requested", $"The certificate {certificate["key"]!.ToJsonString()} is not issued.");
            if ((string?)certificate["sha256"] is { } sha256)
                Check(hashes.Contains(sha256), $"The file of {certificate["number"]} is missing.");
        }
        Done.Add(("every registered contract has its one certificate", $"{registered} contracts, {certificates.Length} certificates"));
    }

    // Each event that sends messages took effect exactly once in each app that consumes them.
    private void Consumers()
    {
        var sent = 0;
        var certificates = Of(App.Certificates)
            .Aggregates.Where(a => a is { Kind: "paper", Exists: true })
            .GroupBy(a => (string)a.State["eventId"]!)
            .ToDictionary(g => g.Key, g => g.Count());
        var copies = Of(App.Rewards)["Copies"]
            .Where(r => r.RowKey == "copy")
            .ToDictionary(r => r.PartitionKey, r => r.GetInt64("Version") ?? 0);
        var seen = Of(App.Grants)
            .Aggregates.Where(a => a is { Kind: "income", Exists: true })
            .ToDictionary(a => a.Id, a => (long)(a.State["followed"] ?? 0));
        foreach (var aggregate in All.Where(a => a.Exists))
        {
            foreach (var row in aggregate.Events)
            {
                var happened = JsonNode.Parse(Stored.Text(row, "Body"))!;
                var version = row.GetInt64("Version")!.Value;
                foreach (var message in happened["messages"]?.AsArray() ?? [])
                {
                    sent++;
                    var type = (string)message!["type"]!;
                    var id = string.Create(CultureInfo.InvariantCulture, $"{aggregate.Kind}|{aggregate.Id}|{version}|{type}");
                    switch (type)
                    {
                        case nameof(ContractRegistered) or nameof(ContractChanged) or nameof(ContractCancelled) or nameof(ContractRevoked):
                            Check(copies.GetValueOrDefault($"contract|{aggregate.Id}") >= version, $"Rewards have not received {id}.");
                            Check(seen.GetValueOrDefault(aggregate.Id) >= version, $"Grants have not received {id}.");
                            Check(type is nameof(ContractRevoked) || certificates.ContainsKey(id), $"There is no certificate of {id}.");
                            break;
                        case nameof(ReceiptConfirmed) or nameof(ReceiptRefunded):
                            Check(copies.GetValueOrDefault($"receipt|{aggregate.Id}") >= version, $"Rewards have not received {id}.");
                            Check(certificates.ContainsKey(id), $"There is no certificate of {id}.");
                            break;
                        case nameof(CorrectionRequested)
                        or nameof(RefusalDecided)
                        or nameof(RewardNoticeOpened)
                        or nameof(RewardDecided)
                        or nameof(GrantNoticeOpened)
                        or nameof(GrantAgreementSigned)
                        or nameof(GrantEnteredIntoForce)
                        or nameof(DistributionNoticeOpened)
                        or nameof(DistributionApproved):
                            Check(certificates.ContainsKey(id), $"There is no certificate of {id}.");
                            break;
                        default:
                            break;
                    }
                }
            }
        }
        Done.Add(("every event reached every consumer", $"{sent} messages"));
    }

    // Each contract's part of a receipt is distributed only once within an achievement.
    private void Distributions()
    {
        var made = Of(App.Grants).Aggregates.Where(a => a is { Kind: "distribution", Exists: true }).ToArray();
        foreach (
            var twice in made.GroupBy(d =>
                    (d.Id.Split('.')[0], (string?)d.State["source"]!["contractId"], (string?)d.State["source"]!["receiptId"])
                )
                .Where(g => g.Key.Item3 is not null && g.Count() > 1)
        )
        {
            violations.Add($"The receipt {twice.Key.Item3} was distributed as {string.Join(" and ", twice.Select(d => d.Id))}.");
        }
        Done.Add(("no receipt is distributed twice", $"{made.Length} distributions"));
    }

    // Each counter equals the sum of its stored contributions.
    private void Counters()
    {
        var partitions = 0;
        foreach (var app in apps)
        {
            foreach (var partition in app["Counters"].GroupBy(r => r.PartitionKey))
            {
                if (partition.FirstOrDefault(r => r.RowKey == "sums") is not { } sums)
                    continue;
                partitions++;
                var expected = new SortedDictionary<string, long>(StringComparer.Ordinal);
                foreach (var of in partition.Where(r => r.RowKey.StartsWith("of|", StringComparison.Ordinal)))
                {
                    foreach (var (name, figure) in Figures(of))
                        expected[name] = expected.GetValueOrDefault(name) + figure;
                }
                var stands = string.Join(
                    " ",
                    Figures(sums).Where(f => f.Value != 0).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}")
                );
                var added = string.Join(" ", expected.Where(f => f.Value != 0).Select(f => $"{f.Key}={f.Value}"));
                Check(stands == added, $"{app.App.Name} {partition.Key}: the sums are {stands}, their parts add up to {added}.");
            }
        }
        Done.Add(("sums are those of their parts", $"{partitions} sums"));
    }

    // A line in a list is never newer than its aggregate.
    private void Lines()
    {
        var lines = 0;
        foreach (var app in apps)
        {
            var versions = app.Aggregates.Where(a => a.Exists).GroupBy(a => a.Id).ToDictionary(g => g.Key, g => g.Max(a => a.Version));
            foreach (
                var line in app["Lists"]
                    .Where(r =>
                        !r.PartitionKey.StartsWith("log|", StringComparison.Ordinal)
                        && r.GetInt64("Version") is not null
                        && r.GetBoolean("Deleted") != true
                    )
            )
            {
                var id = line.RowKey[(line.RowKey.LastIndexOf('|') + 1)..];
                if (!versions.TryGetValue(id, out var version))
                    continue;
                lines++;
                Check(
                    line.GetInt64("Version") <= version,
                    $"{app.App.Name} {line.PartitionKey}: the line of {id} is of version {line.GetInt64("Version")}, it of {version}."
                );
            }
        }
        // The list of a status contains exactly the contracts that have this status, or whose pending change has it.
        var contracts = Of(App.Contracts);
        var listed = contracts["Lists"]
            .Where(r => r.PartitionKey == ">office" && r.RowKey.StartsWith("status|", StringComparison.Ordinal))
            .ToLookup(r => r.RowKey[(r.RowKey.LastIndexOf('|') + 1)..], r => r.RowKey.Split('|')[1]);
        foreach (var contract in contracts.Aggregates.Where(a => a is { Kind: "case", Exists: true }))
        {
            var state = contract.State;
            string[] statuses = state["submittedAt"] is null ? [] : [(string)state["status"]!];
            if ((string?)state["pendingChange"]?["version"]?["status"] is { } pending and not ("registered" or "refused" or "withdrawn"))
                statuses = [.. statuses.Append(pending).Distinct()];
            Check(
                listed[contract.Id].Order().SequenceEqual(statuses.Order()),
                $"{contract.Name} is {string.Join(" and ", statuses)}, and is listed as {string.Join(" and ", listed[contract.Id])}."
            );
        }
        Done.Add(("lists tell what is there", $"{lines} lines"));
    }

    private static Dictionary<string, long> Figures(TableEntity row) =>
        JsonSerializer.Deserialize<Dictionary<string, long>>(Stored.Text(row, "Figures"))!;
}
