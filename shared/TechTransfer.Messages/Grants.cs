using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Messages;

/// <summary>The complete current state of a grant of ownership or long-term use (赋权), contained in every message about it. Published by
/// OwnershipGrants.</summary>
public sealed record GrantSnapshot
{
    /// <summary>Id of the grant, the same in all messages about it.</summary>
    public required string GrantId { get; init; }

    /// <summary>Number of the grant's current certificate: 1 when it enters into force, one more for each certificate that replaces it, as
    /// after an extension.</summary>
    public required int Edition { get; init; }

    /// <summary>Id of the achievement.</summary>
    public required string AchievementId { get; init; }

    /// <summary>Name of the achievement, for printing.</summary>
    public required string AchievementName { get; init; }

    /// <summary>All intellectual property rights of the achievement, for printing.</summary>
    public required IReadOnlyList<GrantedRight> Rights { get; init; }

    /// <summary>The organisation that grants the right to its team.</summary>
    public required ContractParty Grantor { get; init; }

    /// <summary>Type of the grant: ownershipShare, fullOwnership, longTermUse or agreedIncome.</summary>
    public required string Type { get; init; }

    /// <summary>Name of the type for printing, in both languages.</summary>
    public required Text TypeName { get; init; }

    /// <summary>Granted share of ownership, for printing ("80%", "1/3"); null for a right of use.</summary>
    public string? Share { get; init; }

    /// <summary>First day of the grant; null before it is known.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Last day of the grant; null when it does not end.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>Years of renewal agreed in advance; null when none are agreed, and in messages of earlier versions.</summary>
    public int? RenewalYears { get; init; }

    /// <summary>True for a right of use that excludes other grants of use for the same achievement.</summary>
    public required bool Exclusive { get; init; }

    /// <summary>The team's members at the time of the event, each with a share.</summary>
    public required IReadOnlyList<GrantedPerson> Team { get; init; }
}

/// <summary>Either a registered right, such as a patent, or a trade secret.</summary>
/// <param name="Kind">Kind of right, for printing.</param>
/// <param name="Number">Registration number; null for a trade secret.</param>
public sealed record GrantedRight(Text Kind, string? Number);

/// <summary>A member of the team that receives a grant.</summary>
/// <param name="Name">Name of the person; null after erasure.</param>
/// <param name="Share">The person's share of what the team gets, for printing ("50%", "1/3").</param>
public sealed record GrantedPerson([property: Personal] string? Name, string Share);

/// <summary>The public notice (公示) of a decision to grant has begun inside the organisation.</summary>
[WireName(MessageNames.GrantNoticeOpened)]
public sealed record GrantNoticeOpened
{
    /// <summary>The grant's complete state after this event.</summary>
    public required GrantSnapshot Grant { get; init; }

    /// <summary>Reference to the decision in the organisation's minutes.</summary>
    public required string Decision { get; init; }

    /// <summary>First day of the notice, in China time.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of the notice, on which objections are still accepted.</summary>
    public required DateOnly Until { get; init; }
}

/// <summary>The organisation and the team have signed the agreement about a grant.</summary>
[WireName(MessageNames.GrantAgreementSigned)]
public sealed record GrantAgreementSigned
{
    /// <summary>The grant's complete state after this event.</summary>
    public required GrantSnapshot Grant { get; init; }

    /// <summary>Day of signing, as stated in the agreement.</summary>
    public required DateOnly SignedOn { get; init; }

    /// <summary>SHA-256 of the agreement's file, in lower-case hexadecimal.</summary>
    public required string AgreementSha256 { get; init; }

    /// <summary>How income is shared between organisation, department and team.</summary>
    public required IReadOnlyList<AgreedShare> IncomeShares { get; init; }

    /// <summary>How costs, such as patent fees, are shared between organisation, department and team.</summary>
    public required IReadOnlyList<AgreedShare> CostShares { get; init; }
}

/// <summary>A share of income or costs that the agreement gives to one side; both values are ready for printing.</summary>
/// <param name="Who">The organisation, the department or the team.</param>
/// <param name="Share">The share for printing ("50%", "1/3").</param>
public sealed record AgreedShare(Text Who, string Share);

/// <summary>A grant has entered into force or was extended; see <see cref="GrantSnapshot.Edition"/>.</summary>
[WireName(MessageNames.GrantEnteredIntoForce)]
public sealed record GrantEnteredIntoForce
{
    /// <summary>The grant's complete state after this event.</summary>
    public required GrantSnapshot Grant { get; init; }

    /// <summary>Day of the entry into force or of the extension, in China time.</summary>
    public required DateOnly On { get; init; }
}

/// <summary>A grant is no longer in force, because it expired or was ended.</summary>
[WireName(MessageNames.GrantEnded)]
public sealed record GrantEnded
{
    /// <summary>Complete state of the grant at its end.</summary>
    public required GrantSnapshot Grant { get; init; }

    /// <summary>How the grant ended: ended (it expired), takenBack or terminated.</summary>
    public required string Outcome { get; init; }

    /// <summary>Day on which the grant ended, in China time.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Why the grant ended, for printing in both languages.</summary>
    public required Text Reason { get; init; }
}

/// <summary>The name or the end of an achievement, or the identity of a team member, has changed; its distributions hold copies of these
/// data. From OwnershipGrants to itself.</summary>
/// <param name="AchievementId">Id of the achievement.</param>
[WireName(MessageNames.AchievementUpdated)]
public sealed record AchievementUpdated(string AchievementId);

/// <summary>A user linked a registered contract to an achievement, so the contract's receipts become its income. From OwnershipGrants to
/// itself.</summary>
/// <param name="AchievementId">Id of the achievement.</param>
/// <param name="ContractId">Id of the contract in contract registration.</param>
/// <param name="GrantId">The grant that the contract was linked to; null when any grant of the achievement applies.</param>
[WireName(MessageNames.ConversionLinked)]
public sealed record ConversionLinked(string AchievementId, string ContractId, string? GrantId);

/// <summary>The complete current state of a distribution of income, contained in every message about it. Published by
/// OwnershipGrants.</summary>
public sealed record DistributionSnapshot
{
    /// <summary>Id of the distribution, the same in all messages about it.</summary>
    public required string DistributionId { get; init; }

    /// <summary>Number of the figures: 1 for the approved ones, 2 after the first claw-back, and so on.</summary>
    public required int Edition { get; init; }

    /// <summary>The grant whose agreed income shares apply.</summary>
    public required string GrantId { get; init; }

    /// <summary>Name of the achievement, for printing.</summary>
    public required string AchievementName { get; init; }

    /// <summary>The organisation that pays the team.</summary>
    public required ContractParty Payer { get; init; }

    /// <summary>Registration number of the contract that the income came from; null when there is none.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>Day on which the income was received, in China time.</summary>
    public required DateOnly IncomeOn { get; init; }

    /// <summary>Received income in yuan, before deductions.</summary>
    public required Yuan Income { get; init; }

    /// <summary>Income in yuan after the deductions that the distribution rules allow.</summary>
    public required Yuan NetIncome { get; init; }

    /// <summary>Total amount for the team (奖酬金总额) in yuan.</summary>
    public required Yuan Pool { get; init; }

    /// <summary>Each person's amount; together they equal the pool.</summary>
    public required IReadOnlyList<PersonAward> Awards { get; init; }
}

/// <summary>The amounts of all persons together equal the distribution's pool.</summary>
/// <param name="Person">Stable pseudonymous key of the person within the achievement's team.</param>
/// <param name="Name">Name of the person; null after erasure.</param>
/// <param name="Share">Share of the pool, for printing ("50%", "1/3").</param>
/// <param name="Amount">Amount in yuan.</param>
public sealed record PersonAward(string Person, [property: Personal] string? Name, string Share, Yuan Amount);

/// <summary>The public notice (公示) of a distribution has begun inside the organisation.</summary>
[WireName(MessageNames.DistributionNoticeOpened)]
public sealed record DistributionNoticeOpened
{
    /// <summary>The distribution's complete state after this event.</summary>
    public required DistributionSnapshot Distribution { get; init; }

    /// <summary>First day of the notice, in China time.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of the notice, on which objections are still accepted.</summary>
    public required DateOnly Until { get; init; }
}

/// <summary>A distribution was approved after its public notice, so its amounts may be paid.</summary>
[WireName(MessageNames.DistributionApproved)]
public sealed record DistributionApproved
{
    /// <summary>The distribution's complete state after this event.</summary>
    public required DistributionSnapshot Distribution { get; init; }

    /// <summary>Day of the approval, in China time.</summary>
    public required DateOnly ApprovedOn { get; init; }

    /// <summary>Last day on which a payment still gets the tax relief for payments within 36 months (财税〔2018〕58号).</summary>
    public required DateOnly PayUntil { get; init; }
}

/// <summary>The amounts of an approved distribution were reduced, down to zero, because income was refunded or the contract's registration
/// ended.</summary>
[WireName(MessageNames.DistributionClawedBack)]
public sealed record DistributionClawedBack
{
    /// <summary>The distribution's complete state, with the reduced amounts.</summary>
    public required DistributionSnapshot Distribution { get; init; }

    /// <summary>Day of the reduction, in China time.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Why the amounts were reduced, for printing in both languages.</summary>
    public required Text Reason { get; init; }
}
