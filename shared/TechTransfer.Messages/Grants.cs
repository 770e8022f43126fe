using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Messages;

/// <summary>A grant of ownership or long-term use (赋权) as it stands: every message about it carries the whole. Published by
/// OwnershipGrants.</summary>
public sealed record GrantStanding
{
    /// <summary>The grant.</summary>
    public required string GrantId { get; init; }

    /// <summary>Counts up with every new paper on the grant that replaces the last: 1 when it came into force, 2 when it was extended
    /// …</summary>
    public required int Edition { get; init; }

    /// <summary>The achievement.</summary>
    public required string AchievementId { get; init; }

    /// <summary>The achievement's name.</summary>
    public required string AchievementName { get; init; }

    /// <summary>Its rights, as printed.</summary>
    public required IReadOnlyList<GrantedRight> Rights { get; init; }

    /// <summary>The organisation that grants.</summary>
    public required ContractParty Grantor { get; init; }

    /// <summary>ownershipShare, fullOwnership, longTermUse or agreedIncome.</summary>
    public required string Type { get; init; }

    /// <summary>The type's name.</summary>
    public required Text TypeName { get; init; }

    /// <summary>The share that is granted, as printed ("80%", "1/3"); null for a use right.</summary>
    public string? Share { get; init; }

    /// <summary>First day; null before it is known.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Last day; null where the right has no end.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>True for an exclusive use right.</summary>
    public required bool Exclusive { get; init; }

    /// <summary>The team that it is granted to.</summary>
    public required IReadOnlyList<GrantedPerson> Team { get; init; }
}

/// <summary>A granted right.</summary>
/// <param name="Kind">The right's kind.</param>
/// <param name="Number">Its number; null for a trade secret.</param>
public sealed record GrantedRight(Text Kind, string? Number);

/// <summary>A person of the team.</summary>
/// <param name="Name">Sent with its value, kept without it.</param>
/// <param name="Share">His or her part of what the team gets, as printed ("50%", "1/3").</param>
public sealed record GrantedPerson([property: Personal] string? Name, string Share);

/// <summary>A decision to grant is open to public notice inside the organisation (公示).</summary>
[WireName(MessageNames.GrantNoticeOpened)]
public sealed record GrantNoticeOpened
{
    /// <summary>The grant as it stands.</summary>
    public required GrantStanding Grant { get; init; }

    /// <summary>The decision, as the minutes name it.</summary>
    public required string Decision { get; init; }

    /// <summary>First day, in China time.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day on which objections are taken.</summary>
    public required DateOnly Until { get; init; }
}

/// <summary>The agreement with the team was signed.</summary>
[WireName(MessageNames.GrantAgreementSigned)]
public sealed record GrantAgreementSigned
{
    /// <summary>The grant as it stands.</summary>
    public required GrantStanding Grant { get; init; }

    /// <summary>The day of signing.</summary>
    public required DateOnly SignedOn { get; init; }

    /// <summary>SHA-256 of the agreement's file.</summary>
    public required string AgreementSha256 { get; init; }

    /// <summary>How income is shared, as printed.</summary>
    public required IReadOnlyList<AgreedShare> IncomeShares { get; init; }

    /// <summary>How costs (patent fees …) are shared, as printed.</summary>
    public required IReadOnlyList<AgreedShare> CostShares { get; init; }
}

/// <summary>A share by agreement.</summary>
/// <param name="Who">Whose: the organisation, the department, the team …</param>
/// <param name="Share">As printed.</param>
public sealed record AgreedShare(Text Who, string Share);

/// <summary>A grant came into force, or was extended: <see cref="GrantStanding.Edition"/> counts.</summary>
[WireName(MessageNames.GrantEnteredIntoForce)]
public sealed record GrantEnteredIntoForce
{
    /// <summary>The grant as it stands.</summary>
    public required GrantStanding Grant { get; init; }

    /// <summary>The day, in China time.</summary>
    public required DateOnly On { get; init; }
}

/// <summary>A grant is no longer in force.</summary>
[WireName(MessageNames.GrantEnded)]
public sealed record GrantEnded
{
    /// <summary>The grant as it stands.</summary>
    public required GrantStanding Grant { get; init; }

    /// <summary>ended, takenBack or terminated.</summary>
    public required string Outcome { get; init; }

    /// <summary>The day, in China time.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Why.</summary>
    public required Text Reason { get; init; }
}

/// <summary>What distributions copy of an achievement changed: its name, its end, who a person of its team is. From OwnershipGrants to
/// itself.</summary>
/// <param name="AchievementId">The achievement.</param>
[WireName(MessageNames.AchievementUpdated)]
public sealed record AchievementUpdated(string AchievementId);

/// <summary>A registered contract was linked to an achievement by hand. From OwnershipGrants to itself: the contract's money
/// follows.</summary>
/// <param name="AchievementId">The achievement.</param>
/// <param name="ContractId">The registration case.</param>
/// <param name="GrantId">The grant that it was linked to; null for any of the achievement.</param>
[WireName(MessageNames.ConversionLinked)]
public sealed record ConversionLinked(string AchievementId, string ContractId, string? GrantId);

/// <summary>A distribution of income as it stands: every message about it carries the whole. Published by OwnershipGrants.</summary>
public sealed record DistributionStanding
{
    /// <summary>The distribution.</summary>
    public required string DistributionId { get; init; }

    /// <summary>1 for the first approval, 2 after a claw-back, and so on.</summary>
    public required int Edition { get; init; }

    /// <summary>The grant.</summary>
    public required string GrantId { get; init; }

    /// <summary>The achievement's name.</summary>
    public required string AchievementName { get; init; }

    /// <summary>The organisation that pays.</summary>
    public required ContractParty Payer { get; init; }

    /// <summary>The registration number of the contract that the income came from; null when it has none.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>The day the income came in, in China time.</summary>
    public required DateOnly IncomeOn { get; init; }

    /// <summary>Yuan.</summary>
    public required Yuan Income { get; init; }

    /// <summary>Income less deductions, yuan.</summary>
    public required Yuan NetIncome { get; init; }

    /// <summary>What the team gets, yuan.</summary>
    public required Yuan Pool { get; init; }

    /// <summary>Each person's part; they add up to the pool.</summary>
    public required IReadOnlyList<PersonAward> Awards { get; init; }
}

/// <summary>What one person gets.</summary>
/// <param name="Person">The person's key in the achievement's team: stable, tells nothing.</param>
/// <param name="Name">Sent with its value, kept without it.</param>
/// <param name="Share">As printed.</param>
/// <param name="Amount">Yuan.</param>
public sealed record PersonAward(string Person, [property: Personal] string? Name, string Share, Yuan Amount);

/// <summary>A distribution is open to public notice inside the organisation.</summary>
[WireName(MessageNames.DistributionNoticeOpened)]
public sealed record DistributionNoticeOpened
{
    /// <summary>The distribution as it stands.</summary>
    public required DistributionStanding Distribution { get; init; }

    /// <summary>First day, in China time.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day on which objections are taken.</summary>
    public required DateOnly Until { get; init; }
}

/// <summary>A distribution was approved.</summary>
[WireName(MessageNames.DistributionApproved)]
public sealed record DistributionApproved
{
    /// <summary>The distribution as it stands.</summary>
    public required DistributionStanding Distribution { get; init; }

    /// <summary>The day of approval, in China time.</summary>
    public required DateOnly ApprovedOn { get; init; }

    /// <summary>The last day on which payment keeps the 36-month window (财税〔2018〕58号).</summary>
    public required DateOnly PayUntil { get; init; }
}

/// <summary>Income was refunded, or its contract fell: an approved distribution stands with smaller figures, down to zero.</summary>
[WireName(MessageNames.DistributionClawedBack)]
public sealed record DistributionClawedBack
{
    /// <summary>The distribution as it stands.</summary>
    public required DistributionStanding Distribution { get; init; }

    /// <summary>The day, in China time.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Why.</summary>
    public required Text Reason { get; init; }
}
