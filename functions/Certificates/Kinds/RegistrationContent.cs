using System.Globalization;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on a registration certificate (技术合同登记证明).</summary>
/// <param name="Contract">The registered contract.</param>
[JsonKind(RegistrationContent.Kind)]
public sealed record RegistrationContent(ContractRegistered Contract) : CertificateContent
{
    public const string Kind = "registration";

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers =
            [
                new MessageHandler<ContractRegistered>(
                    (registered, _) => new([new(registered.ContractId, 1, new RegistrationContent(registered))], [])
                ),
                new MessageHandler<ContractChanged>((changed, _) => Changed(changed)),
                new MessageHandler<ContractCancelled>(
                    (cancelled, _) =>
                        new(
                            [],
                            [
                                new(
                                    cancelled.ContractId,
                                    CertificateStatus.Cancelled,
                                    new("合同登记已由申请人注销。", "The registration was cancelled at the applicant's request."),
                                    cancelled.Reason
                                ),
                            ]
                        )
                ),
                new MessageHandler<ContractRevoked>(
                    (revoked, _) =>
                        new(
                            [],
                            [
                                new(
                                    revoked.ContractId,
                                    CertificateStatus.Revoked,
                                    new("合同登记已由登记机构撤销。", "The registration was revoked by the registration office."),
                                    revoked.Reason
                                ),
                            ]
                        )
                ),
            ],
        };

    internal override IDocument LaidOut(Imprint imprint) => new RegistrationCertificate(Contract, imprint);

    protected override IEnumerable<(Text Name, string Value)> Exact =>
        [
            (new("项目名称", "Project"), Contract.Title),
            .. Contract.Sellers.Select(seller => (new Text("卖方", "Seller"), seller.Name)),
            .. Contract.Buyers.Select(buyer => (new Text("买方", "Buyer"), buyer.Name)),
            .. Contract.Intermediary is { } broker ? [(new Text("中介方", "Intermediary"), broker.Name)] : Array.Empty<(Text, string)>(),
        ];

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("技术合同登记证明", "Certificate of registration of a technology contract"),
            Issuer = Contract.RegistrarOffice,
            Access = new([Role.Registrar, Role.Approver, Role.Auditor], Contract.All().Codes()),
            RestsOn = [Contract.ContractId],
            Facts = [.. Facts()],
            CarriesStatement = true,
        };

    /// <summary>
    /// Ids on which a certificate about one edition of a contract depends: the certificate ends with the contract or with the next
    /// edition.
    /// </summary>
    public static IReadOnlyList<string> RestsOn(string contract, int edition) => [contract, EditionOf(contract, edition)];

    /// <summary>Subject id of one edition of a contract; this subject ends when the next edition is registered.</summary>
    public static string EditionOf(string contract, int edition) =>
        string.Create(CultureInfo.InvariantCulture, $"{contract}-edition{edition}");

    private IEnumerable<CertifiedFact> Facts()
    {
        var c = Contract;
        yield return new("registrationNumber", new("合同登记编号", "Registration number"), c.Number, c.Number);
        yield return new("title", new("项目名称", "Project"), c.Title, c.Title);
        yield return Certified.Code("kind", "合同类别代码", "Kind code", c.Kind);
        yield return new("kindName", new("合同类别", "Kind"), c.KindName, KindNames.Of(c));
        yield return new("sellers", new("卖方", "Sellers"), Names(c.Sellers), string.Join('、', Names(c.Sellers)));
        yield return new("buyers", new("买方", "Buyers"), Names(c.Buyers), string.Join('、', Names(c.Buyers)));
        if (c.Intermediary is { } broker)
            yield return new("intermediary", new("中介方", "Intermediary"), broker.Name, broker.Name);
        yield return new("signedOn", new("签订日期", "Signed on"), c.SignedOn, Print.Day(c.SignedOn));
        yield return new("effectiveFrom", new("有效期起", "In force from"), c.EffectiveFrom, Print.Day(c.EffectiveFrom));
        yield return new("effectiveTo", new("有效期止", "In force until"), c.EffectiveTo, Print.Day(c.EffectiveTo));
        yield return new("contractValue", new("合同成交额", "Contract value"), c.ContractValue, $"{c.ContractValue}元");
        yield return new("valueStatus", new("价款性质", "Certainty of the price"), c.ValueStatus, ValueStatusName.Of(c));
        yield return new("technicalAmount", new("技术交易额", "Technical amount"), c.TechnicalAmount, $"{c.TechnicalAmount}元");
        yield return new("registeredOn", new("登记日期", "Registered on"), c.RegisteredOn, Print.Day(c.RegisteredOn));
    }

    private static string[] Names(IEnumerable<ContractParty> parties) => [.. parties.Select(p => p.Name)];

    // Ending the previous edition supersedes the other certificates that print its figures.
    private static IssuePlan Changed(ContractChanged changed) =>
        new(
            [new(changed.Contract.ContractId, changed.Edition, new RegistrationContent(changed.Contract))],
            [
                new(
                    EditionOf(changed.Contract.ContractId, changed.Edition - 1),
                    CertificateStatus.Superseded,
                    new(
                        "合同登记已变更，本文书所载内容不是现行登记内容。",
                        "The registration has changed. The contents of this document are no longer current."
                    ),
                    Version: changed.Edition
                ),
            ]
        );
}
