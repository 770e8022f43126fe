using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>
/// Layout that all public notices (公示) share: what is made public, the notice period, how to object, and contact details.
/// </summary>
internal abstract class PublicNotice(DateOnly from, DateOnly until, string? contact, Imprint imprint) : CertificateDocument(imprint)
{
    public const string Kind = "publicNotice";

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers =
            [
                new MessageHandler<RewardNoticeOpened>(
                    (notice, grounds) =>
                        new(
                            [
                                new(
                                    notice.Reward.ClaimId,
                                    notice.Reward.Edition,
                                    new RewardNoticeContent(notice, grounds.Wordings.RewardOfficeOn(notice.From))
                                    {
                                        Contact = grounds.Wordings.InForceOn(notice.From).RewardOffice.Contact,
                                    }
                                ),
                            ],
                            []
                        )
                ),
                new MessageHandler<GrantNoticeOpened>(
                    (notice, grounds) =>
                        new(
                            [
                                new(
                                    notice.Grant.GrantId,
                                    notice.Grant.Edition,
                                    new GrantNoticeContent(notice)
                                    {
                                        Contact = grounds.Wordings.ContactOf(notice.Grant.Grantor, notice.From),
                                    }
                                ),
                            ],
                            []
                        )
                ),
                new MessageHandler<DistributionNoticeOpened>(
                    (notice, grounds) =>
                        new(
                            [
                                new(
                                    notice.Distribution.DistributionId,
                                    notice.Distribution.Edition,
                                    new DistributionNoticeContent(notice)
                                    {
                                        Contact = grounds.Wordings.ContactOf(notice.Distribution.Payer, notice.From),
                                    }
                                ),
                            ],
                            []
                        )
                ),
            ],
        };

    protected override string Subject => Imprint.Title.Zh;

    protected override Text IssuerName => new("公示单位", "Published by");

    protected override void End(ColumnDescriptor column)
    {
        MatterEnd(column);
        Say(
            column,
            $"公示期：{Print.Term(from, until)}（共{until.DayNumber - from.DayNumber + 1}日，含首尾两日）。公示期内对公示内容有异议的，请以书面形式向"
                + $"{Imprint.Issuer}提出，写明事实和理由；以单位名义反映的应加盖公章，以个人名义反映的应署真实姓名并注明联系方式。逾期不予受理。",
            "Objections must be made in writing, with facts and reasons, by the last day of the notice period. Later objections "
                + "are not accepted."
        );
        Contact(column, contact);
    }

    /// <summary>Draws the last rows of the published list; kept on one page with the notice period and the closing part.</summary>
    protected virtual void MatterEnd(ColumnDescriptor column) { }

    public static CertificateDescription Describe(
        Text title,
        string issuer,
        Access access,
        DateOnly from,
        DateOnly until,
        params CertifiedFact[] facts
    ) =>
        new()
        {
            Kind = Kind,
            Title = title,
            Issuer = issuer,
            Access = access,
            RestsOn = [],
            Facts = [.. facts, Certified.Day("from", "公示起始", "From", from), Certified.Day("until", "公示截止", "Until", until)],
        };
}

/// <summary>The data printed on the public notice of a reward (拟兑付名单公示).</summary>
[JsonKind("rewardNotice")]
public sealed record RewardNoticeContent(RewardNoticeOpened Notice, string Office) : CertificateContent
{
    /// <summary>Contact details of the office; null when the office has not set them.</summary>
    public string? Contact { get; init; }

    internal override IDocument LaidOut(Imprint imprint) => new RewardNotice(this, imprint);

    public override CertificateDescription Describe() =>
        PublicNotice.Describe(
            new($"关于{Notice.Reward.Year}年度技术合同奖励拟兑付名单的公示", "Public notice of a proposed reward for technology contracts"),
            Office,
            new(Enum.GetValues<Role>(), []),
            Notice.From,
            Notice.Until,
            Certified.Words("beneficiary", "拟奖励对象", "Beneficiary", Notice.Reward.Beneficiary.Name),
            Certified.Words("policyName", "政策", "Policy", Notice.Reward.PolicyName),
            Certified.Money("amount", "拟奖励金额", "Amount", Notice.Reward.Amount)
        );
}

/// <summary>Prints beneficiary, contracts and amount, but not the calculation of the amount.</summary>
internal sealed class RewardNotice(RewardNoticeContent content, Imprint imprint)
    : PublicNotice(content.Notice.From, content.Notice.Until, content.Contact, imprint)
{
    protected override string? Watermark => content.Notice.Reward.Sample ? "示例政策·不具约束力" : null;

    protected override void Body(ColumnDescriptor column)
    {
        var notice = content.Notice;
        Say(
            column,
            $"根据{RewardDecision.PolicyOf(notice.Reward)}，经审核，拟给予下列单位{notice.Reward.Year}年度技术合同奖励，现予公示。",
            "It is proposed to grant the reward below."
        );
        List(
            column,
            Columns,
            [
                [notice.Reward.Beneficiary.Name, notice.Reward.Role.Zh, Contracts(notice.Reward), $"{notice.Reward.Amount}"],
            ]
        );
    }

    private static readonly ListColumn[] Columns =
    [
        new(new("奖励对象", "Beneficiary"), 3.2f),
        new(new("类别", "Role"), 1.2f),
        new(new("合同登记编号", "Contracts"), 3.4f),
        new(new("拟奖励金额（元）", "Amount (yuan)"), 2.2f, IsAmount: true),
    ];

    private static string Contracts(RewardSnapshot reward)
    {
        var named = string.Join('\n', reward.ContractNumbers);
        return reward.Contracts > reward.ContractNumbers.Count ? $"{named}\n等共{reward.Contracts}份" : named;
    }
}

/// <summary>The data printed on the public notice of a grant, published inside the granting organisation.</summary>
[JsonKind("grantNotice")]
public sealed record GrantNoticeContent(GrantNoticeOpened Notice) : CertificateContent
{
    /// <summary>Contact details of the organisation; null when none are set.</summary>
    public string? Contact { get; init; }

    internal override IDocument LaidOut(Imprint imprint) => new GrantNotice(this, imprint);

    public override CertificateDescription Describe() =>
        PublicNotice.Describe(
            new("关于职务科技成果赋权的公示", "Public notice of a proposed grant of rights in an achievement"),
            Notice.Grant.Grantor.Name,
            new([Role.Auditor], Codes.Of(Notice.Grant.Grantor)),
            Notice.From,
            Notice.Until,
            Certified.Words("achievement", "成果名称", "Achievement", Notice.Grant.AchievementName),
            Certified.Words("grantType", "赋权方式", "Type", Notice.Grant.TypeName)
        );
}

internal sealed class GrantNotice(GrantNoticeContent content, Imprint imprint)
    : PublicNotice(content.Notice.From, content.Notice.Until, content.Contact, imprint)
{
    protected override void Body(ColumnDescriptor column)
    {
        var notice = content.Notice;
        Say(
            column,
            $"经{notice.Decision}研究，拟将下列职务科技成果{GrantFacts.What(notice.Grant).Zh}赋予成果完成人（团队），现予公示。",
            $"It is proposed to grant {GrantFacts.What(notice.Grant).En} the achievement below to the team that made it."
        );
        Facts(column, table => GrantFacts.Rows(table, notice.Grant), top: 10);
        ListStart(column, GrantFacts.TeamColumns, GrantFacts.TeamRows(notice.Grant));
    }

    protected override void MatterEnd(ColumnDescriptor column) =>
        ListEnd(column, GrantFacts.TeamColumns, GrantFacts.TeamRows(content.Notice.Grant));
}

/// <summary>
/// The data printed on the public notice of a distribution, published inside the organisation as 国科发政〔2018〕103号 requires.
/// </summary>
[JsonKind("distributionNotice")]
public sealed record DistributionNoticeContent(DistributionNoticeOpened Notice) : CertificateContent
{
    /// <summary>Contact details of the organisation; null when none are set.</summary>
    public string? Contact { get; init; }

    internal override IDocument LaidOut(Imprint imprint) => new DistributionNotice(this, imprint);

    public override CertificateDescription Describe() =>
        PublicNotice.Describe(
            new("关于科技成果转化现金奖励的公示", "Public notice of proposed cash awards from the conversion of an achievement"),
            Notice.Distribution.Payer.Name,
            new([Role.Auditor], Codes.Of(Notice.Distribution.Payer)),
            Notice.From,
            Notice.Until,
            Certified.Words("achievement", "成果名称", "Achievement", Notice.Distribution.AchievementName),
            Certified.Count("persons", "人数", "Persons", Notice.Distribution.Awards.Count)
        );
}

internal sealed class DistributionNotice(DistributionNoticeContent content, Imprint imprint)
    : PublicNotice(content.Notice.From, content.Notice.Until, content.Contact, imprint)
{
    protected override void Body(ColumnDescriptor column)
    {
        var distribution = content.Notice.Distribution;
        Say(
            column,
            "下列科技成果转化现金奖励拟按所列人员和份额分配，现予公示。",
            "It is proposed to distribute the cash awards from the conversion of the achievement as listed below."
        );
        Facts(
            column,
            table =>
            {
                table.Wide("成果名称", "Achievement", distribution.AchievementName);
                table.Wide("合同登记编号", "Registration number", distribution.ContractNumber);
                table.Half("收入到账日期", "Income received on", Print.Day(distribution.IncomeOn));
                table.Half("转化收入", "Income", Print.Money(distribution.Income));
                table.Half("净收入", "Net income", Print.Money(distribution.NetIncome));
                table.Half("奖励总额", "Total awards", Print.Money(distribution.Pool), strong: true);
            },
            top: 10
        );
        ListStart(column, Columns, Rows(distribution));
    }

    protected override void MatterEnd(ColumnDescriptor column)
    {
        var distribution = content.Notice.Distribution;
        ListEnd(column, Columns, Rows(distribution), ["合计", $"{distribution.Awards.Sum(a => a.Amount)}"]);
        Note(column, "依据：《关于科技人员取得职务科技成果转化现金奖励信息公示办法的通知》（国科发政〔2018〕103号）。");
    }

    private static string[][] Rows(DistributionSnapshot distribution) =>
        [.. distribution.Awards.Select((a, i) => (string[])[Print.Index(i), Print.Person(a.Name), a.Share, $"{a.Amount}"])];

    private static readonly ListColumn[] Columns =
    [
        new(new("序号", "No."), 0.8f),
        new(new("姓名", "Name"), 3),
        new(new("份额", "Share"), 2),
        new(new("奖励金额（元）", "Amount (yuan)"), 2.6f, IsAmount: true),
    ];
}
