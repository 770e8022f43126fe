using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on a refusal notice (不予登记通知书).</summary>
/// <param name="Refusal">The refusal.</param>
/// <param name="Remedy">Remedies against the refusal, from the wording in force on the day of the decision.</param>
[JsonKind(RefusalContent.Kind)]
public sealed record RefusalContent(RefusalDecided Refusal, Remedy Remedy) : CertificateContent
{
    public const string Kind = "refusalNotice";

    /// <summary>Contact details of the office; null when the office has not set them.</summary>
    public string? Contact { get; init; }

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers =
            [
                // Each refusal of the same contract is a separate Part, so that a later notice does not supersede an earlier one.
                new MessageHandler<RefusalDecided>(
                    (refusal, grounds) =>
                        new(
                            [
                                new(
                                    refusal.CaseId,
                                    1,
                                    new RefusalContent(refusal, grounds.Wordings.RemedyOn(refusal.RefusedOn, w => w.Registrar.Review))
                                    {
                                        Contact = grounds.Wordings.InForceOn(refusal.RefusedOn).Registrar.Contact,
                                    },
                                    DueCertificate.Counted("round", refusal.Round)
                                ),
                            ],
                            []
                        )
                ),
                new MessageHandler<RefusalLifted>(
                    (lifted, _) =>
                        new(
                            [],
                            [
                                new(
                                    Subject(lifted.CaseId, lifted.Round),
                                    CertificateStatus.Cancelled,
                                    new(
                                        "异议成立，原决定已撤销，正在重新审查。",
                                        "An objection was upheld. The original decision was revoked, and the application is "
                                            + "being examined again."
                                    )
                                ),
                            ]
                        )
                ),
            ],
        };

    internal override IDocument LaidOut(Imprint imprint) => new RefusalNotice(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("技术合同不予登记通知书", "Notice of refusal"),
            Issuer = Refusal.RegistrarOffice,
            Access = new([Role.Registrar, Role.Approver, Role.Auditor], Codes.Of(Refusal.Applicant)),
            RestsOn = [Subject(Refusal.CaseId, Refusal.Round)],
            Facts =
            [
                Certified.Words("applicant", "申请人", "Applicant", Refusal.Applicant.Name),
                Certified.Day("refusedOn", "决定日期", "Decided on", Refusal.RefusedOn),
            ],
        };

    /// <summary>Id of the refusal decision on which the notice depends: an upheld objection ends both.</summary>
    public static string Subject(string caseId, int round) => $"{caseId}-refusal{round}";
}

internal sealed class RefusalNotice(RefusalContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => "技术合同不予登记通知";

    protected override (Text Name, string Value)? Reference =>
        content.Refusal.Number is { } number ? (new("合同登记编号", "Registration number"), number) : null;

    protected override void Body(ColumnDescriptor column)
    {
        var (refusal, isChange) = (content.Refusal, content.Refusal.Number is not null);
        Address(column, refusal.Applicant.Name);
        Say(
            column,
            $"你单位报送的《{refusal.Title}》{(isChange ? "变更登记" : "技术合同认定登记")}申请，经审查，本登记机构决定不予{(isChange ? "变更" : "")}登记，本决定自{Print.Day(refusal.RefusedOn)}起生效。理由、事实和依据如下：",
            isChange
                ? "The change of your contract is refused, for the reason below."
                : "The registration of your contract is refused, for the reason below.",
            top: 8
        );
        Facts(
            column,
            table =>
            {
                table.Wide(isChange ? "不予变更理由" : "不予登记理由", "Reason", refusal.Reason.Text.Zh, strong: true);
                table.Wide("事实说明", "Facts", refusal.Reason.Remarks);
                table.Wide("依据", "Basis", refusal.Reason.Citation?.AsBasis());
                table.Wide("决定日期", "Decided on", Print.Day(refusal.RefusedOn));
            },
            top: 10
        );
    }

    protected override void End(ColumnDescriptor column)
    {
        Remedies(column, content.Remedy);
        if (content.Refusal.Number is not null)
            Say(
                column,
                "原登记不受本决定影响，继续有效。",
                "The existing registration is not affected by this decision and remains valid."
            );
        Contact(column, content.Contact);
    }
}
