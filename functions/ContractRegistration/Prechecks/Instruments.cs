namespace TechTransfer.ContractRegistration.Prechecks;

/// <summary>Citations that are the same under every rule set; a rule set cites the rules of its period itself.</summary>
internal static class Instruments
{
    public static Citation CivilCode(string article) => new("《民法典》", article, Confidence.Verified);

    /// <summary>Defines technical income; the rules of 2026 take over this definition.</summary>
    public static Citation Rules2001 { get; } = new("《技术合同认定规则》（国科发政字〔2001〕253号）", "", Confidence.Verified);

    /// <summary>Basis of checks that only ask for a plausible value: the form requires the field, and no law states the check.</summary>
    public static Citation RegistrationForm { get; } =
        new("全国技术合同管理与服务系统技术合同登记表（2021年填报项）", "", Confidence.Verified);

    public static Citation PersonNumberStandard { get; } = new("《公民身份号码》（GB 11643-1999）", "", Confidence.Verified);

    public static Citation CreditCodeStandard { get; } =
        new("《法人和其他组织统一社会信用代码编码规则》（GB 32100-2015）", "", Confidence.Verified);
}
