using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

public sealed record Milestone(string Name, DateOnly On);

/// <summary>A taker (承接方): the company or person that will convert the achievement.</summary>
/// <param name="Uscc">Null for a foreign organisation or a natural person.</param>
/// <param name="Country">Customs country code; 142 is China.</param>
public sealed record Taker(string Name, [property: PlainCode] string? Uscc = null, string Country = "142")
{
    public bool IsForeign() => Country != "142";
}

/// <summary>Statement on how a taker is related to the team. Every taker needs exactly one.</summary>
/// <param name="Taker">Index of the taker in the list of takers, from 0.</param>
/// <param name="Related">True when the person is related to the taker.</param>
/// <param name="Persons">Keys of the members whom the taker is related to; required if <c>Related</c>.</param>
/// <param name="Nature">Kind of relation, such as shareholder, director or family.</param>
/// <param name="Disclosed">True if the relation was disclosed to the organisation.</param>
public sealed record TakerRelation(
    int Taker,
    bool Related,
    IReadOnlyList<string>? Persons = null,
    string? Nature = null,
    bool Disclosed = false
);

/// <summary><c>Sha256</c> is the hash of the written consent.</summary>
public sealed record Consent(string Person, DateOnly On, string Sha256);

/// <summary>Approval of a transfer abroad by the authority that funded the project (科技计划项目).</summary>
public sealed record ForeignApproval(string Number, DateOnly On);

public sealed record GrantTerms
{
    /// <summary>Type of the grant.</summary>
    public required GrantType Type { get; init; }

    /// <summary>Code of the preset that the application started from; null for none.</summary>
    public string? Preset { get; init; }

    /// <summary>Share of the whole ownership that is given; null for a use right.</summary>
    public Share? Share { get; init; }

    /// <summary>Term in years of a use right or of agreed income; null for a grant of ownership.</summary>
    public int? TermYears { get; init; }

    /// <summary>Years of renewal agreed from the start, for example the second 5 of 5 + 5; null for none.</summary>
    public int? RenewalYears { get; init; }
    public DateOnly? StartsOn { get; init; }

    /// <summary>True if no other use right may exist at the same time.</summary>
    public bool Exclusive { get; init; }

    /// <summary>The shares add up to 1.</summary>
    public required IReadOnlyList<AgreedPart> IncomeShares { get; init; }

    /// <summary>The shares add up to 1.</summary>
    public required IReadOnlyList<AgreedPart> CostShares { get; init; }

    /// <summary>Fee for the organisation (资源使用费), yuan; null for none.</summary>
    public Yuan? Fee { get; init; }

    /// <summary>Summary of the conversion plan (转化方案).</summary>
    public required string Plan { get; init; }

    /// <summary>SHA-256 of the document with the full plan.</summary>
    public string? PlanSha256 { get; init; }

    /// <summary>Milestones of the plan; the organisation is reminded of each.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>The organisations that take the achievement over (承接方); empty for none.</summary>
    public IReadOnlyList<Taker> Takers { get; init; } = [];

    /// <summary>Relations of members to takers, which must be disclosed.</summary>
    public IReadOnlyList<TakerRelation> Relations { get; init; } = [];

    /// <summary>Consents of persons and co-owners.</summary>
    public IReadOnlyList<Consent> Consents { get; init; } = [];
    public ForeignApproval? ForeignApproval { get; init; }

    public bool GivesOwnership() => Type is not GrantType.LongTermUse;

    public Share TeamPart() => IncomeShares.Where(s => s.Holder == ShareHolder.Team).Sum(s => s.Share);
}
