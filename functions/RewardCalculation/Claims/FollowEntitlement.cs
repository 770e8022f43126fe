using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>The entitlement fell before the reward was decided: the claim takes less.</summary>
[WireName("ClaimRefigured")]
public sealed record ClaimRefigured(Yuan Before, Yuan After, string Cause, Text Reason, long EntitlementVersion);

/// <summary>The entitlement fell after the reward was decided.</summary>
[WireName("RewardTakenBack")]
public sealed record RewardTakenBack(ClawBack ClawBack);

/// <summary>Why an entitlement came to another figure.</summary>
/// <param name="Cause">As <see cref="Messages.EntitlementChanged.Cause"/> has it.</param>
/// <param name="EntitlementVersion">The version that the cause brought about.</param>
/// <param name="Current">The version that stands, and that the figures are of: a later one when the message was overtaken.</param>
public sealed record Fall(string Cause, Text Reason, long EntitlementVersion, long Current)
{
    /// <summary>The claw-back rule that it falls under; null for a cause that takes no decided reward back.</summary>
    public ClawBackCause? Rule() =>
        Cause switch
        {
            "contractChanged" or "declaredFacts" => ClawBackCause.Changed,
            "contractCancelled" => ClawBackCause.Cancelled,
            "contractRevoked" => ClawBackCause.Revoked,
            "receiptRefunded" => ClawBackCause.Refunded,
            // A contract that came late, a new version of the policy, a new year or a rebuild is no fault of the contract.
            _ => null,
        };
}

/// <summary>
/// What becomes of a claim whose entitlement fell: before the decision it takes less or is rejected, and a running notice stops, since it
/// names another
/// amount; after it, the reward falls too, and what was paid beyond it is to be paid back.
/// </summary>
public static class FollowEntitlement
{
    private const int MostFollowed = 20;
    private static readonly Caller TheSystem = Caller.System();

    /// <summary>The change; null when the claim stays as it is.</summary>
    /// <param name="allowed">What the entitlement leaves to this claim, other claims before it served.</param>
    public static Change<Claim>? Decide(Claim claim, Yuan allowed, Fall fall, DateTimeOffset now)
    {
        if (!claim.Status.IsInForce() || claim.Booking == Booking.Figure || claim.Followed.Contains(fall.EntitlementVersion))
            return null;
        var seen = claim with
        {
            EntitlementSeen = Math.Max(claim.EntitlementSeen, fall.Current),
            Followed = [.. claim.Followed.TakeLast(MostFollowed - 1), fall.EntitlementVersion],
        };
        var isKept = claim.Status.IsDecided() && !(fall.Rule() is { } rule && claim.ClawBackOn.Contains(rule));
        // That it has seen the fall is kept: its next step need not wait for the message.
        if (isKept || allowed >= claim.Claimed)
            return new(seen, null);
        if (claim.Status.IsDecided())
            return TakeBack(seen, allowed, fall, now);

        var followed = Refigured(seen, allowed);
        if (followed.Amount() <= Yuan.Zero)
            return RejectClaimDecision.Reject(followed, fall.Reason, TheSystem, now);
        if (claim.Status is ClaimStatus.OnNotice or ClaimStatus.Objected)
            followed = followed with { Status = ClaimStatus.Settled, Notice = null };
        return new(followed, new ClaimRefigured(claim.Amount(), followed.Amount(), fall.Cause, fall.Reason, fall.EntitlementVersion));
    }

    private static Change<Claim> TakeBack(Claim claim, Yuan allowed, Fall fall, DateTimeOffset now)
    {
        var fallen = Refigured(claim, allowed) with { Edition = claim.Edition + 1 };
        // Where a budget's cut had taken more than the fall, the amount may stay; the figure has changed all the same.
        var due = fallen.ToRepay() - claim.ToRepay();
        var clawBack = new ClawBack(
            claim.Amount(),
            fallen.Amount(),
            Yuan.Max(due, Yuan.Zero),
            now.ChinaDate(),
            fall.Cause,
            fall.Reason,
            fall.EntitlementVersion
        );
        if (fallen.Amount() == claim.Amount())
            return new(fallen with { Edition = claim.Edition }, null);
        var status =
            fallen.ToRepay() > Yuan.Zero || fallen.Amount() == Yuan.Zero ? ClaimStatus.ClawedBack
            : fallen.Status == ClaimStatus.Approved && PaymentPlan.Next(fallen) is null ? ClaimStatus.Paid
            : fallen.Status;
        return new(fallen with { Status = status, ClawBacks = [.. claim.ClawBacks, clawBack] }, new RewardTakenBack(clawBack));
    }

    // Caps applied before the budget still apply; the budget's cut stays the same share of what is left.
    private static Claim Refigured(Claim claim, Yuan allowed)
    {
        var refigured = claim.Cleared() with { Claimed = allowed, Booking = Booking.Amounts };
        if (claim.Settlement is not { } settlement)
            return refigured;
        var beforeBudget = Yuan.Min(settlement.BeforeBudget, allowed);
        var amount =
            beforeBudget == settlement.BeforeBudget
                ? settlement.Amount
                : settlement.Amount.SplitByLargestRemainder([beforeBudget.Fen, settlement.BeforeBudget.Fen - beforeBudget.Fen])[0];
        return refigured with { Settlement = settlement with { BeforeBudget = beforeBudget, Amount = amount } };
    }
}

/// <summary>Money came back.</summary>
public sealed record RepayClaim(DateOnly PaidOn, string Reference);

/// <summary>The beneficiary paid back what was due.</summary>
[WireName("ClaimRepaid")]
public sealed record ClaimRepaid(Repayment Repayment);

/// <summary>退回 of what a claw-back made due, all of it at once.</summary>
public static class RepayClaimDecision
{
    public static Outcome<Change<Claim>> Decide(Claim claim, RepayClaim command, Caller caller, DateTimeOffset now)
    {
        if (ClaimLifeCycle.Repay.Against(claim, caller) is { } notNow)
            return notNow;
        if (claim.ToRepay() == Yuan.Zero)
            return Problem.Of(Catalogue.NothingToRepay);
        if (
            (
                PayClaimDecision.Day(command.PaidOn, claim.ClawBacks[0].On, now.ChinaDate())
                ?? PayClaimDecision.Reference(command.Reference)
            ) is
            { } problem
        )
            return problem;
        var repayment = new Repayment(claim.ToRepay(), command.PaidOn, command.Reference.Trim(), Act.Of(caller, now));
        var repaid = claim.Cleared() with { Repayments = [.. claim.Repayments, repayment] };
        if (repaid.Amount() > Yuan.Zero)
            repaid = repaid with { Status = ClaimStatus.Paid };
        return new Change<Claim>(repaid, new ClaimRepaid(repayment));
    }
}
