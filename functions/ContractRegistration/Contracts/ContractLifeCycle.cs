using static TechTransfer.ContractRegistration.Contracts.ContractStatus;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>
/// Who may do what in which status, for contracts and for changes of registered contracts. docs/lifecycle.md documents it.
/// </summary>
public static class ContractLifeCycle
{
    public static Actor<Contract> Filer { get; } = new(new("申请人", "the applicant"), Access.Filer);

    public static Actor<Contract> Registrar { get; } = Official(new("登记员", "a registrar"), Role.Registrar);

    public static Actor<Contract> Approver { get; } = Official(new("审批人", "the approver"), Role.Approver);

    public static Actor<Contract> RegistrarOrApprover { get; } =
        Official(new("登记员或者审批人", "a registrar or the approver"), Role.Registrar, Role.Approver);

    public static Actor<Contract> FilerOrFinance { get; } =
        new(
            new("申请人或者财政经办人", "the applicant or a finance officer"),
            (state, caller, action) =>
                caller.Is(Role.Finance) ? Access.Official(state, caller, Role.Finance) : Access.Filer(state, caller, action)
        );

    private static readonly LifeCycle<Contract, ContractStatus> Cycle = new(state => state.Status, status => status.Name());

    private static readonly Text AcceptWords = new("受理", "accept"),
        AssessWords = new("审核", "assess"),
        ApproveWords = new("审批", "approve"),
        RegisterWords = new("登记", "register"),
        RefuseWords = new("不予登记", "refuse");

    public static LifeAction<Contract, ContractStatus> Replace { get; } =
        Cycle.Add("replace", new("修改", "replace"), Filer, [ContractStatus.Draft, Returned], [ContractStatus.Draft, Returned]);

    /// <summary>Also possible for a registered contract: the attachment is kept for the next change.</summary>
    public static LifeAction<Contract, ContractStatus> Attach { get; } =
        Cycle.Add(
            "attachments",
            new("上传材料", "upload attachments"),
            Filer,
            [ContractStatus.Draft, Returned, Registered],
            [ContractStatus.Draft, Returned, Registered]
        );

    public static LifeAction<Contract, ContractStatus> Submit { get; } =
        Cycle.Add("submit", new("提交", "submit"), Filer, [ContractStatus.Draft, Returned], [Submitted]);

    public static LifeAction<Contract, ContractStatus> Withdraw { get; } =
        Cycle.Add(
            "withdraw",
            new("撤回", "withdraw"),
            Filer,
            [ContractStatus.Draft, Submitted, Returned, Accepted, UnderReview, ExpertReview],
            [Withdrawn]
        );

    public static LifeAction<Contract, ContractStatus> Accept { get; } =
        Cycle.Add("accept", AcceptWords, Registrar, [Submitted], [Accepted]);

    public static LifeAction<Contract, ContractStatus> Return { get; } =
        Cycle.Add(
            "return",
            new("要求补正", "request corrections"),
            Registrar,
            [Submitted, Accepted, UnderReview, ExpertReview],
            [Returned],
            null,
            Access.Assigned
        );

    public static LifeAction<Contract, ContractStatus> Assess { get; } =
        Cycle.Add(
            "assess",
            AssessWords,
            Registrar,
            [Accepted, UnderReview, ExpertReview],
            [UnderReview, ExpertReview],
            state => [Accepting(state)],
            Access.Assigned
        );

    public static LifeAction<Contract, ContractStatus> Refer { get; } =
        Cycle.Add(
            "refer",
            new("提交专家评审", "refer to experts"),
            Registrar,
            [Accepted, UnderReview],
            [ExpertReview],
            null,
            Access.Assigned
        );

    /// <summary>Does not change the status: the approval is a condition for registering a large contract.</summary>
    public static LifeAction<Contract, ContractStatus> Approve { get; } =
        Cycle.Add(
            "approve",
            ApproveWords,
            Approver,
            [UnderReview, ExpertReview],
            [UnderReview, ExpertReview],
            state => [Accepting(state), Assessing(state)]
        );

    public static LifeAction<Contract, ContractStatus> Register { get; } =
        Cycle.Add(
            "register",
            RegisterWords,
            Registrar,
            [UnderReview, ExpertReview],
            [Decided],
            state => [Accepting(state), new(ApproveWords, state.Approved?.Subject)],
            Access.Assigned,
            Access.NoObjection
        );

    public static LifeAction<Contract, ContractStatus> Refuse { get; } =
        Cycle.Add(
            "refuse",
            RefuseWords,
            Registrar,
            [Accepted, UnderReview, ExpertReview],
            [Refused],
            null,
            Access.Assigned,
            Access.NoObjection
        );

    /// <summary>The pending change has a status of its own; the contract stays registered.</summary>
    public static LifeAction<Contract, ContractStatus> Change { get; } =
        Cycle.Add(
            "change",
            new("申请变更", "apply for a change"),
            Filer,
            [Registered],
            [Registered],
            null,
            Access.NoObjection,
            Access.NoOpenChange
        );

    public static LifeAction<Contract, ContractStatus> Cancel { get; } =
        Cycle.Add(
            "cancel",
            new("申请注销", "apply for cancellation"),
            Filer,
            [Registered],
            [Cancelled],
            null,
            Access.NoObjection,
            Access.NoOpenChange
        );

    /// <summary>Does not change the status: the decision stays in force while the objection is open.</summary>
    public static LifeAction<Contract, ContractStatus> Object { get; } =
        Cycle.Add(
            "object",
            new("提出异议", "raise an objection"),
            FilerOrFinance,
            [Registered, Refused],
            [Registered, Refused],
            null,
            Access.NoObjection
        );

    public static LifeAction<Contract, ContractStatus> Resolve { get; } =
        Cycle.Add(
            "resolve",
            new("处理异议", "resolve the objection"),
            Registrar,
            [Registered, Refused],
            [Registered, Refused, Accepted],
            state => [new(state.Status == Refused ? RefuseWords : RegisterWords, state.Decided?.Subject), Assessing(state)],
            Access.AnObjection
        );

    public static LifeAction<Contract, ContractStatus> Correct { get; } =
        Cycle.Add(
            "correct",
            new("更正", "correct a clerical error"),
            Registrar,
            [Registered],
            [Registered],
            null,
            Access.NoObjection,
            Access.NoOpenChange
        );

    public static LifeAction<Contract, ContractStatus> Revoke { get; } =
        Cycle.Add("revoke", new("撤销登记", "revoke the registration"), Registrar, [Registered], [Revoked]);

    public static LifeAction<Contract, ContractStatus> RecordNationalNumber { get; } =
        Cycle.Add(
            "national-number",
            new("录入全国登记编号", "record the national number"),
            RegistrarOrApprover,
            [Registered, Cancelled, Revoked],
            [Registered, Cancelled, Revoked]
        );

    public static LifeAction<Contract, ContractStatus> Reassign { get; } =
        Cycle.Add(
            "reassign",
            new("移交", "reassign"),
            Registrar,
            [Accepted, UnderReview, ExpertReview],
            [Accepted, UnderReview, ExpertReview]
        );

    public static LifeAction<Contract, ContractStatus> Recuse { get; } =
        Cycle.Add(
            "recuse",
            new("回避", "recuse oneself"),
            RegistrarOrApprover,
            [Submitted, Returned, Accepted, UnderReview, ExpertReview, Registered],
            [Submitted, Returned, Accepted, UnderReview, ExpertReview, Registered]
        );

    public static IReadOnlyList<LifeAction<Contract, ContractStatus>> All => Cycle.Actions;

    private static EarlierAct Accepting(Contract state) => new(AcceptWords, state.Accepted?.Subject);

    private static EarlierAct Assessing(Contract state) => new(AssessWords, state.Assessed?.Subject);

    private static Actor<Contract> Official(Text name, params Role[] roles) =>
        new(name, (state, caller, _) => Access.Official(state, caller, roles));
}
