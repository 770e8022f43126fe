namespace TechTransfer.RewardCalculation.Claims;

public enum ClaimStatus
{
    Submitted,

    /// <summary>The claim was found in order and waits for the settlement of its policy year.</summary>
    Checked,

    /// <summary>The final amount is fixed; the claim waits for the public notice.</summary>
    Settled,

    /// <summary>The claim is on public notice (公示), running or ended, and waits for approval.</summary>
    OnNotice,
    Objected,

    /// <summary>The reward is decided; the claim waits for payment, or for the next instalment.</summary>
    Approved,
    Paid,

    /// <summary>The bank did not carry the payment out, or returned it.</summary>
    PayFailed,
    Rejected,

    Appealed,
    Withdrawn,

    /// <summary>The reward was reduced after the decision: to zero, or with money still to be paid back.</summary>
    ClawedBack,
}

public static class ClaimStatuses
{
    /// <summary>True while the claim keeps its part of the entitlement, so that no other claim gets the same money.</summary>
    public static bool IsInForce(this ClaimStatus status) => status is not (ClaimStatus.Rejected or ClaimStatus.Withdrawn);

    public static bool IsDecided(this ClaimStatus status) =>
        status is ClaimStatus.Approved or ClaimStatus.Paid or ClaimStatus.PayFailed or ClaimStatus.ClawedBack;

    public static Text Name(this ClaimStatus status) =>
        status switch
        {
            ClaimStatus.Submitted => new("已申报", "submitted"),
            ClaimStatus.Checked => new("已审核", "checked"),
            ClaimStatus.Settled => new("已核定", "settled"),
            ClaimStatus.OnNotice => new("公示中", "on public notice"),
            ClaimStatus.Objected => new("有异议", "objected"),
            ClaimStatus.Approved => new("已批准", "approved"),
            ClaimStatus.Paid => new("已拨付", "paid"),
            ClaimStatus.PayFailed => new("拨付失败", "payment failed"),
            ClaimStatus.Rejected => new("不予兑付", "rejected"),
            ClaimStatus.Appealed => new("申诉中", "appealed"),
            ClaimStatus.Withdrawn => new("已撤回", "withdrawn"),
            ClaimStatus.ClawedBack => new("已决定追回", "to be repaid"),
        };
}
