using System.Globalization;
using System.Text;
using System.Text.Json;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Histories;

/// <summary>
/// Generates a correct history from a seed, as many clients of a system that handles one call at a time would see it: contracts are filed,
/// replaced, submitted, registered and read; some calls are refused, some get no answer and are sent again.
/// </summary>
internal sealed class RandomHistory(int seed)
{
    private static readonly string[] Clients = ["office-u1", "office-u2", "company-e1", "registrar-a", "registrar-b"];
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Random random = new(seed);
    private readonly List<RecordedCall> calls = [];
    private readonly List<Contract> contracts = [];
    private readonly Dictionary<string, long> free = [];
    private long now = 1000;
    private int keys;
    private int numbers;

    public static List<RecordedCall> Of(int seed, int count)
    {
        var history = new RandomHistory(seed);
        while (history.calls.Count < count)
            history.Step();
        history.ReadAll();
        return history.calls;
    }

    private void Step()
    {
        now += 10;
        var client = Clients[random.Next(Clients.Length)];
        if (contracts.Count < 5 || random.Next(25) == 0)
        {
            File(client);
            return;
        }
        // Pick among the newest eight, so that several clients often use the same contract.
        var contract = contracts[^(1 + random.Next(Math.Min(8, contracts.Count)))];
        switch (random.Next(10))
        {
            case < 4:
                Read(client, contract);
                break;
            case < 7:
                Change(client, contract, "PUT", "", null);
                break;
            case < 9:
                Change(client, contract, "POST", "/submit", "ContractSubmitted");
                break;
            default:
                Change(client, contract, "POST", "/register", "ContractDecided");
                break;
        }
    }

    private void File(string client)
    {
        var contract = new Contract($"case-{contracts.Count}");
        var (path, key, body) = ("/api/contracts", NextKey(), Title());
        Send(
            client,
            "POST",
            path,
            key,
            null,
            body,
            isKnownBefore: false,
            () =>
            {
                if (contract.Version == 0)
                {
                    contracts.Add(contract);
                    contract.Write(body, "draft", null, "");
                }
                return (201, contract.Answer(), 1, $"{path}/{contract.Id}");
            }
        );
    }

    private void Change(string client, Contract contract, string method, string action, string? happened)
    {
        var (path, key, body) = ($"/api/contracts/{contract.Id}{action}", NextKey(), Title());
        // One in four commands names the version before the newest, as a client does that has not read the newest.
        var on = Math.Max(1, contract.Version - (random.Next(4) == 0 ? 1 : 0));
        (int, string, long, string?)? done = null;
        Send(
            client,
            method,
            path,
            key,
            on,
            body,
            isKnownBefore: true,
            () =>
            {
                if (done is not null)
                    return done.Value;
                if (contract.Version != on)
                    return (412, """{"code":"version_conflict"}""", 0, null);
                if (contract.Status == "registered" && happened is not null)
                    return (409, """{"code":"wrong_status"}""", 0, null);
                contract.Write(method == "PUT" ? body : null, happened is null ? contract.Status : "submitted", happened, client);
                if (happened == "ContractDecided")
                {
                    contract.Number = $"5000012026{++numbers:D6}";
                    contract.Write(null, "registered", "NumberAllotted", "system");
                }
                done = (200, contract.Answer(), contract.Version, null);
                return done.Value;
            }
        );
    }

    private void Read(string client, Contract contract) =>
        Record(client, "GET", $"/api/contracts/{contract.Id}", null, null, null, () => (200, contract.Answer(), contract.Version, null));

    private void ReadAll()
    {
        foreach (var contract in contracts)
        {
            now += 1000;
            Read("auditor", contract);
            now += 1000;
            var path = $"/api/contracts/{contract.Id}/history?verify=true";
            Record("auditor", "GET", path, null, null, null, () => (200, contract.History(), 0, null));
        }
    }

    // A call may get no answer, whether it took effect or not; it is then sent again until it is answered.
    private void Send(
        string client,
        string method,
        string path,
        string key,
        long? on,
        string body,
        bool isKnownBefore,
        Func<(int, string, long, string?)> effect
    )
    {
        while (random.Next(8) == 0)
        {
            var happens = random.Next(2) == 0;
            Record(
                client,
                method,
                path,
                key,
                on,
                body,
                () =>
                {
                    if (happens)
                        effect();
                    return (random.Next(2) == 0 ? 503 : 0, "{}", 0, null);
                }
            );
            now += 10;
            // Another client may read between the two tries.
            if (isKnownBefore && random.Next(2) == 0)
                Read(Clients[random.Next(Clients.Length)], contracts[^1]);
        }
        Record(client, method, path, key, on, body, effect);
    }

    private void Record(
        string client,
        string method,
        string path,
        string? key,
        long? on,
        string? body,
        Func<(int Status, string Answer, long Version, string? Location)> effect
    )
    {
        now += 10;
        var started = Math.Max(free.GetValueOrDefault(client) + 1, now - random.Next(1, 200));
        now = Math.Max(now, started + 1);
        var ended = now + random.Next(1, 200);
        free[client] = ended;
        var (status, answer, version, location) = effect();
        string? Tag(long? number) => number is > 0 ? string.Create(CultureInfo.InvariantCulture, $"\"{number}\"") : null;
        calls.Add(
            new(
                client,
                "contracts",
                method,
                path,
                body is null ? null : Encoding.UTF8.GetBytes(body),
                body is null ? null : "application/json",
                key,
                Tag(on),
                Start.AddMicroseconds(started),
                Start.AddMicroseconds(ended),
                status == 0 ? null : status,
                status == 0 ? null : answer,
                Tag(version),
                location
            )
        );
    }

    private string NextKey() => $"key-{++keys}";

    private string Title() => $$"""{"title":"合同{{random.Next(1_000_000)}}"}""";

    private sealed class Contract(string id)
    {
        private readonly List<(long Version, string Type, string Actor)> events = [];
        private string title = "";

        public string Id => id;
        public long Version { get; private set; }
        public string Status { get; private set; } = "";
        public string? Number { get; set; }

        public void Write(string? body, string status, string? happened, string actor)
        {
            Version++;
            Status = status;
            if (body is not null)
                title = JsonDocument.Parse(body).RootElement.GetProperty("title").GetString()!;
            if (happened is not null)
                events.Add((Version, happened, actor));
        }

        public string Answer() =>
            JsonSerializer.Serialize(
                new
                {
                    id,
                    status = Status,
                    number = Number,
                    title,
                    version = Version,
                }
            );

        public string History() =>
            JsonSerializer.Serialize(
                new
                {
                    events = events.Select(e => new
                    {
                        version = e.Version,
                        type = e.Type,
                        actor = e.Actor,
                    }),
                    chainHolds = true,
                }
            );
    }
}
