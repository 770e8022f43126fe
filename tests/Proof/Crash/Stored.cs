using System.Text.Json.Nodes;
using Azure.Data.Tables;
using TechTransfer.Proof.Hosts;

namespace TechTransfer.Proof.Crash;

public sealed class Stored
{
    private readonly Dictionary<string, List<TableEntity>> tables = [];

    private Stored(App app) => App = app;

    public App App { get; }

    public IReadOnlyList<TableEntity> this[string table] => tables[table];

    public IReadOnlyList<StoredAggregate> Aggregates { get; private set; } = [];

    public static async Task<Stored> ReadAsync(string storage, App app, CancellationToken cancellation)
    {
        var stored = new Stored(app);
        var service = new TableServiceClient(storage);
        foreach (var table in (string[])["Aggregates", "Pending", "Series", "Reservations", "Lists", "Counters", "Copies"])
        {
            var rows = new List<TableEntity>();
            await foreach (var row in service.GetTableClient($"{app.Name}{table}").QueryAsync<TableEntity>(cancellationToken: cancellation))
                rows.Add(row);
            stored.tables[table] = rows;
        }
        stored.Aggregates =
        [
            .. stored["Aggregates"]
                .GroupBy(r => r.PartitionKey)
                .Select(g => new StoredAggregate(app, g.Key.Split('|', 2)[0], g.Key.Split('|', 2)[1], g.ToDictionary(r => r.RowKey))),
        ];
        return stored;
    }

    /// <summary>Joins a long text, which is stored in several columns (Body0, Body1 …).</summary>
    public static string Text(TableEntity row, string name) =>
        string.Concat(Enumerable.Range(0, row.GetInt32($"{name}Parts") ?? 0).Select(i => row.GetString($"{name}{i}")));

    /// <summary>
    /// The text of each row of a table by its key, without columns that change with every write, to compare two states of the table.
    /// </summary>
    public IReadOnlyDictionary<string, string> Told(string table) =>
        this[table]
            .ToDictionary(
                r => $"{table} {r.PartitionKey} {r.RowKey}",
                r =>
                    string.Join(
                        "; ",
                        r.Where(p => p.Key is not ("odata.etag" or "Timestamp" or "PartitionKey" or "RowKey" or "Version"))
                            .OrderBy(p => p.Key, StringComparer.Ordinal)
                            .Select(p => $"{p.Key}={p.Value}")
                    )
            );
}

public sealed record StoredAggregate(App App, string Kind, string Id, IReadOnlyDictionary<string, TableEntity> Rows)
{
    public string Name => $"{App.Name} {Kind} {Id}";

    /// <summary>Version of the aggregate; 0 when the partition only reserves the id and the aggregate was never created.</summary>
    public long Version => Rows.TryGetValue("state", out var state) ? state.GetInt64("Version") ?? 0 : 0;

    public bool Exists => Version > 0;

    public JsonNode State => JsonNode.Parse(Stored.Text(Rows["state"], "Body"))!;

    public IEnumerable<TableEntity> Events => With("event|");

    public IEnumerable<TableEntity> Requests => With("request|");

    public IEnumerable<TableEntity> Outbox => With("outbox|");

    private IEnumerable<TableEntity> With(string prefix) =>
        Rows.Values.Where(r => r.RowKey.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(r => r.RowKey, StringComparer.Ordinal);
}
