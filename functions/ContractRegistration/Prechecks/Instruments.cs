using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Prechecks;

/// <summary>The instruments that rules in code cite; what is data cites its own in the rule set.</summary>
internal static class Instruments
{
    public static Citation CivilCode(string article) => new("民法典", article, Confidence.Verified);

    /// <summary>Articles of the measures of 2026 as the consultation draft counts them.</summary>
    public static Citation Measures(string article) => new("技术合同认定登记管理办法（工业和信息化部，2026年3月1日起施行）", article, Confidence.Draft);

    /// <summary>Articles of the annexed rules of 2026 as the consultation draft counts them.</summary>
    public static Citation Rules(string article) => new("技术合同认定登记规则（技术合同认定登记管理办法附件，2026年3月1日起施行）", article, Confidence.Draft);

    public static Citation Rules2001 { get; } = new("技术合同认定规则 国科发政字〔2001〕253号", "", Confidence.Verified);

    public static Citation CreditCodeStandard { get; } = new("GB 32100-2015 法人和其他组织统一社会信用代码编码规则", "", Confidence.Verified);
}
