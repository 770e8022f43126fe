using TechTransfer.Kernel;
using static TechTransfer.RewardCalculation.Claims.ClaimStatus;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Who carries an action out.</summary>
public enum ClaimSide
{
    /// <summary>The people of the organisation that claims.</summary>
    Claimant,
    Finance,
    /// <summary>Whoever is signed in: a public notice is for all.</summary>
    Anyone,
}

/// <summary>What can be done with a claim, one row of the table each.</summary>
/// <param name="Name">The action's word in the route.</param>
/// <param name="Words">The action in a sentence.</param>
/// <param name="By">Who carries it out.</param>
/// <param name="From">The states in which it is possible.</param>
/// <param name="OtherThan">Acts that must have been another person's.</param>
public sealed record ClaimAction(string Name, Text Words, ClaimSide By, IReadOnlyList<ClaimStatus> From, params IReadOnlyList<EarlierAct> OtherThan);

/// <summary>An act that was done before, for the rule of two persons.</summary>
/// <param name="Words">What was done.</param>
/// <param name="Find">The act; null when it was not done.</param>
public sealed record EarlierAct(Text Words, Func<Claim, Act?> Find);

/// <summary>Which actions are possible in which states and by whom: docs/claims.md is written from it, and every decision asks it first.</summary>
public static class ClaimTable
{
    private static readonly EarlierAct Check_ = new(new("审核", "check"), c => c.Checked);
    private static readonly EarlierAct Settle_ = new(new("核定", "settle"), c => c.Settlement?.By);
    private static readonly EarlierAct Reject_ = new(new("不予兑付", "reject"), c => c.Rejection?.By);

    public static ClaimAction Evidence { get; } = new("evidence", new("上传证明材料", "upload papers"), ClaimSide.Claimant, [Submitted]);
    public static ClaimAction Check { get; } = new("check", new("审核", "check"), ClaimSide.Finance, [Submitted]);
    public static ClaimAction Reject { get; } = new("reject", new("不予兑付", "reject"), ClaimSide.Finance, [Submitted, Checked, Settled, OnNotice]);
    public static ClaimAction Withdraw { get; } = new("withdraw", new("撤回", "withdraw"), ClaimSide.Claimant, [Submitted, Checked, Settled, OnNotice, Objected, Appealed]);
    public static ClaimAction ChangeAccount { get; } = new("account", new("变更收款账户", "change the account"), ClaimSide.Claimant, [Submitted, Checked, Settled, OnNotice, Objected, Approved, PayFailed, Appealed]);
    public static ClaimAction Settle { get; } = new("settle", new("核定", "settle"), ClaimSide.Finance, [Checked]);
    public static ClaimAction Publish { get; } = new("publish", new("公示", "publish"), ClaimSide.Finance, [Settled]);
    public static ClaimAction Object { get; } = new("object", new("提出异议", "object"), ClaimSide.Anyone, [OnNotice, Objected]);
    public static ClaimAction Resolve { get; } = new("resolve", new("处理异议", "resolve the objections"), ClaimSide.Finance, [Objected], Check_);
    public static ClaimAction Approve { get; } = new("approve", new("批准", "approve"), ClaimSide.Finance, [OnNotice], Check_, Settle_);
    public static ClaimAction Pay { get; } = new("pay", new("拨付", "pay"), ClaimSide.Finance, [Approved, PayFailed]);
    public static ClaimAction FailPayment { get; } = new("payFailed", new("登记拨付失败", "record that the payment failed"), ClaimSide.Finance, [Approved, Paid]);
    public static ClaimAction Repay { get; } = new("repay", new("登记退回", "record the repayment"), ClaimSide.Finance, [ClawedBack]);
    public static ClaimAction Appeal { get; } = new("appeal", new("申诉", "appeal"), ClaimSide.Claimant, [Rejected]);
    public static ClaimAction DecideAppeal { get; } = new("decideAppeal", new("处理申诉", "decide the appeal"), ClaimSide.Finance, [Appealed], Reject_);

    /// <summary>All of them, in the order of a claim's life.</summary>
    public static IReadOnlyList<ClaimAction> All { get; } = [Evidence, Check, Reject, Withdraw, ChangeAccount, Settle, Publish, Object, Resolve, Approve, Pay, FailPayment, Repay, Appeal, DecideAppeal];

    /// <summary>What stands against an action: the caller's side, the state, or the rule of two persons; null when nothing does.</summary>
    public static Problem? Against(this ClaimAction action, Claim claim, Caller caller)
    {
        var mayAct = action.By switch
        {
            ClaimSide.Claimant => caller.ActsFor(claim.Beneficiary.Uscc),
            ClaimSide.Finance => caller.Is(Role.Finance),
            ClaimSide.Anyone => true,
        };
        if (!mayAct) return action.By == ClaimSide.Claimant ? Problem.Of(Catalogue.ClaimantOnly, ("action", action.Words)) : Problem.Of(Catalogue.NotAllowed, ("roles", "finance"));
        if (!action.From.Contains(claim.Status)) return Problem.Of(Catalogue.WrongState, ("status", claim.Status.Name()), ("action", action.Words));
        foreach (var earlier in action.OtherThan)
        {
            if (earlier.Find(claim)?.Subject == caller.Subject) return Problem.Of(Catalogue.TwoPersonRule, ("done", earlier.Words), ("action", action.Words));
        }
        return null;
    }
}
