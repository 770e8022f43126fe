using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>
/// The data printed on one person's distribution statement (收益分配单): only that person's figures, and no totals from which the others' shares
/// could be derived.
/// </summary>
/// <param name="ContractNumber">Registration number of the contract that earned the income; null when it has none.</param>
/// <param name="On">Day of the approval or of the claw-back.</param>
/// <param name="PayUntil">Last day of the 36-month payment window; null after a claw-back.</param>
/// <param name="ClawedBack">Why the amount was reduced; null for an approval.</param>
[JsonKind(DistributionContent.Kind)]
public sealed record DistributionContent(
    string AchievementName,
    ContractParty Payer,
    string? ContractNumber,
    DateOnly IncomeOn,
    PersonAward Award,
    DateOnly On,
    DateOnly? PayUntil,
    Text? ClawedBack
) : CertificateContent
{
    public const string Kind = "distributionStatement";

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers =
            [
                new MessageHandler<DistributionApproved>(
                    (approved, _) => Statements(approved.Distribution, approved.ApprovedOn, approved.PayUntil, clawedBack: null)
                ),
                new MessageHandler<DistributionClawedBack>(
                    (clawedBack, _) => Statements(clawedBack.Distribution, clawedBack.On, payUntil: null, clawedBack.Reason)
                ),
            ],
        };

    internal override IDocument LaidOut(Imprint imprint) => new DistributionStatement(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("科技成果转化收益分配单", "Statement of a person's share of income from an achievement"),
            Issuer = Payer.Name,
            Access = new([], Codes.Of(Payer), OfficeOnly: true),
            RestsOn = [],
            // The person's name is printed, but not shown to those who verify by code.
            Facts =
            [
                Certified.Words("achievement", "成果名称", "Achievement", AchievementName),
                Certified.Money("amount", "应发金额（税前）", "Amount before tax", Award.Amount),
                Certified.Day("on", "日期", "Date", On),
            ],
        };

    // One statement for each person, so that no one sees another's share.
    private static IssuePlan Statements(DistributionSnapshot of, DateOnly on, DateOnly? payUntil, Text? clawedBack) =>
        new(
            [
                .. of.Awards.Select(award => new DueCertificate(
                    of.DistributionId,
                    of.Edition,
                    new DistributionContent(of.AchievementName, of.Payer, of.ContractNumber, of.IncomeOn, award, on, payUntil, clawedBack),
                    award.Person
                )),
            ],
            []
        );
}

internal sealed class DistributionStatement(DistributionContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => "科技成果转化收益分配";

    protected override Text IssuerName => new("发放单位", "Paid by");

    protected override void Body(ColumnDescriptor column)
    {
        Address(column, Print.Person(content.Award.Name));
        if (content.ClawedBack is { } reason)
        {
            Say(
                column,
                $"因{reason.Zh.TrimEnd('。')}，您在下列科技成果转化收益中的分配调整如下，原分配单作废：",
                "Your share is adjusted as shown below. The earlier statement is void.",
                top: 8
            );
        }
        else
        {
            Say(
                column,
                "下列科技成果转化收益的分配方案已经公示和批准，您的分配情况如下：",
                "The distribution was published and approved. Your share is shown below.",
                top: 8
            );
        }
        Facts(
            column,
            table =>
            {
                table.Wide("成果名称", "Achievement", content.AchievementName);
                table.Wide("发放单位", "Payer", content.Payer.Name);
                table.Wide("合同登记编号", "Registration number", content.ContractNumber);
                table.Half("收入到账日期", "Income received on", Print.Day(content.IncomeOn));
                table.Half("您的份额", "Share", content.Award.Share, strong: true);
                table.Wide("应发金额（税前）", "Amount before tax", Print.MoneyInWords(content.Award.Amount), strong: true);
                table.Half(
                    content.ClawedBack is null ? "批准日期" : "调整日期",
                    content.ClawedBack is null ? "Approved on" : "Adjusted on",
                    Print.Day(content.On)
                );
                table.Half("最迟发放日期", "Payment due by", content.PayUntil is { } day ? Print.Day(day) : "—");
            },
            top: 10
        );
    }

    protected override void End(ColumnDescriptor column)
    {
        Note(
            column,
            "现金奖励符合财税〔2018〕58号规定条件的，可减按50%计入当月“工资、薪金所得”缴纳个人所得税；是否符合条件以税务机关认定为准。本单只载明您本人的数额。"
        );
    }
}
