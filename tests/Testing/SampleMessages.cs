using TechTransfer.Kernel.Money;
using TechTransfer.Messages;

namespace TechTransfer.Testing;

public static class SampleMessages
{
    /// <summary>A commissioned development contract of a university (seller) and a company (buyer), just registered.</summary>
    public static ContractRegistered Registered { get; } =
        new()
        {
            ContractId = "case1",
            Number = "5000012026000042",
            RegisteredOn = new(2026, 11, 20),
            RegistrarOffice = "重庆高新区技术合同认定登记机构（示例）",
            Kind = "D1",
            KindName = new("委托开发", "commissioned development"),
            Title = "智能装配线视觉检测系统开发（虚构）",
            Sellers = [new("12500107MB0A1B0135", "缙云理工大学（虚构）", "022", "500107", "142", InZone: true)],
            Buyers = [new("91500106MA5XUA015P", "重庆虎溪智造有限公司（虚构）", "150", "500106", "142", InZone: true)],
            SignedOn = new(2026, 9, 8),
            EffectiveFrom = new(2026, 9, 8),
            EffectiveTo = new(2028, 9, 8),
            ContractValue = Yuan.Of(1_200_000),
            ValueStatus = "fixed",
            TechnicalAmount = Yuan.Of(960_000),
            PaymentMode = "instalments",
            RelatedParty = false,
            RuleSet = "NEW-2026",
        };
}
