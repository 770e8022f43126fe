using System.Globalization;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on a grant certificate (赋权证书).</summary>
/// <param name="InForce">The grant at its entry into force.</param>
[JsonKind(GrantContent.Kind)]
public sealed record GrantContent(GrantEnteredIntoForce InForce) : CertificateContent
{
    public const string Kind = "grant";

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers =
            [
                new MessageHandler<GrantEnteredIntoForce>(
                    (grant, _) => new([new(grant.Grant.GrantId, grant.Grant.Edition, new GrantContent(grant))], [])
                ),
                new MessageHandler<GrantEnded>((ended, _) => new([], [Ended(ended)])),
            ],
        };

    private GrantSnapshot Grant => InForce.Grant;

    internal override IDocument LaidOut(Imprint imprint) => new GrantCertificate(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title =
                Grant.Type == "longTermUse"
                    ? new("职务科技成果长期使用权证书", "Certificate of a long-term right of use")
                    : new("职务科技成果赋权证书", "Certificate of a grant of rights in an achievement"),
            Issuer = Grant.Grantor.Name,
            Access = new([Role.Auditor], Codes.Of(Grant.Grantor)),
            RestsOn = [Grant.GrantId],
            Facts =
            [
                Certified.Words("achievement", "成果名称", "Achievement", Grant.AchievementName),
                Certified.Words("grantType", "赋权方式", "Type", Grant.TypeName),
                .. Grant.StartsOn is { } from ? (CertifiedFact[])[Certified.Day("startsOn", "起始日期", "From", from)] : [],
                .. Grant.EndsOn is { } to ? (CertifiedFact[])[Certified.Day("endsOn", "终止日期", "Until", to)] : [],
            ],
        };

    private static Ending Ended(GrantEnded ended) =>
        ended.Outcome switch
        {
            "takenBack" => new(
                ended.Grant.GrantId,
                CertificateStatus.Revoked,
                new("赋权已被单位收回。", "The grant was withdrawn by the organisation."),
                ended.Reason.Zh
            ),
            "terminated" => new(
                ended.Grant.GrantId,
                CertificateStatus.Cancelled,
                new("赋权已终止。", "The grant was terminated."),
                ended.Reason.Zh
            ),
            _ => new(
                ended.Grant.GrantId,
                CertificateStatus.Cancelled,
                new("使用期限已届满。", "The term of the grant has ended."),
                ended.Reason.Zh
            ),
        };
}

internal sealed class GrantCertificate(GrantContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"职务科技成果{content.InForce.Grant.AchievementName}";

    protected override Text NumberName => new("证书编号", "No.");

    protected override Text IssuerName => new("赋权单位", "Granted by");

    protected override (string Name, string Value) Edition => ("版次", Imprint.ReplacementName());

    protected override bool IsFramed => true;

    protected override void Body(ColumnDescriptor column)
    {
        var (grant, on) = (content.InForce.Grant, content.InForce.On);
        Say(
            column,
            $"兹证明，{grant.Grantor.Name}已将下列职务科技成果{GrantFacts.What(grant).Zh}根据赋权协议赋予成果完成人（团队），自{Print.Day(on)}起生效。",
            $"This certifies that the team was granted {GrantFacts.What(grant).En} the achievement below, which it made.",
            top: 16
        );
        Facts(column, table => GrantFacts.Rows(table, grant));
        ListStart(column, GrantFacts.TeamColumns, GrantFacts.TeamRows(grant));
    }

    protected override void End(ColumnDescriptor column)
    {
        var grant = content.InForce.Grant;
        ListEnd(column, GrantFacts.TeamColumns, GrantFacts.TeamRows(grant));
        if (Imprint.Edition > 1)
            Note(column, $"本证书为{Imprint.EditionName()}，系换发，原证书作废。");
        if (GrantFacts.IsOwnership(grant))
            Note(column, "本证书不代替权属登记；知识产权须办理登记的，权属以登记为准。");
        Note(
            column,
            "权利义务以赋权协议为准。依据：《赋予科研人员职务科技成果所有权或长期使用权试点实施方案》（国科发区〔2020〕128号）；"
                + "《中华人民共和国科学技术进步法》第三十三条。"
        );
    }
}

internal static class GrantFacts
{
    public static ListColumn[] TeamColumns { get; } =
    [new(new("序号", "No."), 0.8f), new(new("成果完成人", "Contributor"), 4), new(new("团队内份额", "Share in the team"), 3)];

    public static bool IsOwnership(GrantSnapshot grant) => grant.Type is "ownershipShare" or "fullOwnership";

    /// <summary>The granted right: in Chinese placed after 职务科技成果, in English before the achievement.</summary>
    public static Text What(GrantSnapshot grant) =>
        grant.Type switch
        {
            "longTermUse" => new("的长期使用权", "the long-term use of"),
            "fullOwnership" => new("的全部所有权", "the whole ownership of"),
            "agreedIncome" => new("以约定收益的方式", "rights with agreed income in"),
            _ => new("的部分所有权", "a share of the ownership of"),
        };

    public static void Rows(FactsTable table, GrantSnapshot grant)
    {
        table.Wide("成果名称", "Achievement", grant.AchievementName, strong: true);
        table.Wide(
            "知识产权",
            "Intellectual property",
            string.Join('\n', grant.Rights.Select(r => r.Number is { } number ? $"{r.Kind.Zh}　{number}" : r.Kind.Zh))
        );
        table.Wide("赋权单位", "Grantor", ((ContractParty[])[grant.Grantor]).Lines());
        table.Wide(
            "赋权方式",
            "Type",
            grant.Type == "longTermUse" ? $"{grant.TypeName.Zh}（{(grant.Exclusive ? "独占" : "非独占")}）" : grant.TypeName.Zh
        );
        table.Wide("赋权份额", "Share", grant.Share, strong: true);
        // Ownership has no term, so none is printed.
        if (!IsOwnership(grant) && grant.StartsOn is { } from)
            table.Wide("使用期限", "Term", grant.EndsOn is { } to ? Print.Term(from, to) : $"自{Print.Day(from)}起");
        if (grant.Type != "longTermUse")
            return;
        if (grant.RenewalYears is > 0 and var years)
            table.Wide("续期", "Renewal", string.Create(CultureInfo.InvariantCulture, $"期满可续期{years}年，续期条件以赋权协议为准"));
        table.Wide("使用范围", "Scope", "使用的领域、地域以及能否转让、再许可，以赋权协议为准");
    }

    public static string[][] TeamRows(GrantSnapshot grant) =>
        [.. grant.Team.Select((p, i) => (string[])[Print.Index(i), Print.Person(p.Name), p.Share])];
}
