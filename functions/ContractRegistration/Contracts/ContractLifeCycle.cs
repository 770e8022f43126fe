using static TechTransfer.ContractRegistration.Contracts.ContractStatus;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>
/// Who may do what in which status, for contracts and for changes of registered contracts. docs/lifecycle.md documents it.
/// </summary>
public static class ContractLifeCycle
{
    public static Actor<OpenContract> Filer { get; } =
        new(new("申请人", "the applicant"), (open, caller, action) => Access.Filer(open.State, caller, action));

    public static Actor<OpenContract> Registrar { get; } =
        Official(new("登记员", "a registrar"), new("其他登记员", "another registrar"), Role.Registrar);

    public static Actor<OpenContract> Approver { get; } =
        Official(new("审批人", "an approver"), new("其他审批人", "another approver"), Role.Approver);

    public static Actor<OpenContract> RegistrarOrApprover { get; } =
        Official(
            new("登记员或者审批人", "a registrar or an approver"),
            new("其他登记员或者审批人", "another registrar or approver"),
            Role.Registrar,
            Role.Approver
        );

    public static Actor<OpenContract> FilerOrFinance { get; } =
        new(
            new("申请人或者财政经办人", "the applicant or a finance officer"),
            (open, caller, action) =>
                caller.Is(Role.Finance) ? Access.Official(open.State, caller, Role.Finance) : Access.Filer(open.State, caller, action)
        );

    private static readonly LifeCycle<OpenContract, ContractStatus> Cycle = new(open => open.State.Status, status => status.Name());

    internal static Text AttachWords { get; } = new("上传材料", "upload attachments");

    private static readonly Text AcceptWords = new("受理", "accept"),
        AssessWords = new("审核", "assess"),
        ApproveWords = new("审批", "approve"),
        RegisterWords = new("登记", "register"),
        RefuseWords = new("不予登记", "refuse"),
        RevokeWords = new("提出撤销登记", "propose the revocation");

    public static LifeAction<OpenContract, ContractStatus> Replace { get; } =
        Cycle.Add(
            "replace",
            new("修改", "replace"),
            Filer,
            [ContractStatus.Draft, Returned],
            [ContractStatus.Draft, Returned],
            of: OpenVersionOf,
            route: ""
        );

    /// <summary>Also possible for a registered contract: the attachment is kept for the next change. During the examination, only what was
    /// promised at the submission.</summary>
    public static LifeAction<OpenContract, ContractStatus> Attach { get; } =
        Cycle.Add(
            "attachments",
            AttachWords,
            Filer,
            [ContractStatus.Draft, Submitted, Returned, Accepted, UnderReview, ExpertReview, Registered],
            [ContractStatus.Draft, Submitted, Returned, Accepted, UnderReview, ExpertReview, Registered],
            conditions: [Access.SomethingToFollow],
            awaited: open => Access.Outstanding(open.State).Any(),
            of: OpenVersionOf
        );

    public static LifeAction<OpenContract, ContractStatus> Submit { get; } =
        Cycle.Add(
            "submit",
            new("提交", "submit"),
            Filer,
            [ContractStatus.Draft, Returned],
            [Submitted],
            awaited: _ => true,
            of: OpenVersionOf
        );

    public static LifeAction<OpenContract, ContractStatus> Withdraw { get; } =
        Cycle.Add(
            "withdraw",
            new("撤回", "withdraw"),
            Filer,
            [ContractStatus.Draft, Submitted, Returned, Accepted, UnderReview, ExpertReview],
            [Withdrawn],
            of: OpenVersionOf
        );

    public static LifeAction<OpenContract, ContractStatus> Accept { get; } =
        Cycle.Add("accept", AcceptWords, Registrar, [Submitted], [Accepted], awaited: _ => true, of: OpenVersionOf);

    public static LifeAction<OpenContract, ContractStatus> Return { get; } =
        Cycle.Add(
            "return",
            new("要求补正", "request corrections"),
            Registrar,
            [Submitted, Accepted, UnderReview, ExpertReview],
            [Returned],
            conditions: [Access.Assigned],
            of: OpenVersionOf
        );

    public static LifeAction<OpenContract, ContractStatus> Assess { get; } =
        Cycle.Add(
            "assess",
            AssessWords,
            Registrar,
            [Accepted, UnderReview, ExpertReview],
            [UnderReview, ExpertReview],
            open => [Accepting(open)],
            conditions: [Access.Assigned],
            awaited: open => open.State.Assessment is null,
            of: OpenVersionOf
        );

    public static LifeAction<OpenContract, ContractStatus> Refer { get; } =
        Cycle.Add(
            "refer",
            new("提交专家评审", "refer to experts"),
            Registrar,
            [Accepted, UnderReview],
            [ExpertReview],
            conditions: [Access.Assigned],
            of: OpenVersionOf
        );

    /// <summary>Does not change the status: the approval is a condition for registering a large contract.</summary>
    public static LifeAction<OpenContract, ContractStatus> Approve { get; } =
        Cycle.Add(
            "approve",
            ApproveWords,
            Approver,
            [UnderReview, ExpertReview],
            [UnderReview, ExpertReview],
            open => [Accepting(open), Assessing(open)],
            needs: [Access.Assessed, Access.Large],
            awaited: open => open.State.Approved is null,
            of: OpenVersionOf
        );

    public static LifeAction<OpenContract, ContractStatus> Register { get; } =
        Cycle.Add(
            "register",
            RegisterWords,
            Registrar,
            [UnderReview, ExpertReview],
            [Decided],
            open => [Accepting(open), new(ApproveWords, open.State.Approved?.Subject)],
            conditions: [Access.Assigned, Access.NoObjection],
            needs: [Access.Assessed, Access.NothingToFollow, Access.TestsMet, Access.ApprovedIfLarge],
            awaited: _ => true,
            of: OpenVersionOf
        );

    public static LifeAction<OpenContract, ContractStatus> Refuse { get; } =
        Cycle.Add(
            "refuse",
            RefuseWords,
            Registrar,
            [Accepted, UnderReview, ExpertReview],
            [Refused],
            conditions: [Access.Assigned, Access.NoObjection],
            of: OpenVersionOf
        );

    /// <summary>The pending change has a status of its own; the contract stays registered.</summary>
    public static LifeAction<OpenContract, ContractStatus> Change { get; } =
        Cycle.Add(
            "change",
            new("申请变更", "apply for a change"),
            Filer,
            [Registered],
            [Registered],
            conditions: [Access.NoObjection, Access.NoOpenChange]
        );

    public static LifeAction<OpenContract, ContractStatus> Cancel { get; } =
        Cycle.Add(
            "cancel",
            new("申请注销", "apply for cancellation"),
            Filer,
            [Registered],
            [Cancelled],
            conditions: [Access.NoObjection, Access.NoOpenChange]
        );

    /// <summary>Does not change the status: the decision stays in force while the objection is open.</summary>
    public static LifeAction<OpenContract, ContractStatus> Object { get; } =
        Cycle.Add(
            "object",
            new("提出异议", "raise an objection"),
            FilerOrFinance,
            [Registered, Refused],
            [Registered, Refused],
            conditions: [Access.NoObjection]
        );

    public static LifeAction<OpenContract, ContractStatus> Resolve { get; } =
        Cycle.Add(
            "resolve",
            new("处理异议", "resolve the objection"),
            Registrar,
            [Registered, Refused],
            [Registered, Refused, Accepted],
            open => [new(open.State.Status == Refused ? RefuseWords : RegisterWords, open.State.Decided?.Subject), Assessing(open)],
            conditions: [Access.AnObjection],
            awaited: _ => true
        );

    public static LifeAction<OpenContract, ContractStatus> Correct { get; } =
        Cycle.Add(
            "correct",
            new("更正", "correct a clerical error"),
            Registrar,
            [Registered],
            [Registered],
            conditions: [Access.NoObjection, Access.NoOpenChange]
        );

    /// <summary>Proposes the revocation: another registrar confirms it.</summary>
    public static LifeAction<OpenContract, ContractStatus> Revoke { get; } =
        Cycle.Add("revoke", RevokeWords, Registrar, [Registered], [Registered], conditions: [Access.NoRevocationProposed]);

    public static LifeAction<OpenContract, ContractStatus> ConfirmRevocation { get; } =
        Cycle.Add(
            "confirmRevocation",
            new("确认撤销登记", "confirm the revocation"),
            Registrar,
            [Registered],
            [Registered, Revoked],
            open => [new(RevokeWords, open.State.RevocationProposal?.By.Subject)],
            conditions: [Access.RevocationProposed],
            awaited: _ => true
        );

    /// <summary>A registrar records the number once; an approver corrects it.</summary>
    public static LifeAction<OpenContract, ContractStatus> RecordNationalNumber { get; } =
        Cycle.Add(
            "national-number",
            new("录入全国登记编号", "record the national number"),
            RegistrarOrApprover,
            [Registered, Cancelled, Revoked],
            [Registered, Cancelled, Revoked],
            conditions: [Access.NumberIsTheCallers]
        );

    public static LifeAction<OpenContract, ContractStatus> Reassign { get; } =
        Cycle.Add(
            "reassign",
            new("移交", "reassign"),
            Registrar,
            [Accepted, UnderReview, ExpertReview],
            [Accepted, UnderReview, ExpertReview],
            of: OpenVersionOf
        );

    public static LifeAction<OpenContract, ContractStatus> Recuse { get; } =
        Cycle.Add(
            "recuse",
            new("回避", "recuse oneself"),
            RegistrarOrApprover,
            [Submitted, Returned, Accepted, UnderReview, ExpertReview, Registered],
            [Submitted, Returned, Accepted, UnderReview, ExpertReview, Registered],
            of: OpenVersionOf
        );

    public static IReadOnlyList<LifeAction<OpenContract, ContractStatus>> All => Cycle.Actions;

    /// <summary>The actions for an answer about the contract; see <c>LifeCycle.ActionsFor</c>.</summary>
    public static IReadOnlyList<ActionView> ActionsFor(OpenContract open, Caller caller) =>
        Cycle.ActionsFor(open, caller, $"/api/contracts/{open.State.Id}");

    /// <summary>The actions for the contract's line in a list; see <c>LifeCycle.ListedFor</c>.</summary>
    public static IReadOnlyList<ListedActions> ListedFor(OpenContract open)
    {
        var (state, version) = (open.State, OpenVersion.Of(open.State));
        return Cycle.ListedFor(
            new(
                state.Filer.Organisation,
                [Role.Registrar, Role.Approver, Role.Finance],
                [
                    version.Accepted?.Subject,
                    version.Assessed?.Subject,
                    version.Approved?.Subject,
                    version.AssignedTo,
                    .. version.Recused,
                    state.Assessed?.Subject,
                    state.Decided?.Subject,
                    state.AssignedTo,
                    state.RevocationProposal?.By.Subject,
                    .. state.Recused,
                ]
            ),
            open
        );
    }

    private static OpenContract OpenVersionOf(OpenContract open) => open with { State = OpenVersion.Of(open.State) };

    private static EarlierAct Accepting(OpenContract open) => new(AcceptWords, open.State.Accepted?.Subject);

    private static EarlierAct Assessing(OpenContract open) => new(AssessWords, open.State.Assessed?.Subject);

    private static Actor<OpenContract> Official(Text name, Text other, params Role[] roles) =>
        new(name, (open, caller, _) => Access.Official(open.State, caller, roles), other);
}
