using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on an opinion for tax relief (审核意见证明).</summary>
/// <param name="Contract">The registered contract.</param>
/// <param name="ContractEdition">Number of the contract's edition, from 1.</param>
/// <param name="Reliefs">Reliefs whose rules name this kind of contract, in force on any day from signing to the end of the
/// contract.</param>
[JsonKind(TaxReliefContent.Kind)]
public sealed record TaxReliefContent(ContractRegistered Contract, int ContractEdition, IReadOnlyList<TaxRelief> Reliefs)
    : CertificateContent
{
    public const string Kind = "taxReliefOpinion";

    /// <summary>Issuer when it is not the registrar's office; null otherwise.</summary>
    public string? IssuedBy { get; init; }

    internal static CertificateKind Definition { get; } =
        new(Kind) { OnRequest = new((contracts, _, wording, wordings) => Of(contracts[0], wording, wordings)) { Only = Role.Registrar } };

    internal override IDocument LaidOut(Imprint imprint) => new TaxReliefOpinion(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("技术合同审核意见证明", "Opinion on a technology contract for tax relief"),
            Issuer = IssuedBy ?? Contract.RegistrarOffice,
            Access = new([Role.Registrar, Role.Approver, Role.Auditor, Role.Finance], Contract.All().Codes()),
            RestsOn = RegistrationContent.RestsOn(Contract.ContractId, ContractEdition),
            Facts =
            [
                .. Certified.Contract(Contract),
                Certified.Words("kindName", "合同类别", "Kind", Contract.KindName),
                Certified.Money("technicalAmount", "技术交易额", "Technical amount", Contract.TechnicalAmount),
            ],
        };

    private static DueCertificate Of(RequestedContract asked, CertificateWording wording, CertificateWordings wordings) =>
        new(
            asked.Contract.ContractId,
            asked.Edition,
            new TaxReliefContent(
                asked.Contract,
                asked.Edition,
                wordings.ReliefsOf(asked.Contract.Kind, asked.Contract.SignedOn, asked.Contract.EffectiveTo)
            )
            {
                IssuedBy = wording.Registrar.TaxOpinionIssuer,
            }
        );
}

/// <summary>Prints the recognised kind and amount, but no tax result: the tax authority decides that.</summary>
internal sealed class TaxReliefOpinion(TaxReliefContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"技术合同登记编号{content.Contract.Number}";

    protected override Text NumberName => new("证明编号", "No.");

    protected override (Text Name, string Value)? Reference => (new("合同登记编号", "Registration number"), content.Contract.Number);

    protected override (string Name, string Value) Edition => ("合同登记版次", Imprint.EditionName());

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
                table.Wide("合同类别", "Kind", KindNames.Of(contract));
                table.Half("签订日期", "Signed on", Print.Day(contract.SignedOn));
                table.Half("登记日期", "Registered on", Print.Day(contract.RegisteredOn));
                table.Half("合同成交额", "Contract value", Print.Money(contract.ContractValue));
                table.Half("技术交易额", "Technical amount", Print.Money(contract.TechnicalAmount), strong: true);
                table.Half("价款性质", "Certainty of the price", ValueStatusName.Of(contract));
                table.Half("关联交易", "Related parties", contract.RelatedParty ? "是" : "否");
            }
        );
        Say(
            column,
            $"经审核，上述合同属于{KindNames.ContractOf(contract)}，已办理技术合同认定登记，核定技术交易额{contract.TechnicalAmount}元（大写：{ChineseAmount.Of(contract.TechnicalAmount)}）。",
            "After examination, the contract is recognised as being of the kind above and is registered with the technical amount above."
        );
    }

    protected override void End(ColumnDescriptor column)
    {
        Section(
            column,
            new("附注：合同类别可能涉及的税收优惠政策", "Note: tax reliefs that may apply to this kind of contract"),
            section =>
            {
                if (content.Reliefs.Count == 0)
                {
                    Say(
                        section,
                        "暂未查到将本类合同列入税收优惠范围的政策文件，请以税务机关答复为准。",
                        "No policy granting tax relief to this kind of contract was found. The answer of the tax authority is decisive.",
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
                                    if (relief.Citation.AsBasis() is { } basis)
                                        item.Item().Text($"依据：{basis}").FontSize(9).FontColor(Look.Faint);
                                });
                        });
                }
            }
        );
        Note(
            column,
            "本证明仅说明合同的认定登记情况。是否符合优惠条件以及优惠金额，由税务机关依法确定；适用的政策以纳税义务发生时（开票时）有效的规定为准。价款待定的，确定并变更登记前不得据以申请优惠。",
            top: 12
        );
    }
}
