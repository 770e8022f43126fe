namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>An intellectual property right can belong to one achievement only, and another one in force has it.</summary>
    public static ProblemKind RightTaken { get; } =
        new(
            "right_taken",
            409,
            new(
                "该项权利已登记在另一项有效的成果之下，一项权利只能属于一项成果；请核对号码，或者先注销原成果。",
                "This right is registered under another achievement in force, and a right belongs to one achievement only. Check "
                    + "its number, or close the other achievement first."
            )
        );

    /// <summary>The achievement has been closed (注销), which allows no further changes.</summary>
    public static ProblemKind AchievementClosed { get; } =
        new(
            "achievement_closed",
            409,
            new(
                "该成果已注销，不能再办理；请另行登记成果。",
                "This achievement is closed and can no longer be changed. Register a new achievement."
            )
        );

    /// <summary>A change of right holder was recorded for a grant that leaves all registered rights with their holders.</summary>
    public static ProblemKind RightHolderStays { get; } =
        new(
            "right_holder_stays",
            409,
            new(
                "该项赋权不改变登记在册的权利人，无需登记变更；请直接办理生效。",
                "This grant does not change a registered right holder, so there is nothing to record. Put it into force."
            )
        );

    /// <summary>A grant of ownership cannot enter into force before the new right holders have been recorded.</summary>
    public static ProblemKind RightHolderMissing { get; } =
        new(
            "right_holder_missing",
            409,
            new(
                "赋予所有权须先登记权利人变更；请先登记变更，再办理生效。",
                "A grant of ownership requires the change of right holder to be recorded first. Record it, then put the grant into force."
            )
        );

    /// <summary>A grant without an end date cannot be extended.</summary>
    public static ProblemKind NoTerm { get; } =
        new(
            "no_term",
            409,
            new(
                "该项赋权没有期限，无需续期；请核对赋权方式。",
                "This grant has no term, so it cannot be extended. Check the type of the grant."
            )
        );

    /// <summary>A grant cannot be extended, under its rules, before a conversion contract is linked.</summary>
    public static ProblemKind NoConversionYet { get; } =
        new(
            "no_conversion_yet",
            409,
            new(
                "尚无有效的转化合同，不能续期；请先关联已登记的转化合同。",
                "There is no valid conversion contract, so the grant cannot be extended. Link a registered conversion contract first."
            )
        );

    /// <summary>A grant with a valid conversion cannot be taken back.</summary>
    public static ProblemKind Converted { get; } =
        new(
            "converted",
            409,
            new(
                "该成果已有有效的转化合同，不能收回；需要终止赋权的，请由双方协商终止。",
                "The achievement has a valid conversion contract, so the grant cannot be withdrawn. To end the grant, both sides "
                    + "must agree on its termination."
            )
        );

    /// <summary>An unused grant can be taken back only after a period that the rules set.</summary>
    public static ProblemKind TakeBackTooEarly { get; } =
        new(
            "take_back_too_early",
            409,
            new(
                "最早可于{on}收回，参考{citation}；请到期后办理。",
                "The grant can be withdrawn from {on} (reference: {citation}). Try again then."
            )
        );

    /// <summary>An achievement cannot be closed while grants of it are unfinished.</summary>
    public static ProblemKind GrantsOpen { get; } =
        new(
            "grants_open",
            409,
            new(
                "该成果还有未办结的赋权，不能注销；请先办结。",
                "Grants of this achievement are still in progress, so it cannot be closed. Complete them first."
            )
        );

    /// <summary>A contract cannot be linked as a conversion after its registration was cancelled or revoked.</summary>
    public static ProblemKind ContractNoLongerRegistered { get; } =
        new(
            "contract_fallen",
            409,
            new(
                "该合同的登记已注销或者撤销，不能作为转化合同；请选择登记有效的合同。",
                "The contract's registration was cancelled or revoked, so it cannot be linked. Choose a contract whose "
                    + "registration is in force."
            )
        );

    /// <summary>The contract is already linked to the achievement as a valid conversion.</summary>
    public static ProblemKind AlreadyConverted { get; } =
        new(
            "already_converted",
            409,
            new(
                "该合同已是本成果的转化合同，无需重复关联。",
                "The contract is already a conversion contract of this achievement. There is nothing to do."
            )
        );
}
