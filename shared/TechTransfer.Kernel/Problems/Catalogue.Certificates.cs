namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>A paper is asked for on a contract whose registration is not in force.</summary>
    public static ProblemKind RegistrationNotInForce { get; } =
        new(
            "registration_not_in_force",
            409,
            new(
                "合同 {contract} 的登记不在有效状态，不能据以出具文书。",
                "The registration of contract {contract} is not in force: no paper is issued on it."
            )
        );

    /// <summary>Large contracts and others in one list.</summary>
    public static ProblemKind ListMixesLarge { get; } =
        new(
            "list_mixes_large",
            422,
            new(
                "技术交易额 {limit} 元及以上的合同与其他合同不得列入同一清单，请分别申请。",
                "Contracts of {limit} yuan and more do not stand in one list with others: ask for two lists."
            )
        );

    /// <summary>A list of large contracts needs a registrar's second look.</summary>
    public static ProblemKind LargeListByRegistrar { get; } =
        new(
            "large_list_by_registrar",
            403,
            new(
                "大额合同清单须经登记机构复核，由登记人员出具。",
                "A list of large contracts is issued by a registrar, who checks it a second time."
            )
        );

    /// <summary>Too many verifications that found nothing, from one address.</summary>
    public static ProblemKind TooManyAttempts { get; } =
        new(
            "too_many_attempts",
            429,
            new("核验失败次数过多，请在 {seconds} 秒后再试。", "Too many verifications failed: try again in {seconds} seconds.")
        );

    /// <summary>A year's papers are being issued anew already.</summary>
    public static ProblemKind ReissueUnderWay { get; } =
        new(
            "reissue_under_way",
            409,
            new("该年度的文件正在重新签发，请等待完成。", "The papers of that year are being issued anew already: wait until that is done.")
        );
}
