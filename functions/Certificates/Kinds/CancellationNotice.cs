using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on a cancellation notice (注销登记通知书) or a revocation notice (撤销登记通知书).</summary>
/// <param name="Contract">The contract as last registered.</param>
/// <param name="On">Day on which the registration ended, China time.</param>
/// <param name="Reason">Reason as the filer or the registrar wrote it.</param>
/// <param name="Remedy">Remedies against a revocation; null for a cancellation, which the filer requested.</param>
[JsonKind(CancellationContent.Kind)]
public sealed record CancellationContent(ContractRegistered Contract, DateOnly On, string Reason, Remedy? Remedy) : CertificateContent
{
    public const string Kind = "cancellationNotice";

    /// <summary>Contact details of the office; null when the office has not set them.</summary>
    public string? Contact { get; init; }

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers =
            [
                new MessageHandler<ContractCancelled>(
                    (cancelled, grounds, cancellation) =>
                        EndedAsync(
                            cancelled.ContractId,
                            cancelled.Edition,
                            contract => new(contract, cancelled.CancelledOn, cancelled.Reason, Remedy: null),
                            grounds,
                            cancellation
                        )
                ),
                new MessageHandler<ContractRevoked>(
                    (revoked, grounds, cancellation) =>
                        EndedAsync(
                            revoked.ContractId,
                            revoked.Edition,
                            contract =>
                                new(
                                    contract,
                                    revoked.RevokedOn,
                                    revoked.Reason,
                                    grounds.Wordings.RemedyOn(revoked.RevokedOn, w => w.Registrar.Review)
                                )
                                {
                                    Contact = grounds.Wordings.InForceOn(revoked.RevokedOn).Registrar.Contact,
                                },
                            grounds,
                            cancellation
                        )
                ),
            ],
        };

    internal override IDocument LaidOut(Imprint imprint) => new CancellationNotice(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = Remedy is null
                ? new("技术合同注销登记通知书", "Notice of cancellation of a registration")
                : new("技术合同撤销登记通知书", "Notice of revocation of a registration"),
            Issuer = Contract.RegistrarOffice,
            Access = new([Role.Registrar, Role.Approver, Role.Auditor, Role.Finance], Contract.All().Codes()),
            RestsOn = [],
            Facts =
            [
                .. Certified.Contract(Contract),
                Certified.Words("outcome", "结果", "Outcome", Remedy is null ? new Text("注销", "cancelled") : new("撤销", "revoked")),
                Certified.Day("on", "日期", "Date", On),
            ],
        };

    private static async Task<IssuePlan> EndedAsync(
        string contract,
        int edition,
        Func<ContractRegistered, CancellationContent> notice,
        Grounds grounds,
        CancellationToken cancellation
    ) =>
        await grounds.Contracts.FindAsync(contract, edition, cancellation) is { } registered
            ? new([new(contract, 1, notice(registered))], [])
            : new([], [], $"edition {edition} of {contract}");
}

internal sealed class CancellationNotice(CancellationContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"技术合同登记编号{content.Contract.Number}";

    protected override (Text Name, string Value)? Reference => (new("合同登记编号", "Registration number"), content.Contract.Number);

    protected override void Body(ColumnDescriptor column)
    {
        var (contract, revoked) = (content.Contract, content.Remedy is not null);
        Address(column, contract.All().Names());
        Say(
            column,
            revoked
                ? $"经查，下列技术合同登记存在所列情形，根据《技术合同认定登记管理办法》的有关规定，本登记机构决定自{Print.Day(content.On)}起撤销该登记："
                : $"根据申请人的申请，下列技术合同的登记已于{Print.Day(content.On)}注销：",
            revoked
                ? "The registration of the contract below is revoked."
                : "The registration of the contract below is cancelled at its filer's request.",
            top: 8
        );
        Facts(
            column,
            table =>
            {
                table.Wide("项目名称", "Project", contract.Title);
                table.Wide("合同类别", "Kind", KindNames.Of(contract));
                table.Wide("卖方", "Seller", contract.Sellers.Names());
                table.Wide("买方", "Buyer", contract.Buyers.Names());
            },
            top: 10
        );
    }

    protected override void End(ColumnDescriptor column)
    {
        var (contract, revoked) = (content.Contract, content.Remedy is not null);
        Facts(
            column,
            table =>
            {
                table.Half("登记日期", "Registered on", Print.Day(contract.RegisteredOn));
                table.Half(revoked ? "撤销日期" : "注销日期", revoked ? "Revoked on" : "Cancelled on", Print.Day(content.On), strong: true);
                table.Half("合同成交额", "Contract value", Print.Money(contract.ContractValue));
                table.Half("技术交易额", "Technical amount", Print.Money(contract.TechnicalAmount));
                table.Wide(revoked ? "撤销事实和理由" : "注销理由", revoked ? "Facts and reason" : "Reason", content.Reason);
                if (revoked)
                    table.Wide("撤销依据", "Basis", "《技术合同认定登记管理办法》");
            },
            top: 0
        );
        Say(
            column,
            "自上述日期起，该合同的登记证明及据以出具的信息表、登记清单、核定表和审核意见证明作废，登记编号不再使用。已凭登记申请优惠或者取得奖励的，请及时告知税务、财政等有关部门。",
            "From that day, all documents issued on this registration are void, and its number is not used again."
        );
        if (content.Remedy is { } remedy)
            Remedies(column, remedy);
        Contact(column, content.Contact);
    }
}
