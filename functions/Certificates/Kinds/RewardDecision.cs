using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on a reward decision (奖励决定书).</summary>
[JsonKind(RewardDecision.Kind)]
public sealed record RewardDecisionContent(RewardDecided Decision, string Office) : CertificateContent
{
    /// <summary>Remedies against the decision; null on older decisions.</summary>
    public Remedy? Remedy { get; init; }

    /// <summary>Contact details of the office; null when the office has not set them.</summary>
    public string? Contact { get; init; }

    internal override IDocument LaidOut(Imprint imprint) => new RewardDecision(this, imprint);

    public override CertificateDescription Describe() =>
        RewardDecision.Describe(Decision.Reward, Office, new("技术合同奖励决定书", "Decision on a reward for technology contracts"));
}

/// <summary>The data printed on the decision that replaces an earlier reward decision after a claw-back (追回).</summary>
/// <param name="Clawback">The reduction of the reward.</param>
[JsonKind("rewardClawback")]
public sealed record RewardClawbackContent(RewardClawedBack Clawback, string Office) : CertificateContent
{
    /// <summary>Remedies against the decision; null on older decisions.</summary>
    public Remedy? Remedy { get; init; }

    /// <summary>Contact details of the office; null when the office has not set them.</summary>
    public string? Contact { get; init; }

    /// <summary>Deadline and account for paying back; null when the office has not set them.</summary>
    public Repayment? Repayment { get; init; }

    internal override IDocument LaidOut(Imprint imprint) => new RewardDecision(this, imprint);

    public override CertificateDescription Describe() =>
        RewardDecision.Describe(
            Clawback.Reward,
            Office,
            Clawback.Difference > Yuan.Zero
                ? new("技术合同奖励调整（追回）决定书", "Decision to adjust and reclaim a reward for technology contracts")
                : new("技术合同奖励调整决定书", "Decision to adjust a reward for technology contracts")
        );
}

/// <summary>Prints the amount and its calculation, step by step, with the clause behind each step.</summary>
internal sealed class RewardDecision : CertificateDocument
{
    public const string Kind = "rewardDecision";

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers =
            [
                new MessageHandler<RewardDecided>(
                    (decided, grounds) =>
                        new(
                            [
                                new(
                                    decided.Reward.ClaimId,
                                    decided.Reward.Edition,
                                    new RewardDecisionContent(decided, grounds.Wordings.RewardOfficeOn(decided.DecidedOn))
                                    {
                                        Remedy = grounds.Wordings.RemedyOn(decided.DecidedOn, w => w.RewardOffice.Review) with
                                        {
                                            Citations = [],
                                        },
                                        Contact = grounds.Wordings.InForceOn(decided.DecidedOn).RewardOffice.Contact,
                                    }
                                ),
                            ],
                            []
                        )
                ),
                new MessageHandler<RewardClawedBack>(
                    (clawedBack, grounds) =>
                        new(
                            [
                                new(
                                    clawedBack.Reward.ClaimId,
                                    clawedBack.Reward.Edition,
                                    new RewardClawbackContent(clawedBack, grounds.Wordings.RewardOfficeOn(clawedBack.On))
                                    {
                                        Remedy = grounds.Wordings.RemedyOn(clawedBack.On, w => w.RewardOffice.Review) with
                                        {
                                            Citations = [],
                                        },
                                        Contact = grounds.Wordings.InForceOn(clawedBack.On).RewardOffice.Contact,
                                        Repayment = grounds.Wordings.InForceOn(clawedBack.On).RewardOffice.Repayment,
                                    }
                                ),
                            ],
                            []
                        )
                ),
            ],
        };

    private readonly RewardSnapshot reward;
    private readonly DateOnly on;
    private readonly IReadOnlyList<Step> explanation;
    private readonly RewardClawedBack? clawback;
    private readonly Remedy? remedy;
    private readonly string? contact;
    private readonly Repayment? repayment;

    public RewardDecision(RewardDecisionContent content, Imprint imprint)
        : base(imprint) =>
        (reward, on, explanation, remedy, contact) = (
            content.Decision.Reward,
            content.Decision.DecidedOn,
            content.Decision.Explanation,
            content.Remedy,
            content.Contact
        );

    public RewardDecision(RewardClawbackContent content, Imprint imprint)
        : base(imprint) =>
        (reward, on, explanation, clawback, remedy, contact, repayment) = (
            content.Clawback.Reward,
            content.Clawback.On,
            content.Clawback.Explanation,
            content.Clawback,
            content.Remedy,
            content.Contact,
            content.Repayment
        );

    protected override string Subject => $"{reward.PolicyName.Zh} {reward.Year}";

    protected override Text IssuerName => new("决定机关", "Decided by");

    protected override string? Watermark => reward.Sample ? "示例政策·不具约束力" : null;

    public static CertificateDescription Describe(RewardSnapshot reward, string office, Text title) =>
        new()
        {
            Kind = Kind,
            Title = title,
            Issuer = office,
            Access = new([Role.Finance, Role.Policy, Role.Auditor], [reward.Beneficiary.Uscc]),
            RestsOn = [],
            Facts =
            [
                Certified.Words("beneficiary", "奖励对象", "Beneficiary", reward.Beneficiary.Name),
                Certified.Words("policyName", "政策", "Policy", reward.PolicyName),
                Certified.Count("year", "年度", "Year", reward.Year),
                Certified.Money("amount", "奖励金额", "Amount", reward.Amount),
                .. reward.Sample
                    ? (CertifiedFact[])
                        [Certified.Words("sample", "说明", "Note", new Text("示例政策，不具约束力", "sample policy, not binding"))]
                    : [],
            ],
        };

    protected override void Body(ColumnDescriptor column)
    {
        Address(column, reward.Beneficiary.Name);
        if (clawback is null)
        {
            Say(
                column,
                $"根据{PolicyOf(reward)}，经审核、公示，决定给予你单位{reward.Year}年度技术合同奖励如下，本决定自{Print.Day(on)}起生效：",
                "After examination and public notice, the reward below is granted.",
                top: 8
            );
        }
        else
        {
            Say(
                column,
                $"因{Trimmed(clawback.Reason.Zh)}，根据{PolicyOf(reward)}，"
                    + (
                        reward.Amount > Yuan.Zero
                            ? $"现对{reward.Year}年度技术合同奖励的原决定作如下调整。"
                            : $"{reward.Year}年度技术合同奖励的原决定予以撤销。"
                    )
                    + $"本决定自{Print.Day(on)}起生效，替代原奖励决定：",
                "The reward is adjusted as shown below. This decision replaces the earlier one.",
                top: 8
            );
        }
        Facts(
            column,
            table =>
            {
                table.Wide("政策", "Policy", $"{reward.PolicyName.Zh}，第{reward.PolicyVersion}版");
                table.Wide("依据", "Basis", reward.Instrument.AsBasis());
                table.Half("奖励对象类别", "Role", reward.Role.Zh);
                table.Half("年度", "Year", Print.Year(reward.Year));
                table.Wide("合同", "Contracts", Contracts());
                table.Wide("计算基数", "Base", Print.Money(reward.Base));
                table.Wide("奖励金额", "Amount", Print.MoneyInWords(reward.Amount), strong: true);
                if (clawback is { Difference: var back } && back > Yuan.Zero)
                    table.Wide("应退回金额", "Amount to be repaid", Print.MoneyInWords(back), strong: true);
                table.Wide("决定日期", "Decided on", Print.Day(on));
            },
            top: 10
        );
        if (explanation.Count > 0)
        {
            Section(
                column,
                new("计算说明", "Calculation"),
                section =>
                    List(
                        section,
                        Columns,
                        explanation.Select((step, i) => (string[])[Print.Index(i), step.Text.Zh, step.Result, Clause(step)]),
                        top: 5
                    )
            );
        }
    }

    protected override void End(ColumnDescriptor column)
    {
        if (clawback is { Difference: var owed } && owed > Yuan.Zero)
            Say(column, Repay(), "Repay the amount as stated above.");
        if (remedy is not null)
            Remedies(column, remedy);
        Contact(column, contact);
        if (reward.Sample)
            Note(column, "本决定依据的政策为示例，不具约束力，不得据以请求支付。");
    }

    private static readonly ListColumn[] Columns =
    [
        new(new("步骤", "Step"), 0.8f),
        new(new("说明", "Explanation"), 5),
        new(new("结果", "Result"), 1.9f),
        new(new("条款", "Clause"), 2.3f),
    ];

    /// <summary>The policy as named in a sentence; a sample policy is marked as not being a real document.</summary>
    public static string PolicyOf(RewardSnapshot reward) =>
        reward.Sample
            ? $"示例政策“{reward.PolicyName.Zh}”（不是现行文件）"
            : reward.Instrument.AsBasis() ?? $"“{reward.PolicyName.Zh}”政策";

    // A sample policy has articles but no real instrument to cite.
    private string Clause(Step step) => (reward.Sample ? step.Citation?.Article : step.Citation?.AsBasis()) ?? "";

    private string Repay() =>
        repayment is { } how
            ? $"请你单位不迟于{Print.Day(on.AddDays(how.Days))}将应退回金额退至下列账户：{how.Account}。"
            : "请你单位按照决定机关通知的期限和账户退回应退回金额。";

    private string Contracts()
    {
        var named = string.Join('、', reward.ContractNumbers);
        return reward.Contracts > reward.ContractNumbers.Count ? $"{named}等共{reward.Contracts}份" : named;
    }

    private static string Trimmed(string reason) => reason.TrimEnd('。');
}
