using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The content of an opinion for tax relief (审核意见证明).</summary>
/// <param name="Contract">As registered.</param>
/// <param name="ContractEdition">The edition that it is about.</param>
/// <param name="Reliefs">The reliefs whose rules name this kind of contract, by the rules in force on the day of signing.</param>
[JsonKind(TaxReliefContent.Kind)]
public sealed record TaxReliefContent(ContractRegistered Contract, int ContractEdition, IReadOnlyList<TaxRelief> Reliefs)
    : CertificateContent
{
    public const string Kind = "taxReliefOpinion";

    internal static CertificateKind Definition { get; } =
        new(Kind) { OnRequest = new((contracts, _, _, wordings) => Of(contracts[0], wordings)) { Only = Role.Registrar } };

    internal override IDocument LaidOut(Imprint imprint) => new TaxReliefOpinion(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("技术合同审核意见证明", "Opinion on a technology contract for tax relief"),
            Issuer = Contract.RegistrarOffice,
            Access = new([Role.Registrar, Role.Approver, Role.Auditor, Role.Finance], Contract.All().Codes()),
            RestsOn = RegistrationContent.RestsOn(Contract.ContractId, ContractEdition),
            Facts =
            [
                .. Certified.Contract(Contract),
                Certified.Words("kindName", "合同类别", "Kind", Contract.KindName),
                Certified.Money("technicalAmount", "技术交易额", "Technical amount", Contract.TechnicalAmount),
            ],
        };

    private static DueCertificate Of(RequestedContract asked, CertificateWordings wordings) =>
        new(
            asked.Contract.ContractId,
            asked.Edition,
            new TaxReliefContent(asked.Contract, asked.Edition, wordings.ReliefsOf(asked.Contract.Kind, asked.Contract.SignedOn))
        );
}

/// <summary>States what was recognised, not the tax result: that is for the tax authority.</summary>
internal sealed class TaxReliefOpinion(TaxReliefContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"技术合同登记编号{content.Contract.Number}";

    protected override Text NumberName => new("证明编号", "No.");

    protected override (Text Name, string Value)? Reference => (new("合同登记编号", "Registration number"), content.Contract.Number);

    protected override bool IsFramed => true;

    protected override void Body(ColumnDescriptor column)
    {
        var contract = content.Contract;
        Facts(
            column,
            table =>
            {
                table.Wide("项目名称", "Project", contract.Title);
                table.Wide("卖方", "Seller", contract.Sellers.Lines());
                table.Wide("买方", "Buyer", contract.Buyers.Lines());
                table.Half("合同类别", "Kind", contract.KindName.Zh);
                table.Half("登记日期", "Registered on", Print.Day(contract.RegisteredOn));
                table.Half("签订日期", "Signed on", Print.Day(contract.SignedOn));
                table.Half("金额性质", "Certainty", ValueStatusName.Of(contract));
                table.Half("合同成交额", "Contract value", Print.Money(contract.ContractValue));
                table.Half("技术交易额", "Technical amount", Print.Money(contract.TechnicalAmount), strong: true);
                table.Wide("关联交易", "Related parties", contract.RelatedParty ? "是" : "否");
            }
        );
        Say(
            column,
            $"经审核，上述合同属于{contract.KindName.Zh}合同，已办理技术合同认定登记，技术交易额如上。",
            "The contract was examined, recognised as of the kind above, and registered."
        );
        Section(
            column,
            new("合同类别涉及的优惠政策", "Reliefs whose rules name this kind"),
            section =>
            {
                if (content.Reliefs.Count == 0)
                {
                    Say(
                        section,
                        "现行可核实的政策文件未将本类合同列入优惠范围。",
                        "No rule that we could read names this kind of contract.",
                        top: 4
                    );
                }
                foreach (var (index, relief) in content.Reliefs.Index())
                {
                    section
                        .Item()
                        .PaddingTop(5)
                        .Row(row =>
                        {
                            row.ConstantItem(18).Text($"{Print.Index(index)}.");
                            row.RelativeItem()
                                .Column(item =>
                                {
                                    item.Item()
                                        .Text(text =>
                                        {
                                            text.Span($"{relief.Tax.Zh}：").Bold();
                                            text.Span(relief.Text.Zh);
                                        });
                                    item.Item().Text($"依据：{relief.Citation}").FontSize(9).FontColor(Look.Faint);
                                });
                        });
                }
            }
        );
        Note(
            column,
            "本证明仅说明合同的认定登记情况。是否符合优惠条件、可享受的金额，由税务机关依法确定；合同价款未确定的，确定前不得据以享受优惠。",
            top: 12
        );
    }
}
