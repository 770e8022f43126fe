namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>A certificate was requested for a contract whose registration has been cancelled or revoked.</summary>
    public static ProblemKind RegistrationNotInForce { get; } =
        new(
            "registration_not_in_force",
            409,
            new(
                "合同{contract}的登记不在有效状态，不能据以出具文书；请核对合同登记编号和登记状态。",
                "The registration of contract {contract} is not in force, so no certificate can be issued for it. Check the "
                    + "contract and its status."
            )
        );

    /// <summary>A certificate listing several contracts may not combine large contracts with smaller ones.</summary>
    public static ProblemKind ListMixesLarge { get; } =
        new(
            "list_mixes_large",
            422,
            new(
                "技术交易额{limit}元及以上的合同不能与其他合同列入同一清单；请分别申请清单。",
                "Contracts with a technical amount of {limit} yuan or more cannot share a list with other contracts. Request "
                    + "separate lists."
            )
        );

    /// <summary>Only a registrar may request a list of large contracts, which must be checked before it is issued.</summary>
    public static ProblemKind LargeListByRegistrar { get; } =
        new(
            "large_list_by_registrar",
            403,
            new(
                "大额合同清单须经登记机构复核，由登记员出具；请联系登记机构办理。",
                "A list of large contracts must be checked and issued by a registrar. Contact the registration office."
            )
        );

    /// <summary>An IP address has sent too many verification requests with wrong numbers or codes; it must wait for the next time
    /// window.</summary>
    public static ProblemKind TooManyAttempts { get; } =
        new(
            "too_many_attempts",
            429,
            new(
                "核验失败次数过多；请在{seconds}秒后重试，并核对编号和核验码。",
                "Too many verifications failed. Check the number and the code, and try again in {seconds} seconds."
            )
        );

    /// <summary>Re-issuing a year's certificates was requested while the same is already running.</summary>
    public static ProblemKind ReissueUnderWay { get; } =
        new(
            "reissue_under_way",
            409,
            new(
                "该年度的文书正在重新签发；请等待完成后再办理。",
                "The certificates of that year are already being reissued. Wait until this has finished."
            )
        );
}
