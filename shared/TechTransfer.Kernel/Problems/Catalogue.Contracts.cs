namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>A contract with the same parties, title, value and signing date has been filed before.</summary>
    public static ProblemKind DuplicateContract { get; } =
        new(
            "duplicate_contract",
            409,
            new(
                "当事人、项目名称、金额和签订日期都相同的合同已经提交登记，同一合同只能登记一次；确属另一份合同的，请核对项目名称和签订日期。",
                "A contract with the same parties, project name, value and signing date was already submitted, and a contract "
                    + "can be registered only once. If this is another contract, check the project name and signing date."
            )
        );

    /// <summary>The caller has done an earlier step that must have been done by another person, such as assessing before
    /// approving.</summary>
    public static ProblemKind TwoPersonRule { get; } =
        new(
            "two_person_rule",
            403,
            new(
                "您已办理该事项的“{done}”，“{action}”须由其他人员办理；请移交其他人员。",
                "You have already carried out '{done}' for this contract, so another person must carry out '{action}'. Reassign "
                    + "it to someone else."
            )
        );

    /// <summary>A large contract cannot be registered before an approver has approved it.</summary>
    public static ProblemKind ApprovalNeeded { get; } =
        new(
            "approval_needed",
            409,
            new(
                "该合同属于大额合同（{basis}不低于{threshold}元），登记前须由审批人批准；请先提交审批。",
                "This is a large contract ({basis} of at least {threshold} yuan), which an approver must approve before "
                    + "registration. Submit it for approval first."
            )
        );

    /// <summary>Only large contracts can be approved; this one is below the threshold.</summary>
    public static ProblemKind ApprovalNotNeeded { get; } =
        new(
            "approval_not_needed",
            409,
            new(
                "该合同未达到大额标准，无需审批；请直接登记。",
                "This contract is below the limit for large contracts and needs no approval. Register it."
            )
        );

    /// <summary>A contract cannot be approved or registered before its technical amount has been assessed (核定).</summary>
    public static ProblemKind NotAssessed { get; } =
        new(
            "not_assessed",
            409,
            new("该合同尚未核定技术交易额；请先核定。", "The technical amount of this contract has not been assessed. Assess it first.")
        );

    /// <summary>The action is reserved for the organisation that filed the contract.</summary>
    public static ProblemKind FilerOnly { get; } =
        new(
            "filer_only",
            403,
            new(
                "“{action}”只能由申请人办理；请由申请人的人员登录后办理。",
                "Only the applicant can {action}. A user of the applicant must sign in and do this."
            )
        );

    /// <summary>The caller's organisation is not a party that may file this contract.</summary>
    public static ProblemKind FilerNotEntitled { get; } =
        new(
            "filer_not_entitled",
            422,
            new(
                "您所代表的单位不能申请登记该合同：由卖方或者中介方申请；卖方在境外的，由境内买方申请。请核对各方的统一社会信用代码。",
                "Your organisation cannot apply for registration of this contract. The seller or the intermediary applies, or "
                    + "the domestic buyer if the seller is abroad. Check the parties' unified social credit codes."
            )
        );
}
