using System.Text.Json;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>Combines data from filed contracts with records by registrars (names, mergers, zone), which override the filed data.</summary>
public sealed record DirectoryParty
{
    public required string Uscc { get; init; }

    /// <summary>Filed values by field name; the first value of each is the current one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FiledValue>> Filed { get; init; } =
        new Dictionary<string, IReadOnlyList<FiledValue>>();

    /// <summary>Contacts from the latest contract that contained any; null for none.</summary>
    public FiledContacts? Contacts { get; init; }
    public IReadOnlyList<Renaming> Renamings { get; init; } = [];
    public Merger? MergedInto { get; init; }

    public IReadOnlyList<Predecessor> Predecessors { get; init; } = [];

    /// <summary>In the order in which they were recorded, not by first day.</summary>
    public IReadOnlyList<ZoneConfirmation> Zone { get; init; } = [];

    /// <summary>Current name: the latest renaming by a registrar, else the latest filed name, else the USCC.</summary>
    public string Name() => Renamings.OrderBy(r => r.From).ThenBy(r => r.At).LastOrDefault()?.Name ?? Latest<string>("name") ?? Uscc;

    public ZoneConfirmation? ZoneOn(DateOnly day) => Zone.Where(w => w.From <= day).OrderBy(w => w.From).ThenBy(w => w.At).LastOrDefault();

    public T? Latest<T>(string field) =>
        Filed.TryGetValue(field, out var values) ? values[0].Value.Deserialize<T>(Kernel.Json.Options) : default;
}

/// <param name="Value">The value, in the type of the field.</param>
/// <param name="FirstAt">Time at which a contract first stated the value.</param>
/// <param name="LastAt">Time at which a contract last stated the value.</param>
/// <param name="CaseId">Id of the contract that stated the value last.</param>
public sealed record FiledValue(JsonElement Value, DateTimeOffset FirstAt, DateTimeOffset LastAt, string CaseId);

public sealed record FiledContacts(
    [property: Personal] string? Representative,
    [property: Personal] string? Contact,
    [property: Personal] string? Phone,
    DateTimeOffset FiledAt,
    string CaseId
);

/// <param name="Name">The name from that day on.</param>
/// <param name="From">First day of the name.</param>
public sealed record Renaming(string Name, DateOnly From, string Reason, string By, DateTimeOffset At);

/// <param name="Into">USCC of the organisation that continues.</param>
/// <param name="On">Day of the merger.</param>
public sealed record Merger(string Into, DateOnly On, string Reason, string By, DateTimeOffset At);

/// <param name="On">Day of the merger.</param>
public sealed record Predecessor(string Uscc, DateOnly On);

/// <param name="From">First day for which the statement holds.</param>
public sealed record ZoneConfirmation(bool InZone, DateOnly From, string Reason, string By, DateTimeOffset At);
