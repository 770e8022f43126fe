using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>
/// The registration certificate (技术合同登记证明): contract value and technical amount as the 2026 measures want them stated (《技术合同认定登记管理办法》
/// 第十五条, known from the consultation draft), parties, dates, registration number, and what it takes to verify it. Nothing of the
/// contract's text.
/// </summary>
internal sealed class RegistrationCertificate(ContractRegistered facts, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"技术合同登记编号{facts.Number}";

    protected override Text NumberName => new("证明编号", "No.");

    protected override (Text Name, string Value)? Reference => (new("合同登记编号", "Registration number"), facts.Number);

    protected override bool IsFramed => true;

    // A statement for programs is embedded in it, which part 3 allows.
    protected override PDFA_Conformance Archive => PDFA_Conformance.PDFA_3A;

    protected override void Body(ColumnDescriptor column)
    {
        Facts(
            column,
            table =>
            {
                table.Wide("项目名称", "Project", facts.Title);
                table.Wide("合同类别", "Kind", $"{facts.KindName.Zh}（{facts.Kind}）");
                table.Wide("卖方", "Seller", facts.Sellers.Lines());
                table.Wide("买方", "Buyer", facts.Buyers.Lines());
                if (facts.Intermediary is { } broker)
                    table.Wide("中介方", "Intermediary", ((ContractParty[])[broker]).Lines());
                table.Half("签订日期", "Signed on", Print.Day(facts.SignedOn));
                table.Half("登记日期", "Registered on", Print.Day(facts.RegisteredOn));
                table.Wide("合同有效期", "Term", Print.Term(facts.EffectiveFrom, facts.EffectiveTo));
                table.Half("合同成交额", "Contract value", Print.Money(facts.ContractValue), strong: true);
                table.Half("技术交易额", "Technical amount", Print.Money(facts.TechnicalAmount), strong: true);
                table.Wide("金额说明", "Amounts", AmountNote());
                if (Imprint.Edition > 1)
                    table.Wide("变更登记", "Changed", $"{Print.Day(Imprint.IssuedOn)} {Imprint.EditionName()}，替代此前各版");
            }
        );
        Say(
            column,
            "上述技术合同经认定符合《技术合同认定登记管理办法》的规定，准予登记。技术交易额为合同成交额扣除非技术性费用后的金额，由本登记机构核定。",
            "The contract above was recognised and registered. The technical amount is the contract value less non-technical cost, "
                + "as assessed by this office."
        );
    }

    private string AmountNote() =>
        facts.ValueStatus switch
        {
            "estimated" => "合同价款为暂估，以实际履行金额为准。",
            "undetermined" => "合同价款尚未确定，确定前不得据以享受优惠。",
            _ => "人民币，合同价款已确定。",
        };
}
