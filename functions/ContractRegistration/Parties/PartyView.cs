using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Parties;

public sealed record PartyView
{
    public required string Uscc { get; init; }
    public required string Name { get; init; }

    /// <summary>Party kind code, as in 022 for universities (高等院校).</summary>
    public string? Kind { get; init; }
    public string? Region { get; init; }

    /// <summary>The registrar's confirmation if there is one, else the value in the latest filed contract.</summary>
    public required bool InZone { get; init; }

    /// <summary>True when a registrar has confirmed whether the organisation is in the zone.</summary>
    public required bool ZoneIsConfirmed { get; init; }

    /// <summary>Earlier and present names, oldest first.</summary>
    public required IReadOnlyList<DatedName> Renamings { get; init; }

    /// <summary>The organisation that it was merged into; absent for none.</summary>
    public MergerView? MergedInto { get; init; }

    /// <summary>Organisations that were merged into this one.</summary>
    public required IReadOnlyList<Predecessor> Predecessors { get; init; }

    /// <summary>Data for pre-filling a form, with contacts; only for the organisation itself, registrars and auditors.</summary>
    public Party? Form { get; init; }

    /// <summary>Filed values of the fields for which contracts stated different values; only for registrars and auditors.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FiledValue>>? Differences { get; init; }

    /// <summary>Only for registrars and auditors.</summary>
    public RegistrarNotes? Registrar { get; init; }
    public required long Version { get; init; }

    public static PartyView Of(DirectoryParty party, Caller caller, long version, DateOnly today)
    {
        var isOfficial = caller.Is(Role.Registrar) || caller.Is(Role.Auditor);
        var confirmation = party.ZoneOn(today);
        var inZone = confirmation?.InZone ?? party.Latest<bool>("inZone");
        return new()
        {
            Uscc = party.Uscc,
            Name = party.Name(),
            Kind = party.Latest<string>("kind"),
            Region = party.Latest<string>("region"),
            InZone = inZone,
            ZoneIsConfirmed = confirmation is not null,
            Renamings = [.. party.Renamings.OrderBy(r => r.From).Select(r => new DatedName(r.Name, r.From))],
            MergedInto = party.MergedInto is { } merger ? new(merger.Into, merger.On) : null,
            Predecessors = party.Predecessors,
            Form = isOfficial || caller.ActsFor(party.Uscc) ? FormOf(party, inZone) : null,
            Differences = isOfficial ? party.Filed.Where(f => f.Value.Count > 1).ToDictionary() : null,
            Registrar = isOfficial ? new(party.Renamings, party.MergedInto, party.Zone) : null,
            Version = version,
        };
    }

    private static Party FormOf(DirectoryParty party, bool inZone) =>
        new()
        {
            Uscc = party.Uscc,
            Name = party.Name(),
            Kind = party.Latest<string>("kind") ?? "",
            Region = party.Latest<string>("region"),
            Country = party.Latest<string>("country") ?? "142",
            InZone = inZone,
            Address = party.Latest<string>("address"),
            Postcode = party.Latest<string>("postcode"),
            Representative = party.Contacts?.Representative,
            Contact = party.Contacts?.Contact,
            Phone = party.Contacts?.Phone,
            SealName = party.Latest<string>("sealName"),
            Listed = party.Latest<bool?>("listed"),
            Scale = party.Latest<CompanyScale?>("scale"),
            NationalZone = party.Latest<bool?>("nationalZone"),
            BodyFlags = party.Latest<BodyFlag[]>("bodyFlags") ?? [],
        };
}

/// <param name="From">First day of the name.</param>
public sealed record DatedName(string Name, DateOnly From);

/// <summary><c>Into</c> is the USCC of the organisation that continues.</summary>
/// <param name="Into">USCC of the organisation that continues.</param>
/// <param name="On">Day of the merger.</param>
public sealed record MergerView(string Into, DateOnly On);

/// <param name="Renamings">Names with their reasons, oldest first.</param>
/// <param name="Merger">The merger with its reason; absent for none.</param>
/// <param name="Zone">Statements about the zone with their reasons, oldest first.</param>
public sealed record RegistrarNotes(IReadOnlyList<Renaming> Renamings, Merger? Merger, IReadOnlyList<ZoneConfirmation> Zone);
