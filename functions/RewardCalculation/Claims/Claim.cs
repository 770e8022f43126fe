using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Amounts are yuan.</summary>
public sealed record Claim
{
    public required string Id { get; init; }
    public required ClaimStatus Status { get; init; }
    public required RewardParty Beneficiary { get; init; }
    public required BeneficiaryRole Role { get; init; }
    public required string PolicyId { get; init; }
    public required int PolicyVersion { get; init; }
    public required Text PolicyName { get; init; }
    public required Citation Instrument { get; init; }

    /// <summary>True when the policy is a made-up sample that binds nobody.</summary>
    public required bool Sample { get; init; }
    public required int Year { get; init; }
    public required string EntitlementId { get; init; }

    /// <summary>Version of the entitlement that the claim was filed on.</summary>
    public required long EntitlementVersion { get; init; }

    /// <summary>
    /// Newest version of the entitlement that the claim has taken into account: <see cref="EntitlementVersion"/> until the entitlement
    /// changes.
    /// </summary>
    public required long EntitlementSeen { get; init; }

    /// <summary>Recent entitlement versions whose reduction was applied, so that a repeated message changes nothing.</summary>
    public IReadOnlyList<long> Followed { get; init; } = [];
    public required Yuan Base { get; init; }

    /// <summary>Amount of the entitlement in the version that the claim was filed on.</summary>
    public required Yuan Entitled { get; init; }

    /// <summary>Amount that this claim takes: the amount of the entitlement less what other claims on the entitlement have taken.</summary>
    public required Yuan Claimed { get; init; }
    public required IReadOnlyList<Step> Explanation { get; init; }

    public long Score { get; init; }
    public required int Contracts { get; init; }
    public required IReadOnlyList<string> ContractNumbers { get; init; }

    /// <summary>Ids of the contracts that an application names; empty when the policy needs no application.</summary>
    public IReadOnlyList<string> ContractIds { get; init; } = [];
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Exclusive groups of the policy: in each, an organisation may claim under only one policy for a year.</summary>
    public IReadOnlyList<string> ExclusiveGroups { get; init; } = [];

    /// <summary>Key of the budget from which the claim is paid: that of a programme, or the policy's own.</summary>
    public required string Programme { get; init; }

    /// <summary>Instalments in which the claim is paid; empty when it is paid at once.</summary>
    public IReadOnlyList<PartRule> Parts { get; init; } = [];

    public IReadOnlyList<ClawBackCause> ClawBackOn { get; init; } = [];
    public required int NoticeWorkingDays { get; init; }

    /// <summary>Remedies against a rejection, as the policy states them; null when it states none.</summary>
    public Text? Remedy { get; init; }

    /// <summary>True if only a settlement run settles the claim; null if it may be settled alone, and in claims of earlier
    /// releases.</summary>
    public bool? NeedsRun { get; init; }
    public required BankAccount Account { get; init; }

    public required Act Filed { get; init; }
    public Act? Checked { get; init; }
    public string? CheckRemarks { get; init; }
    public ClaimSettlement? Settlement { get; init; }

    /// <summary>
    /// Total that settlement runs have booked for the claim on the programme's account; null until the claim is first settled.
    /// </summary>
    public Yuan? BookedByRuns { get; init; }

    /// <summary>Ids of the settlement runs that gave the claim a final amount, so that a repeated step does not settle it twice.</summary>
    public IReadOnlyList<string> SettledByRuns { get; init; } = [];

    /// <summary>Ids of the settlement runs that gave the claim nothing.</summary>
    public IReadOnlyList<string> RejectedByRuns { get; init; } = [];
    public PublicNotice? Notice { get; init; }

    /// <summary>Id of the settlement run that last opened the public notice of the claim.</summary>
    public string? PublishedByRun { get; init; }
    public IReadOnlyList<Objection> Objections { get; init; } = [];
    public Act? Approved { get; init; }

    /// <summary>Number of the reward decision: 0 before the decision, 1 with it, one more with each claw-back.</summary>
    public int Edition { get; init; }
    public IReadOnlyList<Payment> Payments { get; init; } = [];
    public PaymentFailure? Failure { get; init; }
    public IReadOnlyList<ClawBack> ClawBacks { get; init; } = [];
    public IReadOnlyList<Repayment> Repayments { get; init; } = [];
    public Rejection? Rejection { get; init; }

    public Booking Booking { get; init; }

    /// <summary>Why the accounts refused the last command after its commit; null after any other change.</summary>
    public ClaimRefusal? Refusal { get; init; }

    public Yuan Amount() => Settlement?.Amount ?? Claimed;

    public Claim Cleared() => Refusal is null ? this : this with { Refusal = null };

    public DateOnly? DecidedOn() => Approved?.At.ChinaDate();

    public Yuan PaidSum() => Payments.Where(p => p.FailedAt is null).Sum(p => p.Amount);

    public Yuan ToRepay() => Yuan.Max(PaidSum() - Repayments.Sum(r => r.Amount) - Amount(), Yuan.Zero);
}

/// <summary>What <see cref="BookClaim.RunAsync"/> must still book on the accounts that limit a claim, after the claim's commit.</summary>
public enum Booking
{
    None,

    /// <summary>
    /// The claimed amount is not decided yet: the accounts decide whether any amount is left for the claim, and how much.
    /// </summary>
    Figure,

    /// <summary>The claim was reduced, settled or ended: its new amounts are posted and cannot be refused.</summary>
    Amounts,
}

/// <param name="RunId">Id of the settlement run; null when the claim was settled alone.</param>
/// <param name="BeforeBudget">Amount after caps and exclusions, before the budget's cut.</param>
/// <param name="By">Who settled the claim alone, or closed the run.</param>
public sealed record ClaimSettlement(string? RunId, Yuan BeforeBudget, Yuan Amount, IReadOnlyList<Step> Steps, Act By);

/// <param name="Weight">The instalment's share is its weight divided by the sum of all weights.</param>
public sealed record PartRule(Stage Stage, int? YearAfter, long Weight);

/// <param name="Part">Index of the instalment, from 0.</param>
/// <param name="FailedAt">When the bank's failure was recorded; null unless the payment failed.</param>
public sealed record Payment(int Part, Yuan Amount, DateOnly PaidOn, string Reference, Act By, DateTimeOffset? FailedAt = null);

public sealed record PaymentFailure(string Reason, Act By);

/// <param name="Before">Amount before the reduction.</param>
/// <param name="After">Amount after the reduction.</param>
/// <param name="Difference">Amount to pay back because of this claw-back, not counting earlier ones, yuan.</param>
/// <param name="Cause">Code of the cause, as in refund, cancelled or revoked.</param>
public sealed record ClawBack(Yuan Before, Yuan After, Yuan Difference, DateOnly On, string Cause, Text Reason, long EntitlementVersion);

public sealed record Repayment(Yuan Amount, DateOnly PaidOn, string Reference, Act By);

/// <param name="Reason">The same text in both languages when a person wrote it.</param>
public sealed record Rejection(Text Reason, Act By, Appeal? Appeal = null);

public sealed record Appeal(string Ground, Act By, AppealDecision? Decision = null);

public sealed record AppealDecision(AppealOutcome Outcome, string Remarks, Act By);

public enum AppealOutcome
{
    /// <summary>The appeal succeeds: the claim is examined from the start.</summary>
    Upheld,
    Dismissed,
}

public sealed record ClaimRefusal(string Code, string Path, Text Message);
