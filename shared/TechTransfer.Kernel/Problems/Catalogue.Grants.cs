namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>A right stands under another achievement in force.</summary>
    public static ProblemKind RightTaken { get; } =
        new(
            "right_taken",
            409,
            new(
                "该项权利已登记在另一项有效的成果之下，一项权利只能属于一项成果；请核对号码，或先注销原成果。",
                "This right stands under another achievement in force; a right belongs to one. Check its number, or close the other achievement first."
            )
        );

    /// <summary>The achievement was taken off the books.</summary>
    public static ProblemKind AchievementClosed { get; } =
        new("achievement_closed", 409, new("该成果已注销，不能再办理。", "This achievement is closed: nothing more is done on it."));

    /// <summary>No right that an office keeps changes hands.</summary>
    public static ProblemKind RightHolderStays { get; } =
        new(
            "right_holder_stays",
            409,
            new(
                "该赋权不改变登记在册的权利人，无需登记变更，可直接生效。",
                "This grant changes no holder that an office keeps: nothing is to be recorded, it can come into force."
            )
        );

    /// <summary>The new holders are not on record.</summary>
    public static ProblemKind RightHolderMissing { get; } =
        new(
            "right_holder_missing",
            409,
            new(
                "赋予所有权须先登记权利人变更，方可生效。",
                "Ownership is granted: record the new right holders first, then it comes into force."
            )
        );

    /// <summary>The right has no end that could be moved.</summary>
    public static ProblemKind NoTerm { get; } =
        new("no_term", 409, new("该赋权没有期限，无需续期。", "This grant has no term: there is nothing to extend."));

    /// <summary>A grant without a conversion is not extended.</summary>
    public static ProblemKind NoConversionYet { get; } =
        new("no_conversion_yet", 409, new("尚无有效的转化合同，不能续期。", "No conversion stands: the grant is not extended."));

    /// <summary>A grant with a conversion is not taken back.</summary>
    public static ProblemKind Converted { get; } =
        new(
            "converted",
            409,
            new("该成果已有有效的转化合同，不能收回。", "A conversion of this achievement stands: the grant is not taken back.")
        );

    /// <summary>The time without a conversion is not over.</summary>
    public static ProblemKind TakeBackTooEarly { get; } =
        new("take_back_too_early", 409, new("最早可于 {on} 收回（{citation}）。", "It can be taken back from {on} on ({citation})."));

    /// <summary>Grants are still open.</summary>
    public static ProblemKind GrantsOpen { get; } =
        new("grants_open", 409, new("该成果还有未了结的赋权，不能注销。", "Grants of this achievement are still open: it is not closed."));

    /// <summary>The contract is no longer registered.</summary>
    public static ProblemKind ContractFallen { get; } =
        new(
            "contract_fallen",
            409,
            new(
                "该合同的登记已注销或撤销，不能作为转化合同。",
                "The contract's registration was cancelled or revoked: it converts nothing."
            )
        );

    /// <summary>The contract is linked already.</summary>
    public static ProblemKind AlreadyConverted { get; } =
        new("already_converted", 409, new("该合同已是本成果的转化合同。", "This contract is linked to the achievement already."));
}
