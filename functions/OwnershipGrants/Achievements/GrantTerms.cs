using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>A milestone of the plan of conversion.</summary>
public sealed record Milestone(string Name, DateOnly On);

/// <summary>Who will convert the achievement (承接方).</summary>
/// <param name="Uscc">Null for a foreign organisation or a natural person.</param>
/// <param name="Country">Customs country code, 142 for China.</param>
public sealed record Taker(string Name, string? Uscc = null, string Country = "142")
{
    public bool IsForeign() => Country != "142";
}

/// <summary>What is said of the relation between a taker and the team: every taker needs a word.</summary>
/// <param name="Taker">Its place in the list of takers, from 0.</param>
/// <param name="Persons">The members it is related to.</param>
/// <param name="Nature">What the relation is: shareholder, director, family …</param>
/// <param name="Disclosed">True when it was disclosed to the organisation.</param>
public sealed record TakerRelation(
    int Taker,
    bool Related,
    IReadOnlyList<string>? Persons = null,
    string? Nature = null,
    bool Disclosed = false
);

/// <summary>A member's consent to the application.</summary>
public sealed record Consent(string Person, DateOnly On, string Sha256);

/// <summary>An approval by the authority that set up the plan project.</summary>
public sealed record ForeignApproval(string Number, DateOnly On);

/// <summary>The terms of a grant.</summary>
public sealed record GrantTerms
{
    public required GrantType Type { get; init; }

    /// <summary>The preset that they started from.</summary>
    public string? Preset { get; init; }

    /// <summary>The share of the whole ownership that is given; null for a use right.</summary>
    public Share? Share { get; init; }

    /// <summary>Years of a use right, or of an agreed income.</summary>
    public int? TermYears { get; init; }

    /// <summary>Years of renewal that are agreed from the start, as in 5 + 5.</summary>
    public int? RenewalYears { get; init; }
    public DateOnly? StartsOn { get; init; }

    /// <summary>True for a use right that no other may have beside it.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Who gets which part of the income; they add up to 1.</summary>
    public required IReadOnlyList<AgreedPart> IncomeShares { get; init; }

    /// <summary>Who bears which part of the costs; they add up to 1.</summary>
    public required IReadOnlyList<AgreedPart> CostShares { get; init; }

    /// <summary>The fee that the organisation takes (资源使用费), yuan.</summary>
    public Yuan? Fee { get; init; }

    /// <summary>The plan of conversion, in short.</summary>
    public required string Plan { get; init; }

    /// <summary>SHA-256 of the plan's document.</summary>
    public string? PlanSha256 { get; init; }

    /// <summary>The plan's milestones, which the organisation is reminded of.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];
    public IReadOnlyList<Taker> Takers { get; init; } = [];
    public IReadOnlyList<TakerRelation> Relations { get; init; } = [];
    public IReadOnlyList<Consent> Consents { get; init; } = [];
    public ForeignApproval? ForeignApproval { get; init; }

    /// <summary>True when it changes who owns the rights.</summary>
    public bool GivesOwnership() => Type is not GrantType.LongTermUse;

    /// <summary>The team's part of income.</summary>
    public Share TeamPart() => IncomeShares.Where(s => s.Holder == ShareHolder.Team).Sum(s => s.Share);
}
