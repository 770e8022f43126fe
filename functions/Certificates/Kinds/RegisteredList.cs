using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

public sealed record ListedContract(
    string ContractId,
    int Edition,
    string Number,
    string Title,
    Text KindName,
    string Sellers,
    string Buyers,
    Yuan ContractValue,
    Yuan TechnicalAmount,
    DateOnly RegisteredOn
)
{
    public static ListedContract Of(ContractRegistered contract, int edition) =>
        new(
            contract.ContractId,
            edition,
            contract.Number,
            contract.Title,
            contract.KindName,
            contract.Sellers.Names(),
            contract.Buyers.Names(),
            contract.ContractValue,
            contract.TechnicalAmount,
            contract.RegisteredOn
        );
}

/// <summary>The data printed on a list of registered contracts (技术合同登记清单).</summary>
/// <param name="Contracts">Ordered by registration number.</param>
/// <param name="IsLarge">True when all contracts are large; a list never mixes large contracts with others.</param>
/// <param name="Seen">Credit codes of the organisations that may see the list: the parties to every contract in it.</param>
[JsonKind(RegisteredListContent.Kind)]
public sealed record RegisteredListContent(IReadOnlyList<ListedContract> Contracts, bool IsLarge, IReadOnlyList<string> Seen, string Office)
    : CertificateContent
{
    public const string Kind = "registeredList";
    private const long FenPerWan = 1_000_000;

    internal static CertificateKind Definition { get; } =
        new(Kind)
        {
            OnRequest = new((contracts, caller, wording, _) => Listed(contracts, caller, wording.Lists))
            {
                Most = wording => wording.Lists.Longest,
            },
        };

    internal override IDocument LaidOut(Imprint imprint) => new RegisteredList(this, imprint);

    public override CertificateDescription Describe() =>
        new()
        {
            Kind = Kind,
            Title = new("技术合同登记清单", "List of registered technology contracts"),
            Issuer = Office,
            Access = new([Role.Registrar, Role.Auditor, Role.Finance], Seen),
            RestsOn = [.. Contracts.SelectMany(c => RegistrationContent.RestsOn(c.ContractId, c.Edition)).Distinct()],
            Facts =
            [
                Certified.Count("contracts", "合同份数", "Contracts", Contracts.Count),
                Certified.Money("contractValue", "合同成交额合计", "Total contract value", Contracts.Sum(c => c.ContractValue)),
                Certified.Money("technicalAmount", "技术交易额合计", "Total technical amount", Contracts.Sum(c => c.TechnicalAmount)),
            ],
        };

    private static Outcome<DueCertificate> Listed(IReadOnlyList<RequestedContract> contracts, Caller caller, ListRule rule)
    {
        var large = contracts.Count(c => c.Contract.TechnicalAmount >= rule.LargeFrom);
        if (large > 0 && large < contracts.Count)
            return Problem.Of(Catalogue.ListMixesLarge, ("limit", Limit(rule.LargeFrom))).At("subjects");
        if (large > 0 && !caller.Is(Role.Registrar))
            return Problem.Of(Catalogue.LargeListByRegistrar);

        ListedContract[] listed =
        [
            .. contracts.Select(c => ListedContract.Of(c.Contract, c.Edition)).OrderBy(c => c.Number, StringComparer.Ordinal),
        ];
        // Only a party to every contract may see the list; any other party would see amounts that are not its own.
        var seen = contracts.Select(c => c.Contract.All().Codes().AsEnumerable()).Aggregate((all, next) => all.Intersect(next)).ToArray();
        var content = new RegisteredListContent(listed, large > 0, seen, contracts[0].Contract.RegistrarOffice);
        return new DueCertificate($"list-{Ids.Derive([.. listed.Select(c => $"{c.ContractId} {c.Edition}")])}", 1, content);
    }

    // Chinese counts large round amounts in 万.
    private static Text Limit(Yuan limit) => new(limit.Fen % FenPerWan == 0 ? $"{limit.Fen / FenPerWan}万" : $"{limit}", $"{limit}");
}

/// <summary>
/// Prints the list with a watermark that it is no tax proof. The whole list becomes void when one of its contracts changes or ends.
/// </summary>
internal sealed class RegisteredList(RegisteredListContent content, Imprint imprint) : CertificateDocument(imprint)
{
    protected override string Subject => "技术合同登记清单";

    protected override string? Watermark => "不作为税务凭证";

    protected override PageSize Size => PageSizes.A4.Landscape();

    protected override void Body(ColumnDescriptor column)
    {
        Say(
            column,
            $"下列{content.Contracts.Count}份技术合同{(content.IsLarge ? "（均为大额合同）" : "")}已认定登记，截至签发日登记有效。",
            "The contracts below are registered, and their registrations are valid on the date of issue.",
            top: 10
        );
        ListStart(column, Columns, Rows());
    }

    protected override void End(ColumnDescriptor column)
    {
        ListEnd(
            column,
            Columns,
            Rows(),
            ["合计", $"{content.Contracts.Sum(c => c.ContractValue)}", $"{content.Contracts.Sum(c => c.TechnicalAmount)}"]
        );
        Note(column, "本清单不作为税务凭证。所列任一合同变更登记、注销登记或者被撤销登记的，本清单同时失效，请扫码核验现行状态。");
        Note(column, "制表人（签字）：＿＿＿＿＿＿＿＿　　复核人（签字）：＿＿＿＿＿＿＿＿", top: 12);
    }

    private string[][] Rows() =>
        [
            .. content.Contracts.Select(
                (c, i) =>
                    (string[])
                        [
                            Print.Index(i),
                            c.Number,
                            c.Title,
                            c.KindName.Zh,
                            c.Sellers,
                            c.Buyers,
                            Print.ShortDay(c.RegisteredOn),
                            $"{c.ContractValue}",
                            $"{c.TechnicalAmount}",
                        ]
            ),
        ];

    private static readonly ListColumn[] Columns =
    [
        new(new("序号", "No."), 1.1f),
        new(new("登记编号", "Registration number"), 3.3f),
        new(new("项目名称", "Project"), 4),
        new(new("类别", "Kind"), 1.7f),
        new(new("卖方", "Seller"), 2.7f),
        new(new("买方", "Buyer"), 2.7f),
        new(new("登记日期", "Registered on"), 2.1f),
        new(new("合同成交额（元）", "Contract value"), 2.8f, IsAmount: true),
        new(new("技术交易额（元）", "Technical amount"), 2.8f, IsAmount: true),
    ];
}
