using System.Text.Json;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>An organisation in the directory: data from filed contracts, and registrars' confirmations that override them.</summary>
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

    /// <summary>Organisations that merged into this one.</summary>
    public IReadOnlyList<Predecessor> Predecessors { get; init; } = [];

    /// <summary>Zone confirmations in the order they were recorded.</summary>
    public IReadOnlyList<ZoneConfirmation> Zone { get; init; } = [];

    /// <summary>Current name: the latest renaming by a registrar, else the latest filed name, else the USCC.</summary>
    public string Name() => Renamings.OrderBy(r => r.From).ThenBy(r => r.At).LastOrDefault()?.Name ?? Latest<string>("name") ?? Uscc;

    /// <summary>The zone confirmation that applies on a day; null if there is none.</summary>
    public ZoneConfirmation? ZoneOn(DateOnly day) => Zone.Where(w => w.From <= day).OrderBy(w => w.From).ThenBy(w => w.At).LastOrDefault();

    /// <summary>The current filed value of a field; default if none was filed.</summary>
    public T? Latest<T>(string field) =>
        Filed.TryGetValue(field, out var values) ? values[0].Value.Deserialize<T>(Kernel.Json.Options) : default;
}

/// <summary>A value that contracts stated for a field.</summary>
/// <param name="Value">The value as JSON.</param>
/// <param name="FirstAt">When it was first filed.</param>
/// <param name="LastAt">When it was last filed.</param>
/// <param name="CaseId">Id of the contract that last filed it.</param>
public sealed record FiledValue(JsonElement Value, DateTimeOffset FirstAt, DateTimeOffset LastAt, string CaseId);

/// <summary>Contact persons of an organisation.</summary>
/// <param name="Representative">Name of the legal representative (法定代表人).</param>
public sealed record FiledContacts(
    [property: Personal] string? Representative,
    [property: Personal] string? Contact,
    [property: Personal] string? Phone,
    DateTimeOffset FiledAt,
    string CaseId
);

/// <summary>A change of name (更名) recorded by a registrar.</summary>
public sealed record Renaming(string Name, DateOnly From, string Reason, string By, DateTimeOffset At);

/// <summary>A merger (合并) recorded by a registrar.</summary>
/// <param name="Into">USCC of the organisation that continues.</param>
public sealed record Merger(string Into, DateOnly On, string Reason, string By, DateTimeOffset At);

/// <summary>An organisation that merged into another one.</summary>
public sealed record Predecessor(string Uscc, DateOnly On);

/// <summary>A registrar's confirmation that an organisation is, or is not, in the high-tech zone from a day on.</summary>
public sealed record ZoneConfirmation(bool InZone, DateOnly From, string Reason, string By, DateTimeOffset At);
