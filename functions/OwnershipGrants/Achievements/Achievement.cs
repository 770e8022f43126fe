using System.Text.Json.Serialization;
using TechTransfer.Messages;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>
/// A job-related achievement (职务科技成果) with its grants and conversions. They form one aggregate, so that two concurrent grants cannot
/// together give away more than the organisation holds. Distributions are separate aggregates.
/// </summary>
public sealed record Achievement
{
    public required string Id { get; init; }
    public required AchievementStatus Status { get; init; }

    /// <summary>USCC of the owner that records the achievement and grants rights in it.</summary>
    public required string Organisation { get; init; }

    /// <summary>Name of the achievement.</summary>
    public required string Name { get; init; }

    /// <summary>Main kind: a code from the code table rightKind; at least one of the rights has this kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Day of completion.</summary>
    public required DateOnly CompletedOn { get; init; }
    public required IReadOnlyList<Right> Rights { get; init; }

    /// <summary>Code from the code table fundOrigin.</summary>
    public required string FundOrigin { get; init; }
    public required Secrecy Secrecy { get; init; }

    /// <summary>Number of the project (科技计划项目) that produced the achievement; required when its funds are public.</summary>
    public string? PlanNumber { get; init; }

    /// <summary>The organisations that own the achievement before any grant; their shares add up to 1.</summary>
    public required IReadOnlyList<Owner> Owners { get; init; }

    /// <summary>
    /// All versions of the team, oldest first. Income is divided by the shares of the version that is valid on the day of the income.
    /// </summary>
    public required IReadOnlyList<Team> Teams { get; init; }

    /// <summary>Entry in the separate ledger (单列台账); null if the achievement is not in it.</summary>
    public SeparateLedger? SeparateLedger { get; init; }
    public required Act Recorded { get; init; }
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    [JsonConverter(typeof(ConversionsJson))]
    public IReadOnlyList<Conversion> Conversions { get; init; } = [];

    /// <summary>Empty since store version 2, whose migration turned each distribution into an aggregate of its own.</summary>
    public IReadOnlyList<Distribution> Distributions { get; init; } = [];

    /// <summary><c>DueItem.Key</c> of every reminder already sent, so that no reminder is sent twice.</summary>
    public IReadOnlyList<string> Reminded { get; init; } = [];

    public IReadOnlyList<Document> Documents { get; init; } = [];

    public Owner OrganisationAsOwner() => Owners.First(o => o.Uscc == Organisation);

    /// <summary>The latest version of the team, even if it starts in the future.</summary>
    public Team Team() => Teams[^1];

    public Team TeamOn(DateOnly day) => Teams.LastOrDefault(t => t.From <= day) ?? Teams[0];

    public Achievement With(Grant grant) => this with { Grants = [.. Grants.Select(g => g.Id == grant.Id ? grant : g)] };
}

public enum AchievementStatus
{
    InForce,

    /// <summary>Off the books (注销): another achievement may record the same rights.</summary>
    Closed,
}

public enum Secrecy
{
    None,

    /// <summary>Kept as a trade secret of the organisation.</summary>
    Internal,

    /// <summary>A state secret that is not declassified; it cannot be granted.</summary>
    StateSecret,

    /// <summary>A former state secret that was declassified (解密).</summary>
    Declassified,
}

/// <param name="Kind">Code from the code table rightKind.</param>
/// <param name="Number">Application, patent or registration number as printed; null for a trade secret.</param>
/// <param name="Title">Name of the right if it differs from the achievement's name; otherwise null.</param>
/// <param name="FiledOn">Day of application; null for none.</param>
/// <param name="GrantedOn">Day of grant; null while it is applied for.</param>
/// <param name="ExpiresOn">Last day of protection; null for none.</param>
public sealed record Right(
    string Kind,
    string? Number,
    string? Title = null,
    DateOnly? FiledOn = null,
    DateOnly? GrantedOn = null,
    DateOnly? ExpiresOn = null
);

/// <param name="Kind">Party kind code, for example 022 for universities (高等院校).</param>
/// <param name="Region">Administrative division code of six digits (GB/T 2260).</param>
/// <param name="Share">Share of the owner in the achievement.</param>
public sealed record Owner([property: PlainCode] string Uscc, string Name, string Kind, string Region, bool InZone, Share Share)
{
    private const string China = "142";

    public ContractParty ToMessage() => new(Uscc, Name, Kind, Region, China, InZone);
}

/// <summary>A version of the team (成果完成人团队), valid from <c>From</c> until the next version starts.</summary>
/// <param name="Members">Members; their shares add up to 1.</param>
/// <param name="AgreementSha256">SHA-256 of the team's internal agreement on the shares; null is allowed for a team of one.</param>
/// <param name="Reason">Why the team changed, for example a member left or an heir followed; null for the first version.</param>
public sealed record Team(DateOnly From, IReadOnlyList<Member> Members, string? AgreementSha256, string? Reason = null)
{
    public Member? Find(string person) => Members.FirstOrDefault(m => m.Person == person);
}

/// <summary>
/// Name and identity number are stored encrypted in separate rows, outside the events, so that erasing them leaves the hash chain of the
/// events valid.
/// </summary>
public sealed record Member
{
    /// <summary>
    /// Key of the person inside the achievement (p1, p2 …); it stays the same across team versions and reveals nothing about the person.
    /// </summary>
    public required string Person { get; init; }

    [Personal]
    public string? Name { get; init; }
    public required Identity Identity { get; init; }
    public required MemberRelation Standing { get; init; }
    public string? Department { get; init; }

    /// <summary>Share of the member in what the team gets.</summary>
    public required Share Share { get; init; }

    /// <summary>True for the one member who applies and signs for the team.</summary>
    public bool Representative { get; init; }
}

/// <summary>Separate from <c>Member</c>, because messages carry a member's name but never the identity number.</summary>
public sealed record Identity([property: Personal] string? Number);

public enum MemberRelation
{
    Staff,
    Student,
    Visiting,
    Former,
    Heir,
    External,
}

/// <param name="ListedOn">Day of the entry.</param>
/// <param name="AssetNumber">Number in the organisation's asset ledger.</param>
/// <param name="Attribute">Kind of asset, as free text of the organisation.</param>
/// <param name="Stage">Stage of development: research, pilot or production; null if not given.</param>
/// <param name="ValuationRule">How the achievement is valued at this stage, as free text.</param>
public sealed record SeparateLedger(
    DateOnly ListedOn,
    string AssetNumber,
    string? Attribute = null,
    string? Stage = null,
    string? ValuationRule = null
);
