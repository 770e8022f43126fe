namespace TechTransfer.ContractRegistration.Prechecks;

/// <summary>The instruments that hold under every rule set. What the registration rules of a time say is cited by their rule set.</summary>
internal static class Instruments
{
    public static Citation CivilCode(string article) => new("《民法典》", article, Confidence.Verified);

    /// <summary>Where technical income is defined; the 2026 rules take the notion over.</summary>
    public static Citation Rules2001 { get; } = new("《技术合同认定规则》（国科发政字〔2001〕253号）", "", Confidence.Verified);

    public static Citation CreditCodeStandard { get; } =
        new("《法人和其他组织统一社会信用代码编码规则》（GB 32100-2015）", "", Confidence.Verified);
}
