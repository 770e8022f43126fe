using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on a correction notice (补正通知书), which lists everything to correct at once (一次性告知).</summary>
/// <param name="Request">The points to correct, and until when.</param>
[JsonKind(CorrectionContent.Kind)]
public sealed record CorrectionContent(CorrectionRequested Request) : CertificateContent
{
    public const string Kind = "correctionNotice";

    /// <summary>Last day for submitting corrections; null when the office has set no time limit.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>True when the application counts as withdrawn if nothing is corrected in time.</summary>
    public bool OverdueIsWithdrawn { get; init; }

    /// <summary>Contact details of the office; null when the office has not set them.</summary>
    public string? Contact { get; init; }

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            // Each correction request of the same contract is a separate Part, so that a later notice does not supersede an earlier one.
            Handlers =
            [
                new MessageHandler<CorrectionRequested>(
                    (request, grounds) =>
                        new(
                            [
                                new(
                                    request.CaseId,
                                    1,
                                    Of(request, grounds.Wordings.InForceOn(request.ReturnedOn).Registrar),
                                    DueCertificate.Counted("round", request.Round)
                                ),
                            ],
                            []
                        )
                ),
            ],
        };

    internal static CorrectionContent Of(CorrectionRequested request, RegistrarOffice office) =>
        new(request)
        {
            Until = office.CorrectionDays is { } days ? request.ReturnedOn.AddDays(days) : null,
            OverdueIsWithdrawn = office.OverdueIsWithdrawn,
            Contact = office.Contact,
        };

    internal override IDocument LaidOut(Imprint imprint) => new CorrectionNotice(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("技术合同登记补正通知书", "Notice of required corrections"),
            Issuer = Request.RegistrarOffice,
            Access = new([Role.Registrar, Role.Approver, Role.Auditor], Codes.Of(Request.Applicant)),
            RestsOn = [],
            // Leave out what needs correcting: only the filer may see that, and these facts are public to anyone with the code.
            Facts =
            [
                Certified.Words("applicant", "申请人", "Applicant", Request.Applicant.Name),
                Certified.Day("returnedOn", "通知日期", "Date of notice", Request.ReturnedOn),
                Certified.Count("corrections", "补正事项", "Items to correct", Request.Corrections.Count),
            ],
        };
}

internal sealed class CorrectionNotice(CorrectionContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => "技术合同登记补正通知";

    protected override (Text Name, string Value)? Reference =>
        content.Request.Number is { } number ? (new("合同登记编号", "Registration number"), number) : null;

    protected override void Body(ColumnDescriptor column)
    {
        var request = content.Request;
        Address(column, request.Applicant.Name);
        Say(
            column,
            $"你单位报送的《{request.Title}》{(request.Number is null ? "技术合同认定登记" : "变更登记")}材料，经审查尚需补正。现将需补正的全部内容一次性告知如下：",
            "Your application needs corrections. All of them are listed here at once.",
            top: 8
        );
        ListStart(column, Columns, Rows());
    }

    protected override void End(ColumnDescriptor column)
    {
        var request = content.Request;
        ListEnd(column, Columns, Rows());
        Say(
            column,
            $"请{(content.Until is { } day ? $"不迟于{Print.Day(day)}" : "")}按上述要求补正并重新提交{Overdue()}。补正齐全的，受理日期为补正材料提交之日，办理期限自该日起计算。",
            "Correct the application as required and submit it again. Once it is complete, the date of that submission is the "
                + "date of acceptance, and the time limit runs from it."
        );
        if (request.Number is not null)
            Say(column, "变更登记办结前，原登记继续有效。", "The existing registration remains valid until the change is decided.", top: 4);
        Contact(column, content.Contact);
    }

    private string[][] Rows() =>
        [
            .. content.Request.Corrections.Select(
                (c, i) => (string[])[Print.Index(i), c.Text.Zh, c.Remarks ?? "", c.Citation?.AsBasis() ?? ""]
            ),
        ];

    private string Overdue() =>
        content is not { Until: not null, OverdueIsWithdrawn: true } ? ""
        : content.Request.Number is null ? "；逾期未补正的，视为撤回申请"
        : "；逾期未补正的，视为撤回变更登记申请";

    private static readonly ListColumn[] Columns =
    [
        new(new("序号", "No."), 0.7f),
        new(new("补正事项", "Item"), 2.2f),
        new(new("具体要求", "Requirement"), 4.4f),
        new(new("依据", "Basis"), 3.2f),
    ];
}

internal static class Codes
{
    public static IReadOnlyList<string> Of(params ContractParty[] parties) => parties.Codes();
}
