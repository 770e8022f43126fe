using System.Text.Json;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Messages;

/// <summary>The complete current state of a reward claim, contained in every message about it. Published by RewardCalculation.</summary>
public sealed record RewardSnapshot
{
    /// <summary>Id of the claim, the same in all messages about it.</summary>
    public required string ClaimId { get; init; }

    /// <summary>Number of the decision: 1 for the first, one more after each claw-back that leaves a smaller amount.</summary>
    public required int Edition { get; init; }

    /// <summary>The organisation that made the claim and gets the reward.</summary>
    public required RewardParty Beneficiary { get; init; }

    /// <summary>The beneficiary's role in the contracts, such as seller or buyer, for printing.</summary>
    public required Text Role { get; init; }

    /// <summary>Id of the policy; <see cref="PolicyVersion"/> gives the version.</summary>
    public required string PolicyId { get; init; }

    /// <summary>Version of the policy that was applied, from 1.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>Name of the policy for printing; the receiving apps have no copy of policies.</summary>
    public required Text PolicyName { get; init; }

    /// <summary>The legal instrument that the policy is based on.</summary>
    public required Citation Instrument { get; init; }

    /// <summary>True when the policy is invented for demonstrations and not legally binding.</summary>
    public required bool Sample { get; init; }

    /// <summary>The policy year for which the reward is given; it need not begin in January.</summary>
    public required int Year { get; init; }

    /// <summary>Registration numbers of the contracts that the reward is based on; at most 50.</summary>
    public required IReadOnlyList<string> ContractNumbers { get; init; }

    /// <summary>Number of contracts that the reward is based on, including those not listed.</summary>
    public required int Contracts { get; init; }

    /// <summary>The sum in yuan from which the reward is calculated.</summary>
    public required Yuan Base { get; init; }

    /// <summary>Settled amount of the reward in yuan.</summary>
    public required Yuan Amount { get; init; }
}

/// <summary>The public notice (公示) of a settled claim has begun.</summary>
[WireName(MessageNames.RewardNoticeOpened)]
public sealed record RewardNoticeOpened
{
    /// <summary>The claim's complete state after this event.</summary>
    public required RewardSnapshot Reward { get; init; }

    /// <summary>First day of the notice, in China time.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of the notice, on which objections are still accepted.</summary>
    public required DateOnly Until { get; init; }
}

/// <summary>A claim was approved after its public notice, so the reward may be paid.</summary>
[WireName(MessageNames.RewardDecided)]
public sealed record RewardDecided
{
    /// <summary>The claim's complete state after this event.</summary>
    public required RewardSnapshot Reward { get; init; }

    /// <summary>Day of the approval, in China time.</summary>
    public required DateOnly DecidedOn { get; init; }

    /// <summary>Steps of the calculation in their order; printed with the decision.</summary>
    public required IReadOnlyList<Step> Explanation { get; init; }
}

/// <summary>An approved reward was reduced, down to zero, because a contract was changed, cancelled or revoked, or money was refunded.
/// <see cref="RewardSnapshot.Amount"/> is the new amount.</summary>
[WireName(MessageNames.RewardClawedBack)]
public sealed record RewardClawedBack
{
    /// <summary>The claim's complete state, with the reduced amount.</summary>
    public required RewardSnapshot Reward { get; init; }

    /// <summary>Number of the replaced decision; <see cref="RewardSnapshot.Edition"/> is one higher.</summary>
    public required int Replaces { get; init; }

    /// <summary>Amount in yuan that must be paid back; zero when nothing had been paid.</summary>
    public required Yuan Difference { get; init; }

    /// <summary>Day of the reduction, in China time.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Why the reward was reduced, for printing in both languages.</summary>
    public required Text Reason { get; init; }

    /// <summary>Steps of the recalculation in their order; the last one gives the new amount.</summary>
    public required IReadOnlyList<Step> Explanation { get; init; }
}

/// <summary>The claimant. Unlike a contract's party, it always has a credit code.</summary>
/// <param name="Uscc">Unified social credit code.</param>
/// <param name="Name">Name of the organisation.</param>
public sealed record RewardParty(string Uscc, string Name);

/// <summary>Recalculation gave an entitlement (可享奖励) another amount. From RewardCalculation to itself, so that claims that exceed the new
/// amount are reduced.</summary>
/// <param name="EntitlementId">Id of the entitlement: <c>{policy}.{year}.{role}.{uscc}</c>.</param>
/// <param name="Version">The entitlement's new version; a claim that has processed a newer one ignores this message.</param>
/// <param name="Amount">New amount in yuan; zero when the entitlement ended.</param>
/// <param name="Cause">contractRegistered, contractChanged, contractCancelled, contractRevoked, receiptConfirmed, receiptRefunded,
/// declaredFacts, policyPublished, yearBegan or rebuilt.</param>
/// <param name="ContractId">The contract that caused the change; null when no contract did.</param>
/// <param name="Reason">The cause as a sentence.</param>
[WireName(MessageNames.EntitlementChanged)]
public sealed record EntitlementChanged(string EntitlementId, long Version, Yuan Amount, string Cause, string? ContractId, Text Reason);

/// <summary>The next step of calculating a policy's figures is to be processed, after a policy version was published or a policy year has
/// begun. From RewardCalculation to itself.</summary>
/// <param name="PolicyId">Id of the policy.</param>
/// <param name="Version">Version of the policy.</param>
/// <param name="Step">Number of the step, from 0; ignored when it has been processed already.</param>
/// <param name="Year">The policy year that has begun; null after a publication.</param>
[WireName(MessageNames.PolicyFiguresDue)]
public sealed record PolicyFiguresDue(string PolicyId, int Version, int Step, int? Year = null);

/// <summary>Officers stated facts about an organisation, so that its entitlements must be recalculated. From RewardCalculation to
/// itself.</summary>
/// <param name="Uscc">USCC of the organisation.</param>
/// <param name="Year">The policy year that the facts apply to.</param>
[WireName(MessageNames.OrganisationFactsStated)]
public sealed record OrganisationFactsStated(string Uscc, int Year);

/// <summary>An officer confirmed a declared fact of a contract. From RewardCalculation to itself, so that the contract's rewards
/// follow.</summary>
/// <param name="ContractId">Id of the contract.</param>
/// <param name="Facts">All confirmed declared facts of the contract, by name.</param>
[WireName(MessageNames.ContractFactsConfirmed)]
public sealed record ContractFactsConfirmed(string ContractId, IReadOnlyDictionary<string, JsonElement> Facts);
