using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on an application form (登记申请表), as submitted.</summary>
/// <param name="Application">The application as submitted.</param>
[JsonKind(ApplicationContent.Kind)]
public sealed record ApplicationContent(ApplicationSubmitted Application) : CertificateContent
{
    public const string Kind = "applicationForm";

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers =
            [
                // Applications for changes are a thread of their own, so that none supersedes the application for registration.
                new MessageHandler<ApplicationSubmitted>(
                    (application, _) =>
                        new(
                            [
                                new(
                                    application.CaseId,
                                    application.Submission,
                                    new ApplicationContent(application),
                                    application.Number is null ? null : "change"
                                ),
                            ],
                            []
                        )
                ),
            ],
        };

    internal override IDocument LaidOut(Imprint imprint) => new ApplicationForm(Application, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = Application.Number is null
                ? new("技术合同认定登记申请表", "Application for registration of a technology contract")
                : new("技术合同变更登记申请表", "Application for a change of a registered technology contract"),
            Issuer = Application.Applicant.Name,
            Access = new([Role.Registrar, Role.Approver, Role.Auditor], Application.All().Codes()),
            RestsOn = [],
            Facts =
            [
                Certified.Words("filing", "申请编号", "Filing", Application.CaseId),
                Certified.Words("applicant", "申请人", "Applicant", Application.Applicant.Name),
                Certified.Words("title", "项目名称", "Project", Application.Title),
                Certified.Day("submittedOn", "提交日期", "Submitted on", Application.SubmittedOn),
            ],
        };
}

/// <summary>
/// Prints the application for seal and signature. Natural persons are not printed: they sign by hand.
/// </summary>
internal sealed class ApplicationForm(ApplicationSubmitted application, Imprint imprint) : CertificateDocument(imprint)
{
    private const float SealHeight = 62;

    // The closing part of the last page; further places for signatures stand before it.
    private const int LastSignatures = 5;

    protected override string Subject => $"技术合同登记申请{application.CaseId}";

    protected override (Text Name, string Value)? Reference => (new("申请编号", "Filing"), application.CaseId);

    protected override (string Name, string Value) Edition => ("提交次数", $"第{Imprint.Edition}次提交");

    protected override Text IssuerName => new("申请人", "Applicant");

    protected override void Body(ColumnDescriptor column)
    {
        Address(column, application.RegistrarOffice);
        Section(
            column,
            new("申请事项", "Application"),
            section =>
                Facts(
                    section,
                    table =>
                    {
                        table.Wide("申请人", "Applicant", ((ContractParty[])[application.Applicant]).Lines());
                        table.Wide("原登记编号", "Registered as", application.Number);
                        table.Wide("变更理由", "Reason for the change", application.ChangeReason);
                        table.Wide("项目名称", "Project", application.Title, strong: true);
                        table.Wide("合同类别", "Kind", KindNames.Of(application.Kind, application.KindName));
                        table.Half("签订日期", "Signed on", Print.Day(application.SignedOn));
                        table.Half("提交日期", "Submitted on", Print.Day(application.SubmittedOn));
                        table.Wide("合同有效期", "Term", Print.Term(application.EffectiveFrom, application.EffectiveTo));
                        table.Wide("合同成交额", "Contract value", Amount(application.ContractValue), strong: true);
                        table.Wide("技术交易额", "Technical amount", Amount(application.ClaimedTechnicalAmount), strong: true);
                        table.Wide("所附材料", "Attachments", string.Join('；', application.Attachments.Select(a => a.Zh)));
                    },
                    top: 5
                )
        );
        Sections(column, application.Form.Sections);
        if (Signatures.Length > LastSignatures)
            Declaration(column, Signatures.SkipLast(LastSignatures));
    }

    protected override void End(ColumnDescriptor column)
    {
        if (Signatures.Length > LastSignatures)
            Facts(column, table => Sign(table, Signatures.TakeLast(LastSignatures)), top: 0);
        else
            Declaration(column, Signatures);
    }

    private void Declaration(ColumnDescriptor column, IEnumerable<Signature> signatures) =>
        Section(
            column,
            new("声明和签章", "Declaration, seals and signatures"),
            section =>
            {
                Say(
                    section,
                    "本表所填内容与所附合同文本和材料一致，真实、完整、有效。如有虚假，申请人和签章各方承担相应的法律责任。",
                    "What this form says agrees with the contract and the attached papers, and is true, complete and valid. "
                        + "The applicant and those who sign are liable for false statements.",
                    top: 4
                );
                Facts(section, table => Sign(table, signatures), top: 6);
            }
        );

    private Signature[] Signatures =>
        [
            .. Of("卖方", "Seller", application.Sellers),
            .. Of("买方", "Buyer", application.Buyers),
            .. Of("中介方", "Intermediary", application.Intermediary is { } broker ? [broker] : []),
            new(new("受理机构意见", "Office"), new("经办人（签字）", "Official")),
        ];

    private static IEnumerable<Signature> Of(string zh, string en, IReadOnlyList<ContractParty> parties) =>
        parties.Select(
            (_, i) =>
                new Signature(
                    parties.Count == 1 ? new($"{zh}（盖章）", $"{en} (seal)") : new($"{zh}{i + 1}（盖章）", $"{en} {i + 1} (seal)"),
                    new("代表人（签字）", "Signature")
                )
        );

    private static void Sign(FactsTable table, IEnumerable<Signature> signatures)
    {
        foreach (var (seal, signature) in signatures)
        {
            table.HalfBlank(seal.Zh, seal.En, SealHeight);
            table.HalfBlank(signature.Zh, signature.En, SealHeight, "　　　　年　　月　　日");
        }
    }

    private sealed record Signature(Text Seal, Text Signer);

    private static string Amount(Yuan? amount) => amount is { } known ? Print.MoneyInWords(known) : "待定";
}
