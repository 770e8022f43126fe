namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>A claim must either confirm an entitlement or apply under a policy; the body has both, neither, or fields of the other
    /// form.</summary>
    public static ProblemKind ClaimForm { get; } =
        new(
            "claim_form",
            422,
            new(
                "请选择一种申报方式：免申即享的，确认已测算的奖励；需要申报的，选择政策和合同；两种方式不能同时使用（字段：entitlementId、version或policyId、contractIds）。",
                "Choose one way to claim: confirm a calculated entitlement, or apply under a policy for chosen contracts, not "
                    + "both (fields: entitlementId and version, or policyId and contractIds)."
            )
        );

    /// <summary>The entitlement to be confirmed does not exist, or belongs to an organisation that the caller does not act for.</summary>
    public static ProblemKind EntitlementNotFound { get; } =
        new(
            "entitlement_not_found",
            422,
            new(
                "未找到该项可享奖励；请先查看本单位的可享奖励清单。",
                "There is no such entitlement. Look at your organisation's list of entitlements first."
            )
        );

    /// <summary>The claimant confirmed an older version of the entitlement than the current one.</summary>
    public static ProblemKind EntitlementStale { get; } =
        new(
            "entitlement_stale",
            409,
            new(
                "该项可享奖励已更新：您确认的是第{version}版，目前有效的是第{newest}版；请核对新的金额后再确认。",
                "The entitlement has changed: you confirmed version {version}, and version {newest} is current. Check the new "
                    + "amount and confirm it."
            )
        );

    /// <summary>A claim on this version of the entitlement exists that has not been withdrawn.</summary>
    public static ProblemKind EntitlementClaimed { get; } =
        new(
            "entitlement_claimed",
            409,
            new(
                "该版本的可享奖励已有申报（{claim}）；申报未获兑付的，可以提出申诉。",
                "This version of the entitlement already has a claim ({claim}). If the claim was rejected, you can appeal."
            )
        );

    /// <summary>The entitlement has just fallen below the claimed amounts, and the claim is about to be adjusted.</summary>
    public static ProblemKind EntitlementChanging { get; } =
        new(
            "entitlement_changing",
            409,
            new(
                "对应的可享奖励刚有变动，申报金额正在更新；请稍后重试。",
                "The entitlement has just changed and the claim is being updated. Try again shortly."
            )
        );

    /// <summary>An entitlement was confirmed under a policy that requires an application.</summary>
    public static ProblemKind ApplicationNeeded { get; } =
        new(
            "application_needed",
            409,
            new(
                "“{policy}”需要申报；请在申报期内提交申报并附证明材料。",
                "The policy '{policy}' requires an application. Apply during its call and attach the required evidence."
            )
        );

    /// <summary>An application was filed under a policy whose entitlements only need to be confirmed.</summary>
    public static ProblemKind ApplicationNotNeeded { get; } =
        new(
            "application_not_needed",
            409,
            new(
                "“{policy}”免申即享，无需申报；请在可享奖励清单中直接确认。",
                "The policy '{policy}' requires no application. Confirm the entitlement in your list."
            )
        );

    /// <summary>An application was filed before the policy's application period for the year.</summary>
    public static ProblemKind ApplicationNotOpen { get; } =
        new(
            "application_not_open",
            409,
            new(
                "{year}年度的申报尚未开始；请在申报期（{opens}至{closes}）内提交。",
                "The call for {year} has not opened. Apply in its period, {opens} to {closes}."
            )
        );

    /// <summary>An application was filed after the policy's application period for the year.</summary>
    public static ProblemKind ApplicationClosed { get; } =
        new(
            "application_closed",
            409,
            new(
                "{year}年度的申报已结束（申报期为{opens}至{closes}），逾期视为放弃；有疑问的，请联系财政经办人。",
                "The call for {year} has closed (it ran from {opens} to {closes}), and late applications are not accepted. If in "
                    + "doubt, contact the finance officer."
            )
        );

    /// <summary>An application names a contract that is not registered, or in which the policy does not reward the claimant.</summary>
    public static ProblemKind ContractNotClaimable { get; } =
        new(
            "contract_not_claimable",
            422,
            new(
                "该合同未登记，或者本单位不是该政策在该合同中的奖励对象；请核对合同和所选政策。",
                "The contract is not registered, or your organisation is not the party that this policy rewards. Check the "
                    + "contract and the policy."
            )
        );

    /// <summary>The policy gives the claimant no entitlement for the year, or one of zero.</summary>
    public static ProblemKind NothingToClaim { get; } =
        new(
            "nothing_to_claim",
            409,
            new(
                "按该政策，本单位本年度没有可申报的奖励；原因请查看测算说明。",
                "Under this policy your organisation has nothing to claim for this year. The entitlement's explanation says why."
            )
        );

    /// <summary>Earlier claims have used the whole amount of the entitlement.</summary>
    public static ProblemKind AlreadyClaimed { get; } =
        new(
            "already_claimed",
            409,
            new(
                "该项可享奖励的金额已全部申报，无需重复办理；以后到账形成的增加额可以补充申报。",
                "The whole entitlement has been claimed already. Increases from later receipts can be claimed in addition."
            )
        );

    /// <summary>The organisation has claimed for the year under another policy of the same group, of which only one may be used.</summary>
    public static ProblemKind ExclusiveGroupTaken { get; } =
        new(
            "exclusive_group_taken",
            409,
            new(
                "本单位本年度已按政策“{policy}”申报（申报编号：{claim}），同类政策不重复享受；需要改选的，请先撤回该申报。",
                "Your organisation has already claimed under the policy '{policy}' for this year (claim {claim}), and the two policies exclude each other. To choose this one, withdraw that claim first."
            )
        );

    /// <summary>A claim lacks kinds of evidence that the policy requires.</summary>
    public static ProblemKind EvidenceMissing { get; } =
        new(
            "evidence_missing",
            422,
            new("缺少证明材料：{kinds}；请补充后重新提交。", "Evidence is missing: {kinds}. Add it and submit again.")
        );

    /// <summary>A claim cannot be checked while files that it lists as evidence have not been uploaded.</summary>
    public static ProblemKind EvidenceNotUploaded { get; } =
        new(
            "evidence_not_uploaded",
            409,
            new(
                "申报时列出的证明材料还有{count}份未上传，暂不能审核；请申报单位先上传。",
                "{count} of the pieces of evidence listed in the claim have not been uploaded, so the claim cannot be checked "
                    + "yet. The claimant must upload them first."
            )
        );

    /// <summary>The uploaded file's hash is not among the evidence listed in the claim.</summary>
    public static ProblemKind EvidenceNotAnnounced { get; } =
        new(
            "evidence_not_announced",
            422,
            new(
                "上传的文件与申报时所列材料不一致；请上传申报时选定的文件，文件已修改的，请撤回后重新申报（文件校验值：{sha}）。",
                "The uploaded file differs from the files listed in the claim. Upload the file that was chosen when claiming; if "
                    + "it has changed, withdraw the claim and claim again (file checksum: {sha})."
            )
        );

    /// <summary>The action is reserved for the claiming organisation.</summary>
    public static ProblemKind ClaimantOnly { get; } =
        new(
            "claimant_only",
            403,
            new(
                "“{action}”只能由申报单位办理；请由申报单位的人员登录后办理。",
                "Only the claimant can {action}. A user of the claimant must do this."
            )
        );

    /// <summary>The claiming organisation cannot object to the public notice of its own claim.</summary>
    public static ProblemKind OwnClaim { get; } =
        new(
            "own_claim",
            403,
            new(
                "不能对本单位的申报提出异议；不再需要的，请撤回申报，对结果有异议的，可以在不予兑付后申诉。",
                "You cannot object to your own organisation's claim. Withdraw it, or appeal if it is rejected."
            )
        );

    /// <summary>A claim cannot be settled by itself when its policy has a budget, a ranking or a cap per organisation.</summary>
    public static ProblemKind SettlementNeeded { get; } =
        new(
            "settlement_needed",
            409,
            new(
                "该政策设有预算或名次，须按年度统一核定；请由财政经办人在年度核定中办理。",
                "The policy has a budget or ranks its claims, so its claims are settled together for the year. A finance officer "
                    + "does this in the yearly settlement."
            )
        );

    /// <summary>A claim cannot be approved before the end of its public notice (公示).</summary>
    public static ProblemKind NoticeRunning { get; } =
        new(
            "notice_running",
            409,
            new(
                "公示期至{until}，期满无异议后方可批准；请在公示期满后办理。",
                "The public notice runs until {until}. Approve after it has ended without an objection."
            )
        );

    /// <summary>An objection to a claim was raised after the end of the public notice (公示).</summary>
    public static ProblemKind NoticeEnded { get; } =
        new(
            "notice_ended",
            409,
            new(
                "公示期已于{until}届满，不再受理异议；对结果有异议的，请联系财政经办人。",
                "The public notice ended on {until}, so objections are no longer accepted. If in doubt, contact the finance officer."
            )
        );

    /// <summary>The claim already has the largest allowed number of unresolved objections.</summary>
    public static ProblemKind TooManyObjections { get; } =
        new(
            "too_many_objections",
            409,
            new(
                "待处理的异议已达{most}项；请等待处理结果后再提出。",
                "The limit of {most} open objections is reached. Wait for their outcome, then raise the objection."
            )
        );

    /// <summary>A rejected claim can be appealed only once.</summary>
    public static ProblemKind AppealUsed { get; } =
        new(
            "appeal_used",
            409,
            new(
                "该申报已申诉过一次，不能再次申诉；对申诉处理结果仍有异议的，请向奖励主管部门咨询依法可以采取的救济途径。",
                "This claim has already been appealed once and cannot be appealed again. "
                    + "If you still disagree with the outcome, ask the reward office which legal remedies remain."
            )
        );

    /// <summary>A payment was requested for a claim of which no part is payable at present.</summary>
    public static ProblemKind NothingToPay { get; } =
        new(
            "nothing_to_pay",
            409,
            new(
                "该申报没有应拨付的金额；请查看申报状态和核定金额。",
                "Nothing is due on this claim. Check its status and its settled amount."
            )
        );

    /// <summary>A repayment was recorded for a claim that owes none.</summary>
    public static ProblemKind NothingToRepay { get; } =
        new(
            "nothing_to_repay",
            409,
            new(
                "该申报没有应退回的金额；请查看申报状态和核定金额。",
                "Nothing has to be repaid on this claim. Check its status and its settled amount."
            )
        );

    /// <summary>A settlement cannot be closed, because the budget or settled amounts have changed since it was calculated.</summary>
    public static ProblemKind SettlementStale { get; } =
        new(
            "settlement_stale",
            409,
            new(
                "本次核定之后，预算或者各单位已核定的金额发生了变化；请重新核定。",
                "The budget or the settled amounts have changed since this settlement was calculated. Settle again."
            )
        );

    /// <summary>A settlement cannot be closed when it contains no checked claim.</summary>
    public static ProblemKind NoClaimsToSettle { get; } =
        new(
            "no_claims_to_settle",
            409,
            new(
                "该政策{year}年度没有已审核的申报；请先审核申报。",
                "No claim under this policy has been checked for {year}. Check the claims first."
            )
        );

    /// <summary>The results of a settlement were requested, or its closing, while it is still being calculated.</summary>
    public static ProblemKind SettlementRunning { get; } =
        new("settlement_running", 409, new("年度核定正在进行；请稍后重试。", "The yearly settlement is running. Try again shortly."));
}
