namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A kind of document that is not listed here is shown as its policy writes it.</summary>
internal static class EvidenceNames
{
    public static Text Of(string kind) =>
        kind switch
        {
            "specialAudit" => new("专项审计报告", "special audit report"),
            "audit" => new("审计报告", "audit report"),
            "contract" => new("技术合同文本", "contract text"),
            "invoice" => new("发票", "invoice"),
            "bankSlip" => new("银行回单", "bank slip"),
            "taxProof" => new("完税证明", "tax payment certificate"),
            "businessLicence" => new("营业执照或者法人证书", "business licence or certificate of incorporation"),
            "acceptanceReport" => new("验收报告", "acceptance report"),
            "commitment" => new("信用承诺书", "letter of commitment"),
            _ => Text.Same(kind),
        };
}
