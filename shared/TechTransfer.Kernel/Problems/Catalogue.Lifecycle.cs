namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>The caller stepped back from the case.</summary>
    public static ProblemKind Recused { get; } =
        new("recused", 403, new("您已回避本案，不能再办理。", "You stepped back from this case and take no further part in it."));

    /// <summary>The case was given to another registrar.</summary>
    public static ProblemKind AssignedToAnother { get; } =
        new(
            "assigned_to_another",
            403,
            new(
                "本案已移交其他登记员办理；如需由您办理，请先移交给您。",
                "This case was given to another registrar: have it reassigned to you first."
            )
        );

    /// <summary>An objection stands against the decision.</summary>
    public static ProblemKind ObjectionStands { get; } =
        new(
            "objection_stands",
            409,
            new(
                "本案的异议尚未处理完毕，处理之前不能办理其他事项。",
                "An objection stands on this case: it is resolved before anything else is done."
            )
        );

    /// <summary>There is no objection to resolve.</summary>
    public static ProblemKind NoObjection { get; } =
        new("no_objection", 409, new("本案没有待处理的异议。", "There is no objection to resolve on this case."));

    /// <summary>A change is under examination.</summary>
    public static ProblemKind ChangePending { get; } =
        new(
            "change_pending",
            409,
            new(
                "本案有一项变更正在审核，请待其办结，或先撤回该变更。",
                "A change of this contract is under examination: wait for its end, or withdraw it first."
            )
        );

    /// <summary>What was sent changes nothing.</summary>
    public static ProblemKind NothingChanged { get; } =
        new(
            "nothing_changed",
            422,
            new(
                "提交的内容与已登记的相同，没有需要变更的地方。",
                "What was sent is the same as what is registered: there is nothing to change."
            )
        );

    /// <summary>The case has a national number already.</summary>
    public static ProblemKind NationalNumberGiven { get; } =
        new(
            "national_number_given",
            409,
            new(
                "本案已有全国登记编号 {number}；如需更正，由审批人员说明理由后办理。",
                "This case has the national number {number} already: the approver puts another in its place, with the reason."
            )
        );

    /// <summary>A recognition test is not met, so the contract cannot be registered.</summary>
    public static ProblemKind TestNotMet { get; } =
        new(
            "test_not_met",
            409,
            new(
                "认定条件“{test}”在审核中记为不符合，不能登记；请重新审核，或不予登记。",
                "The assessment says that the test '{test}' is not met: assess it again, or refuse to register."
            )
        );
}
