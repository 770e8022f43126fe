using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on an income assessment (技术合同技术性收入核定表): one receipt's part for one contract, net of refunds.</summary>
/// <param name="Contract">The registered contract to which the income belongs.</param>
/// <param name="ContractEdition">Number of the contract's edition, from 1.</param>
/// <param name="Payee">Organisation that received the money and may see the certificate.</param>
/// <param name="Received">Amount received for this contract, yuan.</param>
/// <param name="Refunded">Part of it refunded since, yuan.</param>
/// <param name="TechnicalIncome">Technical income in the amount kept (技术性收入), yuan.</param>
[JsonKind(IncomeContent.Kind)]
public sealed record IncomeContent(
    ContractRegistered Contract,
    int ContractEdition,
    string ReceiptId,
    ReceiptParty Payee,
    ReceiptParty Payer,
    DateOnly ReceivedOn,
    Yuan Received,
    Yuan Refunded,
    Yuan TechnicalIncome
) : CertificateContent
{
    public const string Kind = "incomeAssessment";

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            Handlers = [new MessageHandler<ReceiptConfirmed>(OfReceiptAsync), new MessageHandler<ReceiptRefunded>(OfReceiptAsync)],
        };

    /// <summary>Amount received less refunds (本次实现成交额), yuan.</summary>
    internal Yuan Realised => Received - Refunded;

    /// <summary>Non-technical part of the amount kept (本次扣除成本), yuan.</summary>
    internal Yuan CostDeducted => Realised - TechnicalIncome;

    internal override IDocument LaidOut(Imprint imprint) => new IncomeAssessment(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("技术合同技术性收入核定表", "Assessment of technical income"),
            Issuer = Contract.RegistrarOffice,
            Access = new([Role.Registrar, Role.Auditor, Role.Finance], Payee.Uscc is { } uscc ? [uscc] : []),
            RestsOn = [Contract.ContractId],
            Facts =
            [
                .. Certified.Contract(Contract),
                Certified.Words("payee", "收款单位", "Payee", Payee.Name),
                Certified.Day("receivedOn", "到账日期", "Received on", ReceivedOn),
                Certified.Money("technicalIncome", "本次技术性收入", "Technical income of this receipt", TechnicalIncome),
            ],
        };

    // One certificate for each contract whose technical income is known, that is, whose value is determined. Each refund makes its next
    // edition. Contracts imported as past registrations get none.
    private static async Task<IssuePlan> OfReceiptAsync(ReceiptMessage receipt, Grounds grounds, CancellationToken cancellation)
    {
        var sheets = new List<DueCertificate>();
        string? awaited = null;
        foreach (var part in receipt.Allocations.Where(a => a is { TechnicalAmount: not null, Historical: false }))
        {
            if (
                await grounds.Contracts.NewestAsync(part.ContractId, cancellation)
                is not { Content: RegistrationContent registration } certificate
            )
            {
                awaited = $"the registration of {part.ContractId}";
                continue;
            }
            ReceiptAllocation[] refunds = [.. receipt.Refunds.SelectMany(r => r.Allocations).Where(a => a.ContractId == part.ContractId)];
            var content = new IncomeContent(
                registration.Contract,
                certificate.Key.Edition,
                receipt.ReceiptId,
                receipt.Payee,
                receipt.Payer,
                receipt.ReceivedOn,
                part.Amount,
                refunds.Sum(r => r.Amount),
                part.TechnicalAmount!.Value - refunds.Sum(r => r.TechnicalAmount ?? Yuan.Zero)
            );
            sheets.Add(new(part.ContractId, 1 + refunds.Length, content, receipt.ReceiptId));
        }
        return new(sheets, [], awaited);
    }
}

/// <summary>The traditional form on which researchers' bonuses (奖酬金) are based: issued after a payment and before the bonus.</summary>
internal sealed class IncomeAssessment(IncomeContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"技术合同登记编号{content.Contract.Number}";

    protected override (Text Name, string Value)? Reference => (new("合同登记编号", "Registration number"), content.Contract.Number);

    protected override void Body(ColumnDescriptor column)
    {
        var contract = content.Contract;
        Facts(
            column,
            table =>
            {
                table.Wide("收款单位（申请人）", "Payee (applicant)", content.Payee.Name);
                table.Wide("付款单位", "Payer", content.Payer.Name);
                table.Wide("项目名称", "Project", contract.Title);
                table.Wide("合同类别", "Kind", KindNames.Of(contract));
                table.Wide("支付方式", "Payment", PaymentName());
                table.Half("合同成交额", "Contract value", Print.Money(contract.ContractValue));
                table.Half("技术交易额", "Technical amount", Print.Money(contract.TechnicalAmount));
                table.Half("到账日期", "Received on", Print.Day(content.ReceivedOn));
                table.Half("本次到账", "Received", Print.Money(content.Received));
                if (content.Refunded > Yuan.Zero)
                    table.Wide("已退款", "Refunded", Print.Money(content.Refunded));
                table.Half("本次实现成交额", "Contract value realised", Print.Money(content.Realised), strong: true);
                table.Half("本次扣除成本", "Costs deducted", Print.Money(content.CostDeducted));
            }
        );
        var costs = Costs();
        if (costs.Count > 0)
        {
            Section(
                column,
                new("本次扣除成本明细（按登记的非技术性费用比例推算）", "Costs deducted, in proportion to the registered costs"),
                section =>
                    List(
                        section,
                        Columns,
                        costs.Select((c, i) => (string[])[Print.Index(i), c.Name.Zh, $"{c.Amount}"]),
                        ["合计", $"{content.CostDeducted}"],
                        top: 5
                    )
            );
        }
    }

    protected override void End(ColumnDescriptor column)
    {
        Facts(
            column,
            table =>
            {
                table.Wide("本次技术性收入", "Technical income", Print.MoneyInWords(content.TechnicalIncome), strong: true);
                table.Wide("审核意见", "Opinion", "经核对登记内容与到账记录，同意按上列金额核定本次技术性收入。");
                table.HalfBlank("审核人（签字）", "Examined by", 40);
                table.HalfBlank("财务专用章（盖章）", "Finance seal", 40);
            }
        );
        Note(
            column,
            "本表为电子文书；需要纸质件的，一式四份：申请人一份，税务机关两份，登记机构一份。本次技术性收入=本次实现成交额−本次扣除成本。"
        );
    }

    private static readonly ListColumn[] Columns =
    [
        new(new("序号", "No."), 0.7f),
        new(new("费用类别", "Type of cost"), 4),
        new(new("金额（元）", "Amount (yuan)"), 2.4f, IsAmount: true),
    ];

    // Older messages carry only the code of the payment mode, without its name.
    private string PaymentName() =>
        content.Contract.PaymentModeName?.Zh
        ?? content.Contract.PaymentMode switch
        {
            "once" => "一次总付",
            "instalments" => "分期支付",
            "royalty" => "提成支付",
            "entranceFeeAndRoyalty" => "提成支付附加预付入门费",
            "equity" => "技术入股",
            "useFirst" => "先使用后付费",
            "other" => "其他",
            var code => code,
        };

    private List<(Text Name, Yuan Amount)> Costs()
    {
        var types = content.Contract.Form?.Deductions ?? [];
        if (types.Count == 0 || content.CostDeducted <= Yuan.Zero)
            return [];
        var parts = content.CostDeducted.SplitByLargestRemainder([.. types.Select(t => t.Amount.Fen)]);
        return [.. types.Zip(parts, (type, part) => (type.Name, part))];
    }
}
