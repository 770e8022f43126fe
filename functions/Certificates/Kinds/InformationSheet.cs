using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on an information sheet (技术合同信息表).</summary>
/// <param name="Contract">The registered contract, including its form.</param>
[JsonKind(InformationSheetContent.Kind)]
public sealed record InformationSheetContent(ContractRegistered Contract, int Edition) : CertificateContent
{
    public const string Kind = "informationSheet";

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            OnRequest = new(
                (contracts, _, _, _) =>
                    new DueCertificate(
                        contracts[0].Contract.ContractId,
                        contracts[0].Edition,
                        new InformationSheetContent(contracts[0].Contract, contracts[0].Edition)
                    )
            ),
        };

    internal override IDocument LaidOut(Imprint imprint) => new InformationSheet(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("技术合同信息表", "Information sheet of a technology contract"),
            Issuer = Contract.RegistrarOffice,
            Access = new([Role.Registrar, Role.Approver, Role.Auditor, Role.Finance], Contract.All().Codes()),
            RestsOn = RegistrationContent.RestsOn(Contract.ContractId, Edition),
            Facts =
            [
                .. Certified.Contract(Contract),
                Certified.Money("contractValue", "合同成交额", "Contract value", Contract.ContractValue),
                Certified.Money("technicalAmount", "技术交易额", "Technical amount", Contract.TechnicalAmount),
            ],
        };
}

/// <summary>
/// Prints all data of the registered form, as required with reward claims. Natural persons and free text, which may contain secrets, are
/// left out.
/// </summary>
internal sealed class InformationSheet(InformationSheetContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"技术合同登记编号{content.Contract.Number}";

    protected override (Text Name, string Value)? Reference => (new("合同登记编号", "Registration number"), content.Contract.Number);

    protected override (string Name, string Value) Edition => ("合同登记版次", Imprint.EditionName());

    // The form's last sections, the buyers among them, stay together with the closing part.
    private const int LastSections = 2;

    private IReadOnlyList<FormSection> FormSections => content.Contract.Form?.Sections ?? [];

    protected override void Body(ColumnDescriptor column)
    {
        var contract = content.Contract;
        Section(
            column,
            new("合同基本信息", "The contract"),
            section =>
                Facts(
                    section,
                    table =>
                    {
                        table.Wide("项目名称", "Project", contract.Title);
                        table.Wide("合同类别", "Kind", KindNames.Of(contract));
                        // The form lists the parties in its own sections.
                        if (contract.Form is null)
                        {
                            table.Wide("卖方", "Seller", contract.Sellers.Lines());
                            table.Wide("买方", "Buyer", contract.Buyers.Lines());
                        }
                        table.Half("签订日期", "Signed on", Print.Day(contract.SignedOn));
                        table.Half("登记日期", "Registered on", Print.Day(contract.RegisteredOn));
                        table.Wide("合同有效期", "Term", Print.Term(contract.EffectiveFrom, contract.EffectiveTo));
                        table.Half("合同成交额", "Contract value", Print.Money(contract.ContractValue), strong: true);
                        table.Half("技术交易额", "Technical amount", Print.Money(contract.TechnicalAmount), strong: true);
                    },
                    top: 5
                )
        );
        Sections(column, FormSections.SkipLast(LastSections));
    }

    protected override void End(ColumnDescriptor column)
    {
        Sections(column, FormSections.TakeLast(LastSections));
        Note(column, "本表内容取自核定的登记数据，不含合同正文、技术内容和自然人信息。", top: 14);
    }
}
