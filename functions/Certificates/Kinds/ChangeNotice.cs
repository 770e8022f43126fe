using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The data printed on a change notice (变更登记通知书) or a correction of a clerical slip (更正通知书).</summary>
/// <param name="Before">The contract as it was registered before the change.</param>
/// <param name="Change">The change, with the contract after it.</param>
[JsonKind(ChangeContent.Kind)]
public sealed record ChangeContent(ContractRegistered Before, ContractChanged Change) : CertificateContent
{
    public const string Kind = "changeNotice";

    internal static CertificateKind Definition { get; } = new(Kind) { Handlers = [new MessageHandler<ContractChanged>(ChangedAsync)] };

    internal override IDocument LaidOut(Imprint imprint) => new ChangeNotice(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = Change.ClericalSlip
                ? new("技术合同登记更正通知书", "Notice of a corrected clerical error")
                : new("技术合同变更登记通知书", "Notice of a registered change"),
            Issuer = Change.Contract.RegistrarOffice,
            // Both the former and the new parties may see what changed.
            Access = new([Role.Registrar, Role.Approver, Role.Auditor, Role.Finance], Before.All().Concat(Change.Contract.All()).Codes()),
            RestsOn = [],
            Facts =
            [
                .. Certified.Contract(Change.Contract),
                Certified.Count("contractEdition", "合同登记版次", "Edition of the registration", Change.Edition),
                Certified.Day("changedOn", "变更日期", "Changed on", Change.ChangedOn),
            ],
        };

    private static async Task<IssuePlan> ChangedAsync(ContractChanged changed, Grounds grounds, CancellationToken cancellation)
    {
        var (contract, edition) = (changed.Contract.ContractId, changed.Edition - 1);
        return await grounds.Contracts.FindAsync(contract, edition, cancellation) is { } before
            ? new([new(contract, 1, new ChangeContent(before, changed), DueCertificate.Counted("edition", changed.Edition))], [])
            : new([], [], $"edition {edition} of {contract}");
    }
}

internal sealed class ChangeNotice(ChangeContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => $"技术合同登记编号{content.Change.Contract.Number}";

    protected override (Text Name, string Value)? Reference => (new("合同登记编号", "Registration number"), content.Change.Contract.Number);

    protected override void Body(ColumnDescriptor column)
    {
        var change = content.Change;
        Address(column, change.Contract.All().Names());
        Say(
            column,
            change.ClericalSlip
                ? $"《{content.Before.Title}》登记内容中的笔误已于{Print.Day(change.ChangedOn)}更正，登记编号不变。更正内容如下："
                : $"《{content.Before.Title}》的变更已于{Print.Day(change.ChangedOn)}准予登记，登记编号不变。变更内容如下：",
            change.ClericalSlip
                ? "A slip in the registration was put right; its number stays."
                : "The change of the contract is registered; its number stays.",
            top: 8
        );
        ListStart(column, Columns, Differences());
    }

    protected override void End(ColumnDescriptor column)
    {
        var rows = Differences();
        if (rows.Length > 0)
            ListEnd(column, Columns, rows);
        else
            Say(
                column,
                "登记证明所载事项未变，变更内容见技术合同登记表。",
                "The contents of the certificate are unchanged. The registration form shows the change.",
                top: 8
            );
        Say(
            column,
            $"即日起启用换发的登记证明（第{content.Change.Edition}版），原登记证明作废。已凭原登记证明申请优惠或者奖励的，请及时告知税务、财政等有关部门。",
            "The new edition of the certificate replaces the earlier one, which is void. If you applied for a relief or reward "
                + "with it, inform the tax, finance and other authorities."
        );
    }

    private static readonly ListColumn[] Columns =
    [
        new(new("事项", "Item"), 1.6f),
        new(new("变更前", "Before"), 3.5f),
        new(new("变更后", "After"), 3.5f),
    ];

    private string[][] Differences()
    {
        var (before, after) = (content.Before, content.Change.Contract);
        (string Name, string Before, string After)[] all =
        [
            ("项目名称", before.Title, after.Title),
            ("合同类别", KindNames.Of(before), KindNames.Of(after)),
            ("卖方", before.Sellers.Lines(), after.Sellers.Lines()),
            ("买方", before.Buyers.Lines(), after.Buyers.Lines()),
            ("中介方", Broker(before), Broker(after)),
            ("签订日期", Print.Day(before.SignedOn), Print.Day(after.SignedOn)),
            ("合同有效期", Print.Term(before.EffectiveFrom, before.EffectiveTo), Print.Term(after.EffectiveFrom, after.EffectiveTo)),
            ("合同成交额", Print.Money(before.ContractValue), Print.Money(after.ContractValue)),
            ("价款性质", ValueStatusName.Of(before), ValueStatusName.Of(after)),
            ("技术交易额", Print.Money(before.TechnicalAmount), Print.Money(after.TechnicalAmount)),
        ];
        return [.. all.Where(line => line.Before != line.After).Select(line => (string[])[line.Name, line.Before, line.After])];
    }

    private static string Broker(ContractRegistered contract) =>
        contract.Intermediary is { } broker ? ((ContractParty[])[broker]).Lines() : "无";
}

/// <summary>Chinese names of the value status (价款性质).</summary>
internal static class ValueStatusName
{
    public static string Of(ContractRegistered contract) =>
        contract.ValueStatus switch
        {
            "estimated" => "暂估",
            "undetermined" => "待定",
            _ => "已确定",
        };
}
