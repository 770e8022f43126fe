using static TechTransfer.RewardCalculation.Claims.ClaimStatus;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>The actions that are possible on a claim, by status and actor, as docs/claims.md describes them.</summary>
public static class ClaimLifeCycle
{
    public static Actor<Claim> Claimant { get; } =
        new(
            new("申报单位", "the claimant"),
            (claim, caller, action) =>
                caller.ActsFor(claim.Beneficiary.Uscc) ? null : Problem.Of(Catalogue.ClaimantOnly, ("action", action))
        );

    public static Actor<Claim> Finance { get; } =
        new(new("财政经办人", "finance"), (_, caller, _) => caller.Is(Role.Finance) ? null : RoleNames.Needed(Role.Finance));

    public static Actor<Claim> Anyone { get; } = new(new("任何已登录的人", "anyone who is signed in"), (_, _, _) => null);

    private static readonly LifeCycle<Claim, ClaimStatus> Cycle = new(claim => claim.Status, status => status.Name());
    private static readonly Text CheckWords = new("审核", "check"),
        SettleWords = new("核定", "settle"),
        RejectWords = new("不予兑付", "reject");

    public static LifeAction<Claim, ClaimStatus> Evidence { get; } =
        Cycle.Add("evidence", new("上传证明材料", "upload evidence"), Claimant, [Submitted], [Submitted]);

    public static LifeAction<Claim, ClaimStatus> Check { get; } = Cycle.Add("check", CheckWords, Finance, [Submitted], [Checked]);

    public static LifeAction<Claim, ClaimStatus> Reject { get; } =
        Cycle.Add("reject", RejectWords, Finance, [Submitted, Checked, ClaimStatus.Settled, OnNotice], [Rejected]);

    public static LifeAction<Claim, ClaimStatus> Withdraw { get; } =
        Cycle.Add(
            "withdraw",
            new("撤回", "withdraw"),
            Claimant,
            [Submitted, Checked, ClaimStatus.Settled, OnNotice, Objected, Appealed],
            [Withdrawn]
        );

    public static LifeAction<Claim, ClaimStatus> ChangeAccount { get; } =
        Cycle.Add(
            "account",
            new("变更收款账户", "change the account"),
            Claimant,
            [Submitted, Checked, ClaimStatus.Settled, OnNotice, Objected, Approved, PayFailed, Appealed],
            [Submitted, Checked, ClaimStatus.Settled, OnNotice, Objected, Approved, PayFailed, Appealed]
        );

    public static LifeAction<Claim, ClaimStatus> Settle { get; } =
        Cycle.Add("settle", SettleWords, Finance, [Checked], [ClaimStatus.Settled, Rejected]);

    public static LifeAction<Claim, ClaimStatus> Publish { get; } =
        Cycle.Add("publish", new("公示", "publish"), Finance, [ClaimStatus.Settled], [OnNotice]);

    public static LifeAction<Claim, ClaimStatus> Object { get; } =
        Cycle.Add("object", new("提出异议", "raise an objection"), Anyone, [OnNotice, Objected], [Objected]);

    public static LifeAction<Claim, ClaimStatus> Resolve { get; } =
        Cycle.Add(
            "resolve",
            new("处理异议", "resolve the objections"),
            Finance,
            [Objected],
            [OnNotice, Rejected],
            claim => [new(CheckWords, claim.Checked?.Subject)]
        );

    public static LifeAction<Claim, ClaimStatus> Approve { get; } =
        Cycle.Add(
            "approve",
            new("批准", "approve"),
            Finance,
            [OnNotice],
            [Approved],
            claim => [new(CheckWords, claim.Checked?.Subject), new(SettleWords, claim.Settlement?.By?.Subject)]
        );

    public static LifeAction<Claim, ClaimStatus> Pay { get; } =
        Cycle.Add("pay", new("拨付", "pay"), Finance, [Approved, PayFailed], [Approved, Paid]);

    public static LifeAction<Claim, ClaimStatus> FailPayment { get; } =
        Cycle.Add("payFailed", new("登记拨付失败", "record that the payment failed"), Finance, [Approved, Paid], [PayFailed]);

    public static LifeAction<Claim, ClaimStatus> Repay { get; } =
        Cycle.Add("repay", new("登记退回", "record the repayment"), Finance, [ClawedBack], [ClawedBack, Paid]);

    public static LifeAction<Claim, ClaimStatus> Appeal { get; } =
        Cycle.Add("appeal", new("申诉", "appeal"), Claimant, [Rejected], [Appealed]);

    public static LifeAction<Claim, ClaimStatus> DecideAppeal { get; } =
        Cycle.Add(
            "decideAppeal",
            new("处理申诉", "decide on the appeal"),
            Finance,
            [Appealed],
            [Submitted, Rejected],
            claim => [new(RejectWords, claim.Rejection?.By?.Subject)]
        );

    public static IReadOnlyList<LifeAction<Claim, ClaimStatus>> All => Cycle.Actions;
}
