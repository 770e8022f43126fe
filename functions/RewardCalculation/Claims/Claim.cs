using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A claim on a reward: the whole state, changed only by the decisions beside this file. Amounts are yuan.</summary>
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

    /// <summary>True when the policy is made up and binds nobody.</summary>
    public required bool Sample { get; init; }
    public required int Year { get; init; }
    public required string EntitlementId { get; init; }

    /// <summary>The version that it pins.</summary>
    public required long EntitlementVersion { get; init; }

    /// <summary>The newest version of the entitlement that it is known to stand with: <see cref="EntitlementVersion"/> until the
    /// entitlement fell.</summary>
    public required long EntitlementSeen { get; init; }

    /// <summary>The last versions of the entitlement whose reduction it followed: a message may come twice.</summary>
    public IReadOnlyList<long> Followed { get; init; } = [];
    public required Yuan Base { get; init; }

    /// <summary>What the pinned version gives.</summary>
    public required Yuan Entitled { get; init; }

    /// <summary>What this claim takes of it: less what other claims on the same entitlement have.</summary>
    public required Yuan Claimed { get; init; }
    public required IReadOnlyList<Step> Explanation { get; init; }

    /// <summary>What ranks it among all claims; zero where nothing is ranked.</summary>
    public long Score { get; init; }
    public required int Contracts { get; init; }
    public required IReadOnlyList<string> ContractNumbers { get; init; }

    /// <summary>The contracts that an application names; empty when none was needed.</summary>
    public IReadOnlyList<string> ContractIds { get; init; } = [];
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>One claim in force in each of these per organisation and year.</summary>
    public IReadOnlyList<string> ExclusiveGroups { get; init; } = [];

    /// <summary>The pot that it is paid from: a programme's, or the policy's own.</summary>
    public required string Programme { get; init; }

    /// <summary>Shares of the parts in which it is paid; empty for all at once.</summary>
    public IReadOnlyList<PartRule> Parts { get; init; } = [];

    /// <summary>What takes a decided reward back.</summary>
    public IReadOnlyList<ClawBackCause> ClawBackOn { get; init; } = [];
    public required int NoticeWorkingDays { get; init; }
    public required BankAccount Account { get; init; }

    public required Act Filed { get; init; }
    public Act? Checked { get; init; }
    public string? CheckRemarks { get; init; }
    public ClaimSettlement? Settlement { get; init; }

    /// <summary>What settlement runs have booked for it on the programme's account, all told; null until it is settled for the first
    /// time.</summary>
    public Yuan? BookedByRuns { get; init; }

    /// <summary>The runs that gave it a final amount.</summary>
    public IReadOnlyList<string> SettledByRuns { get; init; } = [];

    /// <summary>The runs by which it came to nothing.</summary>
    public IReadOnlyList<string> RejectedByRuns { get; init; } = [];
    public PublicNotice? Notice { get; init; }

    /// <summary>The run that opened its notice last.</summary>
    public string? PublishedByRun { get; init; }
    public IReadOnlyList<Objection> Objections { get; init; } = [];
    public Act? Approved { get; init; }

    /// <summary>0 before the decision, 1 with it, one more with each claw-back.</summary>
    public int Edition { get; init; }
    public IReadOnlyList<Payment> Payments { get; init; } = [];
    public PaymentFailure? Failure { get; init; }
    public IReadOnlyList<ClawBack> ClawBacks { get; init; } = [];
    public IReadOnlyList<Repayment> Repayments { get; init; } = [];
    public Rejection? Rejection { get; init; }

    public Booking Booking { get; init; }

    /// <summary>Why the last command came to nothing; null after anything else happened.</summary>
    public ClaimRefusal? Refusal { get; init; }

    /// <summary>What is due as it stands: the settled amount once there is one.</summary>
    public Yuan Amount() => Settlement?.Amount ?? Claimed;

    /// <summary>The state without what the last command left behind.</summary>
    public Claim Cleared() => Refusal is null ? this : this with { Refusal = null };

    /// <summary>The day of the decision, in China time.</summary>
    public DateOnly? DecidedOn() => Approved?.At.ChinaDate();

    /// <summary>What was paid and not sent back by the bank.</summary>
    public Yuan PaidSum() => Payments.Where(p => p.FailedAt is null).Sum(p => p.Amount);

    /// <summary>What the beneficiary still has to pay back.</summary>
    public Yuan ToRepay() => Yuan.Max(PaidSum() - Repayments.Sum(r => r.Amount) - Amount(), Yuan.Zero);
}

/// <summary>What is still to be booked on the accounts that bound a claim; it follows the commit that names it: <see
/// cref="BookClaim.RunAsync"/>.</summary>
public enum Booking
{
    None,

    /// <summary>The figure: the accounts say whether there is room, and how much.</summary>
    Figure,

    /// <summary>A figure that fell, or was settled: nobody can refuse it.</summary>
    Amounts,
}

/// <summary>How the final amount came about.</summary>
/// <param name="RunId">The settlement run; null when the claim was settled alone.</param>
/// <param name="BeforeBudget">After caps and exclusions, before the budget's cut.</param>
/// <param name="By">Who settled it, or closed the run.</param>
public sealed record ClaimSettlement(string? RunId, Yuan BeforeBudget, Yuan Amount, IReadOnlyList<Step> Steps, Act By);

/// <summary>A part in which the reward is paid.</summary>
/// <param name="Weight">Its share of the whole among the parts' weights.</param>
public sealed record PartRule(Stage Stage, int? YearAfter, long Weight);

/// <summary>Money that was paid.</summary>
/// <param name="Part">Its place among the parts, from 0.</param>
/// <param name="FailedAt">When the bank's failure was recorded.</param>
public sealed record Payment(int Part, Yuan Amount, DateOnly PaidOn, string Reference, Act By, DateTimeOffset? FailedAt = null);

/// <summary>Why a payment was not carried out.</summary>
public sealed record PaymentFailure(string Reason, Act By);

/// <summary>A decided reward fell.</summary>
/// <param name="Difference">What became due to be paid back by it, yuan.</param>
/// <param name="EntitlementVersion">The entitlement's version that brought it.</param>
public sealed record ClawBack(Yuan Before, Yuan After, Yuan Difference, DateOnly On, string Cause, Text Reason, long EntitlementVersion);

/// <summary>Money that was paid back.</summary>
public sealed record Repayment(Yuan Amount, DateOnly PaidOn, string Reference, Act By);

/// <summary>Why a claim is not paid.</summary>
/// <param name="Reason">In one language when a person wrote it.</param>
public sealed record Rejection(Text Reason, Act By, Appeal? Appeal = null);

/// <summary>The claimant's appeal, once per claim.</summary>
public sealed record Appeal(string Ground, Act By, AppealDecision? Decision = null);

/// <summary>What came of an appeal.</summary>
public sealed record AppealDecision(AppealOutcome Outcome, string Remarks, Act By);

/// <summary>How an appeal ends.</summary>
public enum AppealOutcome
{
    /// <summary>The claim is examined again.</summary>
    Upheld,
    Dismissed,
}

/// <summary>Why a command came to nothing.</summary>
public sealed record ClaimRefusal(string Code, string Path, Text Message);
