using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Messages;

/// <summary>A reward claim as it stands: every message about it carries the whole. Published by RewardCalculation.</summary>
public sealed record RewardStanding
{
    /// <summary>The claim.</summary>
    public required string ClaimId { get; init; }

    /// <summary>1 for the first decision, 2 after a claw-back that left a smaller figure, and so on.</summary>
    public required int Edition { get; init; }

    /// <summary>Who gets it.</summary>
    public required RewardParty Beneficiary { get; init; }

    /// <summary>In what capacity: seller, buyer …</summary>
    public required Text Role { get; init; }

    /// <summary>The policy and its version.</summary>
    public required string PolicyId { get; init; }

    /// <summary>The policy's version.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>The policy's name.</summary>
    public required Text PolicyName { get; init; }

    /// <summary>The policy's instrument.</summary>
    public required Citation Instrument { get; init; }

    /// <summary>True when the policy is made up and binds nobody.</summary>
    public required bool Sample { get; init; }

    /// <summary>The policy year.</summary>
    public required int Year { get; init; }

    /// <summary>The registration numbers of the contracts that it rests on; at most 50 are named.</summary>
    public required IReadOnlyList<string> ContractNumbers { get; init; }

    /// <summary>How many contracts it rests on.</summary>
    public required int Contracts { get; init; }

    /// <summary>What it is worked out on, yuan.</summary>
    public required Yuan Base { get; init; }

    /// <summary>What is due, yuan.</summary>
    public required Yuan Amount { get; init; }
}

/// <summary>A settled claim is open to public notice (公示).</summary>
[WireName(MessageNames.RewardNoticeOpened)]
public sealed record RewardNoticeOpened
{
    /// <summary>The claim as it stands.</summary>
    public required RewardStanding Reward { get; init; }

    /// <summary>First day, in China time.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day on which objections are taken.</summary>
    public required DateOnly Until { get; init; }
}

/// <summary>A claim was approved: the reward is decided.</summary>
[WireName(MessageNames.RewardDecided)]
public sealed record RewardDecided
{
    /// <summary>The claim as it stands.</summary>
    public required RewardStanding Reward { get; init; }

    /// <summary>The day of the decision, in China time.</summary>
    public required DateOnly DecidedOn { get; init; }

    /// <summary>How the figure came about, step by step.</summary>
    public required IReadOnlyList<Step> Explanation { get; init; }
}

/// <summary>A decided reward fell in whole or in part, after its contract was changed, cancelled or revoked, or money was refunded. <see
/// cref="RewardStanding.Amount"/> is the new figure.</summary>
[WireName(MessageNames.RewardClawedBack)]
public sealed record RewardClawedBack
{
    /// <summary>The claim as it stands.</summary>
    public required RewardStanding Reward { get; init; }

    /// <summary>The edition of the decision that it replaces; <see cref="RewardStanding.Edition"/> is one more.</summary>
    public required int Replaces { get; init; }

    /// <summary>What is to be paid back, yuan; zero when nothing had been paid.</summary>
    public required Yuan Difference { get; init; }

    /// <summary>The day, in China time.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Why.</summary>
    public required Text Reason { get; init; }

    /// <summary>How the new figure came about.</summary>
    public required IReadOnlyList<Step> Explanation { get; init; }
}

/// <summary>Who gets a reward.</summary>
/// <param name="Uscc">The unified social credit code.</param>
/// <param name="Name">Its name.</param>
public sealed record RewardParty(string Uscc, string Name);

/// <summary>What a policy gives an organisation for a year, worked out anew, came to another figure. From RewardCalculation's entitlements
/// to its claims.</summary>
/// <param name="EntitlementId">The entitlement: <c>{policy}.{year}.{role}.{uscc}</c>.</param>
/// <param name="Version">Its version that came about; a claim that has seen a newer one passes this over.</param>
/// <param name="Amount">What it gives now, yuan; zero when it fell.</param>
/// <param name="Cause">What brought the change: contractRegistered, contractChanged, contractCancelled, contractRevoked, receiptConfirmed,
/// receiptRefunded, declaredFacts, policyPublished, yearBegan or rebuilt.</param>
/// <param name="ContractId">The contract that it came from; null when it came from none.</param>
/// <param name="Reason">The same as a sentence.</param>
[WireName(MessageNames.EntitlementChanged)]
public sealed record EntitlementChanged(string EntitlementId, long Version, Yuan Amount, string Cause, string? ContractId, Text Reason);

/// <summary>A policy version was published, or a policy year has begun that looks back on others: its figures are worked out, step by step.
/// From RewardCalculation to itself.</summary>
/// <param name="PolicyId">The policy.</param>
/// <param name="Version">The version.</param>
/// <param name="Step">Which step, from 0. One that is done already is passed over.</param>
/// <param name="Year">The policy year that has begun; null for a publication.</param>
[WireName(MessageNames.PolicyFiguresDue)]
public sealed record PolicyFiguresDue(string PolicyId, int Version, int Step, int? Year = null);

/// <summary>Officers stated facts about an organisation's policy year: its entitlements follow. From RewardCalculation to itself.</summary>
/// <param name="Uscc">The organisation.</param>
/// <param name="Year">The policy year.</param>
[WireName(MessageNames.OrganisationFactsStated)]
public sealed record OrganisationFactsStated(string Uscc, int Year);
