using System.Globalization;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>
/// Prints the registration certificate (技术合同登记证明): parties, dates, registration number, and contract value and technical amount as
/// 《技术合同认定登记管理办法》第十五条 requires (known from the consultation draft). None of the contract's text is printed.
/// </summary>
internal sealed class RegistrationCertificate(ContractRegistered facts, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"技术合同登记编号{facts.Number}";

    protected override Text NumberName => new("证明编号", "No.");

    protected override (Text Name, string Value)? Reference => (new("合同登记编号", "Registration number"), facts.Number);

    protected override (string Name, string Value) Edition => ("版次", Imprint.ReplacementName());

    protected override bool IsFramed => true;

    // PDF/A-3, because a machine-readable statement is embedded.
    protected override PDFA_Conformance Archive => PDFA_Conformance.PDFA_3A;

    protected override void Body(ColumnDescriptor column)
    {
        Facts(
            column,
            table =>
            {
                table.Wide("项目名称", "Project", facts.Title);
                table.Wide("合同类别", "Kind", KindNames.Of(facts));
                table.Wide("卖方", "Seller", facts.Sellers.Lines());
                table.Wide("买方", "Buyer", facts.Buyers.Lines());
                if (facts.Intermediary is { } broker)
                    table.Wide("中介方", "Intermediary", ((ContractParty[])[broker]).Lines());
            }
        );
    }

    protected override void End(ColumnDescriptor column)
    {
        Facts(
            column,
            table =>
            {
                table.Half("签订日期", "Signed on", Print.Day(facts.SignedOn));
                table.Half("登记日期", "Registered on", Print.Day(facts.RegisteredOn));
                table.Wide("合同有效期", "Term", Print.Term(facts.EffectiveFrom, facts.EffectiveTo));
                table.Wide("合同成交额", "Contract value", Print.MoneyInWords(facts.ContractValue), strong: true);
                if (facts.ForeignPrice is { } price)
                    table.Wide("原币金额", "Original price", OriginalPrice(price));
                table.Wide("技术交易额", "Technical amount", Print.MoneyInWords(facts.TechnicalAmount), strong: true);
                table.Wide("价款性质", "Certainty of the price", AmountNote());
                if (Imprint.Edition > 1)
                    table.Wide("变更登记", "Changed", $"{Print.Day(Imprint.IssuedOn)}换发，原登记证明作废");
            },
            top: 0
        );
        Say(
            column,
            "上述技术合同经认定符合《技术合同认定登记管理办法》的规定，准予登记。技术交易额为合同成交额扣除非技术性费用后的金额，由本登记机构核定。",
            "The contract above meets the requirements and is registered. The technical amount is the contract value less "
                + "non-technical costs, "
                + "as assessed by this registration office."
        );
    }

    private static string OriginalPrice(ForeignPrice price) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{price.Amount:N2}{price.Currency.Zh}，按{Print.Day(price.RateOn)}汇率{price.Rate:0.######}折算"
        );

    private string AmountNote() =>
        facts.ValueStatus switch
        {
            "estimated" => "暂估，最终以变更登记的金额为准。",
            "undetermined" => "待定，确定并变更登记前不得据以申请优惠或者奖励。",
            _ => "已确定（人民币）",
        };
}
