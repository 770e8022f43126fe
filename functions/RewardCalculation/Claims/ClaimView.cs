using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A claim as the API shows it. Amounts are yuan; the account number is masked for everyone but finance.</summary>
/// <seealso cref="Claim"/>
public sealed record ClaimView
{
    public required string Id { get; init; }
    public required ClaimStatus Status { get; init; }
    public required RewardParty Beneficiary { get; init; }
    public required BeneficiaryRole Role { get; init; }
    public required string PolicyId { get; init; }
    public required int PolicyVersion { get; init; }
    public required Text PolicyName { get; init; }
    public required Citation Instrument { get; init; }
    public required bool Sample { get; init; }
    public required int Year { get; init; }
    public required string EntitlementId { get; init; }

    public required long EntitlementVersion { get; init; }
    public required Yuan Base { get; init; }

    /// <summary>Amount of the entitlement in the version that the claim was filed on.</summary>
    public required Yuan Entitled { get; init; }

    public required Yuan Claimed { get; init; }

    /// <summary>The settled amount, or before the settlement the claimed amount; zero when the claim was rejected or withdrawn.</summary>
    public required Yuan Amount { get; init; }

    /// <summary>Number of contracts behind the reward.</summary>
    public required int Contracts { get; init; }

    /// <summary>Registration numbers of the contracts (登记编号).</summary>
    public required IReadOnlyList<string> ContractNumbers { get; init; }
    public required IReadOnlyList<string> ContractIds { get; init; }
    public required IReadOnlyList<EvidenceView> Evidence { get; init; }
    public required BankAccount BankAccount { get; init; }
    public required IReadOnlyList<Step> Explanation { get; init; }
    public required DateTimeOffset FiledAt { get; init; }

    /// <summary>Who checked the claim, and when; absent before.</summary>
    public StepView? Checked { get; init; }

    /// <summary>Remarks of the check; absent for none.</summary>
    public string? CheckRemarks { get; init; }

    /// <summary>The final amount; absent before the settlement.</summary>
    public SettlementView? Settlement { get; init; }
    public NoticeView? Notice { get; init; }
    public required IReadOnlyList<ObjectionView> Objections { get; init; }

    /// <summary>Who approved the payment, and when; absent before.</summary>
    public StepView? Approved { get; init; }

    /// <summary>Number of the reward decision: 0 before the decision, 1 with it, one more with each claw-back.</summary>
    public required int Edition { get; init; }
    public required IReadOnlyList<PartView> Parts { get; init; }
    public required Yuan Paid { get; init; }

    /// <summary>Why the last payment failed; null when it did not fail.</summary>
    public string? PaymentFailure { get; init; }

    /// <summary>Reductions after the settlement, oldest first.</summary>
    public required IReadOnlyList<ClawBack> ClawBacks { get; init; }

    /// <summary>Money that the beneficiary paid back, oldest first.</summary>
    public required IReadOnlyList<RepaymentView> Repayments { get; init; }

    /// <summary>Amount that is still to be paid back.</summary>
    public required Yuan ToRepay { get; init; }

    /// <summary>Why the claim was rejected; absent if it was not.</summary>
    public RejectionView? Rejection { get; init; }

    /// <summary>The actions that are possible in the status: those of the caller, and those for which the claim waits for others.</summary>
    public required IReadOnlyList<ActionView> Actions { get; init; }
    public required long Version { get; init; }

    /// <param name="By">Name of the person.</param>
    public sealed record StepView(string By, DateTimeOffset At);

    /// <param name="BeforeBudget">Amount after caps and exclusions, before the budget's cut.</param>
    /// <param name="Amount">The final amount.</param>
    public sealed record SettlementView(string? SettlementId, Yuan BeforeBudget, Yuan Amount, string By, DateTimeOffset At);

    /// <param name="Ended">True once the end is recorded, which happens within an hour after the last day or with the approval.</param>
    public sealed record NoticeView(DateOnly From, DateOnly Until, int WorkingDays, bool Provisional, bool Ended);

    public sealed record ObjectionView(string Ground, DateTimeOffset At, ObjectionOutcome? Outcome, string? Remarks);

    /// <param name="Stage">Stage at which the part is paid; absent when all is paid at once.</param>
    /// <param name="YearAfter">Number of years after the first instalment; absent when it is not paid yearly.</param>
    /// <param name="Amount">The whole part.</param>
    /// <param name="Due">Amount that is now payable with this instalment.</param>
    public sealed record PartView(Stage? Stage, int? YearAfter, Yuan Amount, Yuan Due, DateOnly? PaidOn, string? Reference);

    public sealed record RepaymentView(Yuan Amount, DateOnly PaidOn, string Reference);

    /// <param name="Remedy">What the claimant can do against the rejection: organ, time limit and how.</param>
    /// <param name="AppealGround">Grounds of the appeal; absent without one.</param>
    /// <param name="AppealOutcome">Result of the appeal; absent before.</param>
    /// <param name="AppealRemarks">Remarks on the appeal; absent for none.</param>
    public sealed record RejectionView(
        Text Reason,
        DateTimeOffset At,
        Text Remedy,
        string? AppealGround,
        AppealOutcome? AppealOutcome,
        string? AppealRemarks
    );

    public static ClaimView Of(OpenClaim open, Caller caller, long version)
    {
        var claim = open.State;
        return new()
        {
            Id = claim.Id,
            Status = claim.Status,
            Beneficiary = claim.Beneficiary,
            Role = claim.Role,
            PolicyId = claim.PolicyId,
            PolicyVersion = claim.PolicyVersion,
            PolicyName = claim.PolicyName,
            Instrument = claim.Instrument,
            Sample = claim.Sample,
            Year = claim.Year,
            EntitlementId = claim.EntitlementId,
            EntitlementVersion = claim.EntitlementVersion,
            Base = claim.Base,
            Entitled = claim.Entitled,
            Claimed = claim.Claimed,
            Amount = claim.Status.IsInForce() ? claim.Amount() : Yuan.Zero,
            Contracts = claim.Contracts,
            ContractNumbers = claim.ContractNumbers,
            ContractIds = claim.ContractIds,
            Evidence = EvidenceView.Of(claim),
            BankAccount = new ClaimVisibility(caller).Account(claim.Account),
            Explanation = ClaimExplanation.Of(claim),
            FiledAt = claim.Filed.At,
            Checked = StepOf(claim.Checked),
            CheckRemarks = claim.CheckRemarks,
            Settlement = claim.Settlement is { } s ? new(s.RunId, s.BeforeBudget, s.Amount, s.By.Name, s.By.At) : null,
            Notice = claim.Notice is { } n ? new(n.From, n.Until, n.WorkingDays, n.Provisional, n.EndedAt is not null) : null,
            Objections =
            [
                .. claim.Objections.Select(o => new ObjectionView(o.Ground, o.By.At, o.Resolution?.Outcome, o.Resolution?.Remarks)),
            ],
            Approved = StepOf(claim.Approved),
            Edition = claim.Edition,
            Parts =
                claim.Edition == 0
                    ? []
                    :
                    [
                        .. PaymentPlan
                            .Of(claim)
                            .Select(p => new PartView(p.Stage, p.YearAfter, p.Amount, p.Due, p.Paid?.PaidOn, p.Paid?.Reference)),
                    ],
            Paid = claim.PaidSum(),
            PaymentFailure = claim.Failure?.Reason,
            ClawBacks = claim.ClawBacks,
            Repayments = [.. claim.Repayments.Select(r => new RepaymentView(r.Amount, r.PaidOn, r.Reference))],
            ToRepay = claim.ToRepay(),
            Rejection = claim.Rejection is { } r
                ? new(r.Reason, r.By.At, Remedies.Of(claim), r.Appeal?.Ground, r.Appeal?.Decision?.Outcome, r.Appeal?.Decision?.Remarks)
                : null,
            Actions = ClaimLifeCycle.ActionsFor(open, caller),
            Version = version,
        };
    }

    // Claimants see the officer's name, but not the id.
    private static StepView? StepOf(Act? act) => act is null ? null : new(act.Name, act.At);
}
