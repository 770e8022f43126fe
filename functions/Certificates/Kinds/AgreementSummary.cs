using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on an agreement summary (赋权协议摘要), issued when a grant agreement is signed.</summary>
/// <param name="Agreement">The signed agreement of the grant.</param>
[JsonKind(AgreementContent.Kind)]
public sealed record AgreementContent(GrantAgreementSigned Agreement) : CertificateContent
{
    public const string Kind = "agreementSummary";

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers =
            [
                new MessageHandler<GrantAgreementSigned>(
                    (agreement, _) => new([new(agreement.Grant.GrantId, agreement.Grant.Edition, new AgreementContent(agreement))], [])
                ),
            ],
        };

    internal override IDocument LaidOut(Imprint imprint) => new AgreementSummary(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("职务科技成果赋权协议摘要", "Summary of an agreement on granting rights in an achievement"),
            Issuer = Agreement.Grant.Grantor.Name,
            Access = new([Role.Auditor], Codes.Of(Agreement.Grant.Grantor), OfficeOnly: true),
            RestsOn = [Agreement.Grant.GrantId],
            Facts =
            [
                Certified.Words("achievement", "成果名称", "Achievement", Agreement.Grant.AchievementName),
                Certified.Day("signedOn", "签署日期", "Signed on", Agreement.SignedOn),
                Certified.Words("agreementSha256", "协议文件校验值", "SHA-256 of the agreement", Agreement.AgreementSha256),
            ],
        };
}

/// <summary>Prints the main points of the agreement and the hash of its file, but none of its clauses.</summary>
internal sealed class AgreementSummary(AgreementContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"职务科技成果{content.Agreement.Grant.AchievementName}";

    protected override Text IssuerName => new("赋权单位", "Granted by");

    protected override void Body(ColumnDescriptor column)
    {
        var agreement = content.Agreement;
        Facts(
            column,
            table =>
            {
                GrantFacts.Rows(table, agreement.Grant);
                table.Wide("签署日期", "Signed on", Print.Day(agreement.SignedOn));
                table.Wide("协议文件校验值", "Checksum (SHA-256)", InTwo(agreement.AgreementSha256));
            }
        );
        Section(
            column,
            new("成果完成人", "Team"),
            section => List(section, GrantFacts.TeamColumns, GrantFacts.TeamRows(agreement.Grant), top: 5)
        );
    }

    protected override void End(ColumnDescriptor column)
    {
        var (income, costs) = (content.Agreement.IncomeShares, content.Agreement.CostShares);
        string[] who = [.. income.Concat(costs).Select(s => s.Who.Zh).Distinct()];
        if (who.Length > 0)
            Section(
                column,
                new("收益分配和费用承担", "Shares of income and costs"),
                section =>
                    List(
                        section,
                        Columns,
                        who.Select((w, i) => (string[])[Print.Index(i), w, ShareOf(w, income), ShareOf(w, costs)]),
                        top: 5
                    )
            );
        Note(column, "本摘要不替代协议。内容与协议不一致的，以校验值对应的协议原文为准。");
    }

    private static string InTwo(string hash) => hash.Length == 64 ? $"{hash[..32]}\n{hash[32..]}" : hash;

    private static string ShareOf(string who, IReadOnlyList<AgreedShare> shares) =>
        shares.FirstOrDefault(s => s.Who.Zh == who)?.Share ?? "—";

    private static readonly ListColumn[] Columns =
    [
        new(new("序号", "No."), 0.8f),
        new(new("分配方（承担方）", "Party"), 4),
        new(new("收益分配比例", "Share of income"), 2.2f),
        new(new("费用承担比例", "Share of costs"), 2.2f),
    ];
}
