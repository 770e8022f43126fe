namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>The official has recused themselves (回避) from this contract.</summary>
    public static ProblemKind Recused { get; } =
        new(
            "recused",
            403,
            new(
                "您已申请回避，不能再办理该事项；请由其他人员办理。",
                "You have recused yourself and can no longer handle this contract. Another person must handle it."
            )
        );

    /// <summary>The contract is assigned to another registrar, who alone may examine it.</summary>
    public static ProblemKind AssignedToAnother { get; } =
        new(
            "assigned_to_another",
            403,
            new(
                "该申请已移交其他登记员办理；需要由您继续办理的，请先办理移交手续。",
                "This contract has been assigned to another registrar. Have it reassigned to you first."
            )
        );

    /// <summary>The registration has an open objection (异议), which blocks all other actions.</summary>
    public static ProblemKind ObjectionStands { get; } =
        new(
            "objection_stands",
            409,
            new(
                "该合同登记有异议尚未处理完毕，不能办理其他事项；请先处理异议。",
                "An objection to this registration is open, so nothing else can be done. Resolve the objection first."
            )
        );

    /// <summary>The registration has no open objection that could be resolved.</summary>
    public static ProblemKind NoObjection { get; } =
        new(
            "no_objection",
            409,
            new(
                "该合同登记没有待处理的异议；请刷新后查看当前状态。",
                "There is no open objection to this registration. Refresh to see its current status."
            )
        );

    /// <summary>Another change (变更) of the contract is still being examined.</summary>
    public static ProblemKind ChangePending { get; } =
        new(
            "change_pending",
            409,
            new(
                "该合同有一项变更正在审核；请等待办结，或者先撤回该变更。",
                "A change of this contract is being examined. Wait for its outcome, or withdraw it first."
            )
        );

    /// <summary>A change or correction has the same content as the current registration.</summary>
    public static ProblemKind NothingChanged { get; } =
        new(
            "nothing_changed",
            422,
            new(
                "提交的内容与已登记的相同；请修改需要变更的内容后再提交。",
                "The content is the same as the registered content. Make the changes, then submit it."
            )
        );

    /// <summary>The contract has a national number already; only an approver may correct it.</summary>
    public static ProblemKind NationalNumberGiven { get; } =
        new(
            "national_number_given",
            409,
            new(
                "该合同已有全国登记编号{number}；需要更正的，请由审批人说明理由后办理。",
                "This contract already has the national number {number}. To correct it, an approver must give the reason."
            )
        );

    /// <summary>A registrar has proposed to revoke the registration (撤销), and another has not decided on it yet.</summary>
    public static ProblemKind RevocationProposed { get; } =
        new(
            "revocation_proposed",
            409,
            new(
                "该合同登记已提出撤销，待其他登记员确认；请先确认或者退回。",
                "The revocation of this registration is proposed already. Another registrar must confirm or reject it first."
            )
        );

    /// <summary>No registrar has proposed to revoke the registration.</summary>
    public static ProblemKind NoRevocationProposed { get; } =
        new(
            "no_revocation_proposed",
            409,
            new(
                "该合同登记没有待确认的撤销；请刷新后查看当前状态。",
                "No revocation of this registration is proposed. Refresh to see its current status."
            )
        );

    /// <summary>Attachments that were to follow after the submission (容缺) are still missing, so the contract cannot be registered.</summary>
    public static ProblemKind AttachmentsToFollow { get; } =
        new(
            "attachments_to_follow",
            409,
            new(
                "容缺材料尚未补齐，不能登记：{attachments}。请申请人补交，或者要求补正。",
                "Attachments that were to follow are missing, so the contract cannot be registered: {attachments}. The applicant sends them, or return the contract."
            )
        );

    /// <summary>A contract cannot be registered before all recognition tests of its kind are answered.</summary>
    public static ProblemKind TestsOpen { get; } =
        new(
            "tests_open",
            409,
            new(
                "审核中尚未填写以下认定条件，不能登记：{tests}。请重新审核并逐项填写。",
                "The assessment leaves recognition tests open, so the contract cannot be registered: {tests}. Assess it again and answer each."
            )
        );

    /// <summary>A contract cannot be registered when its assessment says that a recognition criterion is not met.</summary>
    public static ProblemKind TestNotMet { get; } =
        new(
            "test_not_met",
            409,
            new(
                "认定条件“{test}”在审核中记为不符合，不能登记；请重新审核，或者决定不予登记。",
                "The assessment records that the criterion '{test}' is not met, so the contract cannot be registered. Assess it "
                    + "again, or refuse the registration."
            )
        );
}
