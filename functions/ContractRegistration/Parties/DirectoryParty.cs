using System.Text.Json;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>An organisation in the directory: what filers state, and what registrars confirm, which overrides it.</summary>
public sealed record DirectoryParty
{
    public required string Uscc { get; init; }

    /// <summary>Values by field name, the one that counts first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FiledValue>> Filed { get; init; } =
        new Dictionary<string, IReadOnlyList<FiledValue>>();

    /// <summary>From the latest contract that gave any.</summary>
    public FiledContacts? Contacts { get; init; }
    public IReadOnlyList<Renaming> Renamings { get; init; } = [];
    public Merger? MergedInto { get; init; }

    /// <summary>Organisations that went into this one.</summary>
    public IReadOnlyList<Predecessor> Predecessors { get; init; } = [];

    /// <summary>Zone confirmations in the order they were given.</summary>
    public IReadOnlyList<ZoneConfirmation> Zone { get; init; } = [];

    /// <summary>The name by the registrar's last renaming, else as filed last.</summary>
    public string Name() => Renamings.OrderBy(r => r.From).ThenBy(r => r.At).LastOrDefault()?.Name ?? Latest<string>("name") ?? Uscc;

    /// <summary>The zone confirmation that applies on a day; null when there is none.</summary>
    public ZoneConfirmation? ZoneOn(DateOnly day) => Zone.Where(w => w.From <= day).OrderBy(w => w.From).ThenBy(w => w.At).LastOrDefault();

    /// <summary>The latest value of a field; default when none was given.</summary>
    public T? Latest<T>(string field) =>
        Filed.TryGetValue(field, out var values) ? values[0].Value.Deserialize<T>(Kernel.Json.Options) : default;
}

/// <summary>A value that filers gave for a field.</summary>
/// <param name="Value">As JSON.</param>
/// <param name="FirstAt">When it was filed first.</param>
/// <param name="LastAt">When it was filed last.</param>
/// <param name="CaseId">The contract that filed it last.</param>
public sealed record FiledValue(JsonElement Value, DateTimeOffset FirstAt, DateTimeOffset LastAt, string CaseId);

/// <summary>Whom to turn to in an organisation.</summary>
/// <param name="Representative">Legal representative.</param>
public sealed record FiledContacts(
    [property: Personal] string? Representative,
    [property: Personal] string? Contact,
    [property: Personal] string? Phone,
    DateTimeOffset FiledAt,
    string CaseId
);

/// <summary>A change of name as a registrar noted it.</summary>
public sealed record Renaming(string Name, DateOnly From, string Reason, string By, DateTimeOffset At);

/// <summary>A merger as a registrar noted it.</summary>
/// <param name="Into">USCC of the organisation that goes on.</param>
public sealed record Merger(string Into, DateOnly On, string Reason, string By, DateTimeOffset At);

/// <summary>An organisation that went into another.</summary>
public sealed record Predecessor(string Uscc, DateOnly On);

/// <summary>A registrar's confirmation that an organisation is, or is not, in the high-tech zone from a day on.</summary>
public sealed record ZoneConfirmation(bool InZone, DateOnly From, string Reason, string By, DateTimeOffset At);
