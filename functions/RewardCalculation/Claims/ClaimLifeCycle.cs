using static TechTransfer.RewardCalculation.Claims.ClaimStatus;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>The actions that are possible on a claim, by status and actor, as docs/claims.md describes them.</summary>
public static class ClaimLifeCycle
{
    public static Actor<OpenClaim> Claimant { get; } =
        new(
            new("申报单位", "the claimant"),
            (open, caller, action) =>
                caller.ActsFor(open.State.Beneficiary.Uscc) ? null : Problem.Of(Catalogue.ClaimantOnly, ("action", action))
        );

    public static Actor<OpenClaim> Finance { get; } =
        new(
            new("财政经办人", "a finance officer"),
            (_, caller, _) => caller.Is(Role.Finance) ? null : RoleNames.Needed(Role.Finance),
            new("其他财政经办人", "another finance officer")
        );

    /// <summary>Auditors and operators decide nothing.</summary>
    public static Actor<OpenClaim> Others { get; } =
        new(
            new("申报单位以外的已登录人员，审计人员和运维人员除外", "anyone who is signed in, except the claimant, auditors and operators"),
            (open, caller, _) =>
                !Array.Exists(Objectors, caller.Is) ? RoleNames.Needed(Objectors)
                : caller.ActsFor(open.State.Beneficiary.Uscc) ? Problem.Of(Catalogue.OwnClaim)
                : null
        );

    private static Role[] Objectors => [Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Policy];

    private const int MostObjections = 50;

    private static readonly LifeCycle<OpenClaim, ClaimStatus> Cycle = new(open => open.State.Status, status => status.Name());
    private static readonly Text CheckWords = new("审核", "check"),
        SettleWords = new("核定", "settle"),
        RejectWords = new("不予兑付", "reject");

    public static LifeAction<OpenClaim, ClaimStatus> Evidence { get; } =
        Cycle.Add("evidence", new("上传证明材料", "upload evidence"), Claimant, [Submitted], [Submitted]);

    public static LifeAction<OpenClaim, ClaimStatus> Check { get; } =
        Cycle.Add("check", CheckWords, Finance, [Submitted], [Checked], needs: [EvidenceIsThere], awaited: _ => true);

    public static LifeAction<OpenClaim, ClaimStatus> Reject { get; } =
        Cycle.Add("reject", RejectWords, Finance, [Submitted, Checked, ClaimStatus.Settled, OnNotice], [Rejected]);

    public static LifeAction<OpenClaim, ClaimStatus> Withdraw { get; } =
        Cycle.Add(
            "withdraw",
            new("撤回", "withdraw"),
            Claimant,
            [Submitted, Checked, ClaimStatus.Settled, OnNotice, Objected, Appealed],
            [Withdrawn]
        );

    public static LifeAction<OpenClaim, ClaimStatus> ChangeAccount { get; } =
        Cycle.Add(
            "account",
            new("变更收款账户", "change the account"),
            Claimant,
            [Submitted, Checked, ClaimStatus.Settled, OnNotice, Objected, Approved, PayFailed, Appealed],
            [Submitted, Checked, ClaimStatus.Settled, OnNotice, Objected, Approved, PayFailed, Appealed]
        );

    public static LifeAction<OpenClaim, ClaimStatus> Settle { get; } =
        Cycle.Add("settle", SettleWords, Finance, [Checked], [ClaimStatus.Settled, Rejected], needs: [NoRunIsNeeded], awaited: _ => true);

    public static LifeAction<OpenClaim, ClaimStatus> Publish { get; } =
        Cycle.Add("publish", new("公示", "publish"), Finance, [ClaimStatus.Settled], [OnNotice], awaited: _ => true);

    public static LifeAction<OpenClaim, ClaimStatus> Object { get; } =
        Cycle.Add(
            "object",
            new("提出异议", "raise an objection"),
            Others,
            [OnNotice, Objected],
            [Objected],
            needs: [NoticeRuns, MayTakeObjections]
        );

    public static LifeAction<OpenClaim, ClaimStatus> Resolve { get; } =
        Cycle.Add(
            "resolve",
            new("处理异议", "resolve the objections"),
            Finance,
            [Objected],
            [OnNotice, Rejected],
            open => [new(CheckWords, open.State.Checked?.Subject)],
            awaited: _ => true
        );

    public static LifeAction<OpenClaim, ClaimStatus> Approve { get; } =
        Cycle.Add(
            "approve",
            new("批准", "approve"),
            Finance,
            [OnNotice],
            [Approved],
            open => [new(CheckWords, open.State.Checked?.Subject), new(SettleWords, open.State.Settlement?.By?.Subject)],
            needs: [NoticeIsOver],
            awaited: _ => true
        );

    public static LifeAction<OpenClaim, ClaimStatus> Pay { get; } =
        Cycle.Add("pay", new("拨付", "pay"), Finance, [Approved, PayFailed], [Approved, Paid], needs: [SomethingToPay], awaited: _ => true);

    public static LifeAction<OpenClaim, ClaimStatus> FailPayment { get; } =
        Cycle.Add("payFailed", new("登记拨付失败", "record that the payment failed"), Finance, [Approved, Paid], [PayFailed]);

    public static LifeAction<OpenClaim, ClaimStatus> Repay { get; } =
        Cycle.Add(
            "repay",
            new("登记退回", "record the repayment"),
            Finance,
            [ClawedBack],
            [ClawedBack, Paid],
            needs: [SomethingToRepay],
            awaited: _ => true
        );

    public static LifeAction<OpenClaim, ClaimStatus> Appeal { get; } =
        Cycle.Add("appeal", new("申诉", "appeal"), Claimant, [Rejected], [Appealed], needs: [FirstAppeal]);

    public static LifeAction<OpenClaim, ClaimStatus> DecideAppeal { get; } =
        Cycle.Add(
            "decideAppeal",
            new("处理申诉", "decide on the appeal"),
            Finance,
            [Appealed],
            [Submitted, Rejected],
            open => [new(RejectWords, open.State.Rejection?.By?.Subject)],
            awaited: _ => true
        );

    public static IReadOnlyList<LifeAction<OpenClaim, ClaimStatus>> All => Cycle.Actions;

    /// <summary>The actions for an answer about the claim; see <c>LifeCycle.ActionsFor</c>.</summary>
    public static IReadOnlyList<ActionView> ActionsFor(OpenClaim open, Caller caller) =>
        Cycle.ActionsFor(open, caller, $"/api/claims/{open.State.Id}");

    /// <summary>The actions for the claim's line in a list; see <c>LifeCycle.ListedFor</c>.</summary>
    public static IReadOnlyList<ListedActions> ListedFor(Claim claim, WorkingCalendar calendar)
    {
        var open = new OpenClaim(claim, calendar);
        return Cycle.ListedFor(
            new(
                claim.Beneficiary.Uscc,
                [Role.Finance],
                [claim.Checked?.Subject, claim.Settlement?.By?.Subject, claim.Rejection?.By?.Subject]
            ),
            open,
            open.Notice is { } notice ? [(notice.Until.AddDays(1), open with { Today = notice.Until.AddDays(1) })] : []
        );
    }

    private static Problem? EvidenceIsThere(OpenClaim open, Caller _) =>
        open.State.Evidence.Count(e => e.Size is null) is > 0 and var missing
            ? Problem.Of(Catalogue.EvidenceNotUploaded, ("count", missing))
            : null;

    private static Problem? NoRunIsNeeded(OpenClaim open, Caller _) =>
        open.State.NeedsRun == true ? Problem.Of(Catalogue.SettlementNeeded) : null;

    private static Problem? NoticeIsOver(OpenClaim open, Caller _) =>
        open.Notice is { } notice && !notice.IsOver(open.Today) ? Problem.Of(Catalogue.NoticeRunning, ("until", notice.Until)) : null;

    private static Problem? NoticeRuns(OpenClaim open, Caller _) =>
        open is { State.Status: OnNotice, Notice: { } notice } && (notice.EndedAt is not null || notice.IsOver(open.Today))
            ? Problem.Of(Catalogue.NoticeEnded, ("until", notice.Until))
            : null;

    private static Problem? MayTakeObjections(OpenClaim open, Caller _) =>
        open.State.Objections.Count(o => o.Resolution is null) >= MostObjections
            ? Problem.Of(Catalogue.TooManyObjections, ("most", MostObjections))
            : null;

    private static Problem? SomethingToPay(OpenClaim open, Caller _) =>
        PaymentPlan.Next(open.State) is null ? Problem.Of(Catalogue.NothingToPay) : null;

    private static Problem? SomethingToRepay(OpenClaim open, Caller _) =>
        open.State.ToRepay() == Yuan.Zero ? Problem.Of(Catalogue.NothingToRepay) : null;

    private static Problem? FirstAppeal(OpenClaim open, Caller _) =>
        open.State.Rejection!.Appeal is null ? null : Problem.Of(Catalogue.AppealUsed);
}
