namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>A claim is either of an entitlement or an application, not both and not neither.</summary>
    public static ProblemKind ClaimForm { get; } =
        new(
            "claim_form",
            422,
            new(
                "请提供 entitlementId 和 version（确认已核算的权益），或 policyId 和 contractIds（按通知申报），二者只能取其一。",
                "Give either entitlementId and version (to confirm what was worked out) or policyId and contractIds (an application under a call), not both and not neither."
            )
        );

    /// <summary>The entitlement does not exist, or is another organisation's.</summary>
    public static ProblemKind EntitlementNotFound { get; } =
        new(
            "entitlement_not_found",
            422,
            new("未找到该权益，请先查询本单位的权益清单。", "There is no such entitlement: look at your organisation's list first.")
        );

    /// <summary>The entitlement has changed since it was read.</summary>
    public static ProblemKind EntitlementStale { get; } =
        new(
            "entitlement_stale",
            409,
            new(
                "该权益已更新：您确认的是第 {version} 版，现行为第 {newest} 版，请核对新的金额后再确认。",
                "The entitlement has changed: you confirm version {version}, and {newest} stands. Look at the new amount and confirm that."
            )
        );

    /// <summary>This version of the entitlement has a claim.</summary>
    public static ProblemKind EntitlementClaimed { get; } =
        new(
            "entitlement_claimed",
            409,
            new(
                "该版本的权益已有申报（{claim}）；被不予兑付的，请提出申诉。",
                "This version of the entitlement has a claim ({claim}); if that was rejected, appeal against it."
            )
        );

    /// <summary>The entitlement fell, and the claim is about to follow it.</summary>
    public static ProblemKind EntitlementChanging { get; } =
        new(
            "entitlement_changing",
            409,
            new(
                "对应的权益刚有变动，申报金额正在更新，请稍后重试。",
                "The entitlement has just changed and the claim is being brought up to date: try again shortly."
            )
        );

    /// <summary>The policy takes applications only.</summary>
    public static ProblemKind ApplicationNeeded { get; } =
        new(
            "application_needed",
            409,
            new(
                "政策“{policy}”须在通知期内申报，请按 policyId 提交并附证明材料。",
                "The policy '{policy}' has a yearly call: apply by policyId, with the papers it asks for."
            )
        );

    /// <summary>The policy needs no application.</summary>
    public static ProblemKind ApplicationNotNeeded { get; } =
        new(
            "application_not_needed",
            409,
            new(
                "政策“{policy}”免申即享，请直接按 entitlementId 和 version 确认。",
                "The policy '{policy}' needs no application: confirm the entitlement by its id and version."
            )
        );

    /// <summary>The call has not begun.</summary>
    public static ProblemKind ApplicationNotOpen { get; } =
        new(
            "application_not_open",
            409,
            new(
                "{year} 年度的申报尚未开始，申报期为 {opens} 至 {closes}。",
                "The call for {year} has not begun: it runs from {opens} to {closes}."
            )
        );

    /// <summary>The call is over.</summary>
    public static ProblemKind ApplicationClosed { get; } =
        new(
            "application_closed",
            409,
            new(
                "{year} 年度的申报已结束，申报期为 {opens} 至 {closes}，逾期视为放弃。",
                "The call for {year} is over: it ran from {opens} to {closes}, and who is late has given it up."
            )
        );

    /// <summary>A contract named in an application is not one that the organisation can claim for.</summary>
    public static ProblemKind ContractNotClaimable { get; } =
        new(
            "contract_not_claimable",
            422,
            new(
                "该合同未登记，或本单位在其中不是该政策的奖励对象。",
                "The contract is not registered, or your organisation has not the role in it that the policy rewards."
            )
        );

    /// <summary>The policy gives the organisation nothing for the year.</summary>
    public static ProblemKind NothingToClaim { get; } =
        new(
            "nothing_to_claim",
            409,
            new(
                "按该政策本年度没有可申报的奖励，原因见权益说明。",
                "The policy gives nothing for this year; the entitlement's explanation says why."
            )
        );

    /// <summary>Other claims have all of it.</summary>
    public static ProblemKind AlreadyClaimed { get; } =
        new(
            "already_claimed",
            409,
            new(
                "该权益的金额已全部申报；后续到账形成的增加额可以补充申报。",
                "All of this entitlement is claimed already; what later money adds can be claimed as a supplement."
            )
        );

    /// <summary>Another policy of an exclusive group has been claimed.</summary>
    public static ProblemKind ExclusiveGroupTaken { get; } =
        new(
            "exclusive_group_taken",
            409,
            new(
                "本单位本年度已按“{group}”中的另一项政策申报，同类政策不重复享受。",
                "Your organisation has claimed under another policy of '{group}' for this year: they exclude each other."
            )
        );

    /// <summary>Papers that the policy asks for are missing.</summary>
    public static ProblemKind EvidenceMissing { get; } =
        new("evidence_missing", 422, new("缺少证明材料：{kinds}。", "Papers are missing: {kinds}."));

    /// <summary>Papers that were announced are not there yet.</summary>
    public static ProblemKind EvidenceNotUploaded { get; } =
        new(
            "evidence_not_uploaded",
            409,
            new(
                "申报时列出的 {count} 份证明材料尚未上传，暂不能审核。",
                "{count} of the papers that the claim announced are not uploaded yet: it cannot be checked."
            )
        );

    /// <summary>An uploaded paper is none of those that were announced.</summary>
    public static ProblemKind EvidenceNotAnnounced { get; } =
        new(
            "evidence_not_announced",
            422,
            new(
                "该文件（SHA-256 {sha}）不在申报时列出的证明材料之中，请核对文件。",
                "This document (SHA-256 {sha}) is none of the papers that the claim announced: check the file."
            )
        );

    /// <summary>Only the organisation that claims may do this.</summary>
    public static ProblemKind ClaimantOnly { get; } =
        new("claimant_only", 403, new("只有申报单位可以执行“{action}”。", "Only the organisation that claims may {action}."));

    /// <summary>The policy's claims are settled together.</summary>
    public static ProblemKind SettlementNeeded { get; } =
        new(
            "settlement_needed",
            409,
            new(
                "该政策设有预算或名次，须按年度统一核定（POST /settlements）。",
                "The policy has a budget or ranks its claims: they are settled together for the year (POST /settlements)."
            )
        );

    /// <summary>The public notice has not ended.</summary>
    public static ProblemKind NoticeRunning { get; } =
        new(
            "notice_running",
            409,
            new(
                "公示期至 {until}，期满无异议后才能批准。",
                "The public notice runs until {until}: approve after it has ended without an objection."
            )
        );

    /// <summary>The public notice has ended.</summary>
    public static ProblemKind NoticeEnded { get; } =
        new("notice_ended", 409, new("公示期已于 {until} 结束。", "The public notice ended on {until}."));

    /// <summary>There are objections enough.</summary>
    public static ProblemKind TooManyObjections { get; } =
        new(
            "too_many_objections",
            409,
            new("待处理的异议已达 {most} 件，请等待处理结果。", "{most} objections wait already: wait for what comes of them.")
        );

    /// <summary>An appeal is lodged once.</summary>
    public static ProblemKind AppealUsed { get; } =
        new("appeal_used", 409, new("该申报已申诉过一次，不能再次申诉。", "An appeal was lodged before; there is only one."));

    /// <summary>Nothing is due.</summary>
    public static ProblemKind NothingToPay { get; } =
        new("nothing_to_pay", 409, new("该申报没有应拨付的金额。", "Nothing is due on this claim."));

    /// <summary>Nothing is to be paid back.</summary>
    public static ProblemKind NothingToRepay { get; } =
        new("nothing_to_repay", 409, new("该申报没有应退回的金额。", "Nothing is to be paid back on this claim."));

    /// <summary>The money or the organisations' standing changed after the run was worked out.</summary>
    public static ProblemKind SettlementStale { get; } =
        new(
            "settlement_stale",
            409,
            new(
                "本次核定之后，预算或各单位已核定的金额发生了变化，请重新核定。",
                "Since this settlement was worked out, the budget or what organisations have settled has changed: settle anew."
            )
        );

    /// <summary>No claim is checked.</summary>
    public static ProblemKind NoClaimsToSettle { get; } =
        new("no_claims_to_settle", 409, new("该政策 {year} 年度没有已审核的申报。", "No claim under this policy is checked for {year}."));

    /// <summary>A run that is not finished was asked for its figures.</summary>
    public static ProblemKind SettlementRunning { get; } =
        new("settlement_running", 409, new("核定正在进行，请稍后重试。", "The settlement is under way: try again shortly."));
}
