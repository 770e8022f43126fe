namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>The same contract is filed already.</summary>
    public static ProblemKind DuplicateContract { get; } =
        new(
            "duplicate_contract",
            409,
            new(
                "当事人、项目名称、金额和签订日期都相同的合同已经提交登记，同一合同只能登记一次；如确属另一份合同，请核对项目名称和签订日期。",
                "A contract with the same parties, title, value and signing date has been filed already; one contract is registered once. If this is another contract, check its title and signing date."
            )
        );

    /// <summary>The person took part in a step that must be another person's.</summary>
    public static ProblemKind TwoPersonRule { get; } =
        new(
            "two_person_rule",
            403,
            new(
                "您已办理本案的“{done}”，“{action}”须由其他人员办理。",
                "You did the step '{done}' on this case; '{action}' must be done by another person."
            )
        );

    /// <summary>A large case was to be registered without an approval.</summary>
    public static ProblemKind ApprovalNeeded { get; } =
        new(
            "approval_needed",
            409,
            new(
                "本案属于大额合同（{basis}不低于 {threshold} 元），登记前须由审批人批准。",
                "This is a large case ({basis} of at least {threshold} yuan): an approver must approve it before it is registered."
            )
        );

    /// <summary>A case that is not large was to be approved.</summary>
    public static ProblemKind ApprovalNotNeeded { get; } =
        new(
            "approval_not_needed",
            409,
            new(
                "本案未达到大额标准，无需审批，可直接登记。",
                "This case is below the line for large ones: it needs no approval and can be registered."
            )
        );

    /// <summary>The case has no assessment yet.</summary>
    public static ProblemKind NotAssessed { get; } =
        new(
            "not_assessed",
            409,
            new("本案尚未核定技术交易额，请先审核。", "The technical amount of this case is not assessed yet: assess it first.")
        );

    /// <summary>Only the organisation that filed the case may do this.</summary>
    public static ProblemKind FilerOnly { get; } =
        new(
            "filer_only",
            403,
            new("只有本案的申报单位可以执行“{action}”。", "Only the organisation that filed this case may {action} it.")
        );

    /// <summary>The organisation is not the one that files this contract.</summary>
    public static ProblemKind FilerNotEntitled { get; } =
        new(
            "filer_not_entitled",
            422,
            new(
                "您所代表的单位不是本合同的登记主体：合同由卖方或中介方申报；卖方在境外的，由境内买方申报。请核对各方的统一社会信用代码。",
                "Your organisation does not file this contract: the seller or the intermediary does, and for a seller abroad the domestic buyer. Check the parties' unified social credit codes."
            )
        );
}
