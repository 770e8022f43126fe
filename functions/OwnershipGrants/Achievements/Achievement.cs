using System.Text.Json.Serialization;
using TechTransfer.Messages;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>
/// A job-related achievement (职务科技成果) with its grants and its conversions: one aggregate, so that two grants can never together give away
/// more than there is. Its distributions stand apart. Changed only by the decisions of this app.
/// </summary>
public sealed record Achievement
{
    public required string Id { get; init; }
    public required AchievementStatus Status { get; init; }

    /// <summary>USCC of the organisation that keeps it: one of the owners, the one that grants.</summary>
    public required string Organisation { get; init; }
    public required string Name { get; init; }

    /// <summary>Code of the table rightKind: its main kind, which one of the rights has.</summary>
    public required string Kind { get; init; }
    public required DateOnly CompletedOn { get; init; }
    public required IReadOnlyList<Right> Rights { get; init; }

    /// <summary>Code of the table fundOrigin.</summary>
    public required string FundOrigin { get; init; }
    public required Secrecy Secrecy { get; init; }

    /// <summary>The number of the plan project that it came from.</summary>
    public string? PlanNumber { get; init; }

    /// <summary>The organisations that own it before any grant; the shares add up to 1.</summary>
    public required IReadOnlyList<Owner> Owners { get; init; }

    /// <summary>The team as it stood from each date on, oldest first: the day of an income decides whose it is.</summary>
    public required IReadOnlyList<Team> Teams { get; init; }

    /// <summary>单列台账; null while it is not kept apart.</summary>
    public SeparateLedger? SeparateLedger { get; init; }
    public required Act Recorded { get; init; }
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    [JsonConverter(typeof(ConversionsJson))]
    public IReadOnlyList<Conversion> Conversions { get; init; } = [];

    /// <summary>Only in data of store version 1, until they are moved to where distributions stand now.</summary>
    public IReadOnlyList<Distribution> Distributions { get; init; } = [];

    /// <summary>What the organisation was told of as falling due: each once.</summary>
    public IReadOnlyList<string> Reminded { get; init; } = [];

    /// <summary>Documents that were uploaded.</summary>
    public IReadOnlyList<Document> Documents { get; init; } = [];

    /// <summary>The organisation that keeps it.</summary>
    public Owner Keeper() => Owners.First(o => o.Uscc == Organisation);

    /// <summary>The team as it stands now, or will stand from the last date that is known.</summary>
    public Team Team() => Teams[^1];

    /// <summary>The team whose shares hold on a day: the last one from that day or earlier, else the first.</summary>
    public Team TeamOn(DateOnly day) => Teams.LastOrDefault(t => t.From <= day) ?? Teams[0];

    /// <summary>With a grant in the place of its earlier self.</summary>
    public Achievement With(Grant grant) => this with { Grants = [.. Grants.Select(g => g.Id == grant.Id ? grant : g)] };
}

/// <summary>Where an achievement stands.</summary>
public enum AchievementStatus
{
    InForce,

    /// <summary>Taken off the books: its rights are free for another.</summary>
    Closed,
}

/// <summary>How secret it is.</summary>
public enum Secrecy
{
    None,

    /// <summary>Kept inside the organisation, as a trade secret is.</summary>
    Internal,

    /// <summary>A state secret that has not been cleared.</summary>
    StateSecret,

    /// <summary>It was a state secret and has been cleared (解密).</summary>
    Declassified,
}

/// <summary>A right.</summary>
/// <param name="Kind">Code of the table rightKind.</param>
/// <param name="Number">Its number as printed; null for a trade secret.</param>
/// <param name="Title">Its own name, if it differs from the achievement's.</param>
public sealed record Right(
    string Kind,
    string? Number,
    string? Title = null,
    DateOnly? FiledOn = null,
    DateOnly? GrantedOn = null,
    DateOnly? ExpiresOn = null
);

/// <summary>An organisation that owns a share.</summary>
/// <param name="Kind">Party kind code (022 高等院校 …).</param>
/// <param name="Region">Six digits of GB/T 2260.</param>
public sealed record Owner(string Uscc, string Name, string Kind, string Region, bool InZone, Share Share)
{
    private const string China = "142";

    public ContractParty ToMessage() => new(Uscc, Name, Kind, Region, China, InZone);
}

/// <summary>The team (成果完成人团队) from a day on.</summary>
/// <param name="Members">Their shares add up to 1.</param>
/// <param name="AgreementSha256">The inner agreement on the shares; null for a team of one.</param>
/// <param name="Reason">Why it changed: somebody left, an heir followed …; null for the first.</param>
public sealed record Team(DateOnly From, IReadOnlyList<Member> Members, string? AgreementSha256, string? Reason = null)
{
    public Member? Find(string person) => Members.FirstOrDefault(m => m.Person == person);
}

/// <summary>A person of the team: name and identity number stand apart from the rest and can be erased.</summary>
public sealed record Member
{
    /// <summary>Stable in the achievement, and tells nothing: p1, p2 …</summary>
    public required string Person { get; init; }

    [Personal]
    public string? Name { get; init; }
    public required Identity Identity { get; init; }
    public required Standing Standing { get; init; }
    public string? Department { get; init; }

    /// <summary>Of what the team gets.</summary>
    public required Share Share { get; init; }

    /// <summary>The one who applies and signs for the team.</summary>
    public bool Representative { get; init; }
}

/// <summary>A person's identity number, apart from the name, which messages carry.</summary>
public sealed record Identity([property: Personal] string? Number);

/// <summary>How a person stands to the organisation.</summary>
public enum Standing
{
    Staff,
    Student,
    Visiting,
    Former,
    Heir,
    External,
}

/// <summary>What the separate ledger (单列台账) keeps of an achievement.</summary>
/// <param name="ListedOn">Since when it is kept apart.</param>
/// <param name="AssetNumber">Its number in the ledger of assets.</param>
/// <param name="Attribute">What kind of asset it is, in the organisation's words.</param>
/// <param name="Stage">How far it is: research, pilot, production.</param>
/// <param name="ValuationRule">How it is valued at this stage.</param>
public sealed record SeparateLedger(
    DateOnly ListedOn,
    string AssetNumber,
    string? Attribute = null,
    string? Stage = null,
    string? ValuationRule = null
);
