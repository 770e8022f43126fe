using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Engine;

public enum FactScope
{
    /// <summary>A contract; allowed in <c>counts</c> and in the <c>where</c> of a figure.</summary>
    Contract,

    /// <summary>The beneficiary; allowed in every condition.</summary>
    Beneficiary,

    /// <summary>The beneficiary's year; allowed in <c>eligibility</c> and in the <c>when</c> of a clause.</summary>
    Year,
}

public sealed class Fact
{
    public required string Name { get; init; }
    public required FactType Type { get; init; }
    public required FactScope Scope { get; init; }

    /// <summary>Code of the explanation step, in snake_case.</summary>
    public required string Code { get; init; }

    /// <summary>Name for people, used as the subject of a sentence.</summary>
    public required Text Title { get; init; }

    /// <summary>For flags: the sentences for yes and for no, without the full stop; null for a generated sentence.</summary>
    internal (Text Yes, Text No)? Sentences { get; init; }

    /// <summary>For words: the allowed words with their names.</summary>
    public IReadOnlyDictionary<string, Text>? Words { get; init; }

    /// <summary>
    /// True for amounts from which the reward is calculated. If a condition on such a fact fails, no reward is shown for the situation that
    /// the condition were met.
    /// </summary>
    internal bool IsFigure { get; init; }
    internal Func<Scope, FactValue> Read { get; init; } = _ => default;

    /// <summary>For a fact that each party on one side of the contract has: the parties, and how to read the fact of one party.</summary>
    internal (Func<Scope, IReadOnlyList<PartyFacts>> Of, Func<PartyFacts, FactValue> Read)? Each { get; init; }
}

/// <summary>All facts that conditions can test, besides the figures of the policy itself.</summary>
public static class FactCatalogue
{
    public static IReadOnlyDictionary<string, Fact> Known { get; } = All().ToDictionary(f => f.Name);

    /// <summary>The declared facts that every policy may use; a policy may add its own.</summary>
    public static IReadOnlyList<DeclaredFactRule> Declared { get; } =
    [
        new("goodStanding", FactType.Flag, new("信用状况良好", "Good credit standing")),
        new(
            "dishonestyListed",
            FactType.Flag,
            new("被列入严重失信主体名单且未移出", "On the list of serious dishonesty and not removed from it")
        ),
        new(
            "majorAccident",
            FactType.Flag,
            new("近三年发生重大安全事故或者有严重违法行为", "Major safety accident or serious violation of law within three years")
        ),
        new("fiscallyFunded", FactType.Flag, new("财政全额或者差额拨款单位", "Funded from the budget, wholly or in part")),
        new("businessRegisteredInZone", FactType.Flag, new("注册登记地在区内", "Registered in the zone")),
        new("taxRegisteredInZone", FactType.Flag, new("税务登记在区内", "Registered for tax in the zone")),
        new("statisticsRegisteredInZone", FactType.Flag, new("统计登记在区内", "Registered for statistics in the zone")),
        new("vatExemptionTaken", FactType.Flag, new("已享受技术合同增值税免税", "VAT exemption for technology contracts used")),
        new("otherFunding", FactType.Flag, new("同一事项已获其他财政资金", "Other public funding received for the same matter")),
        new("exchangeListed", FactType.Flag, new("已入驻技术交易平台", "Listed on a technology exchange platform")),
        new("specialAuditPassed", FactType.Flag, new("通过专项审计", "Special audit passed")),
        WithWords(
            "highTechCertification",
            new("高新技术企业认定", "High-tech certification"),
            ("none", new("未认定", "none")),
            ("first", new("首次认定", "first")),
            ("renewal", new("重新认定", "renewal"))
        ),
        WithWords(
            "nationalLabStage",
            new("国家级实验室申报阶段", "Stage of the application for a national laboratory"),
            ("none", new("未申报", "none")),
            ("applied", new("已申报", "applied")),
            ("approved", new("已获批", "approved"))
        ),
        new("rdSpend", FactType.Money, new("当年研发投入", "R&D expenditure of the year")),
        new("rdSpendBefore", FactType.Money, new("上年研发投入", "R&D expenditure of the previous year")),
        new("rdIntensity", FactType.Rate, new("研发投入强度", "R&D intensity")),
        new("revenue", FactType.Money, new("当年营业收入", "Revenue of the year")),
        new("productSales", FactType.Money, new("应用该技术的产品销售额", "Sales of products made with the technology")),
        new("awardRank", FactType.Count, new("获奖单位排名", "Rank among the award-winning organisations")),
        new("awardGrant", FactType.Money, new("第一完成单位奖励标准", "Standard reward for the first-ranked organisation")),
        new("foundedOn", FactType.Date, new("成立日期", "Date of establishment")),
    ];

    /// <summary>The declared facts of a contract that every policy may use; a policy may add its own.</summary>
    public static IReadOnlyList<DeclaredFactRule> DeclaredOfContract { get; } =
    [
        OfContract(UsedLocally, FactType.Flag, new("技术在本地应用", "The technology is used locally")),
        OfContract(OnPlatform, FactType.Flag, new("在平台成交", "Made on a platform")),
        OfContract(
            "invoiceNamesContract",
            FactType.Flag,
            new("发票注明合同登记编号", "The invoice bears the contract's registration number")
        ),
        OfContract("needFiledFirst", FactType.Flag, new("技术需求先行登记", "The need was filed before the contract")),
        OfContract("vatExemptionTaken", FactType.Flag, new("该合同已享受增值税免税", "The VAT exemption was used for the contract")),
        OfContract(
            "productSales",
            FactType.Money,
            new("应用该合同技术的产品销售额", "Sales of products made with the contract's technology")
        ),
    ];

    private const string UsedLocally = "usedLocally";
    private const string OnPlatform = "onPlatform";

    private static DeclaredFactRule OfContract(string name, FactType type, Text title) =>
        new(name, type, title) { Of = DeclaredOf.Contract };

    private static DeclaredFactRule WithWords(string name, Text title, params (string Word, Text Name)[] words) =>
        new(name, FactType.Word, title)
        {
            Words = [.. words.Select(w => w.Word)],
            WordNames = words.ToDictionary(w => w.Word, w => w.Name),
        };

    private static IEnumerable<Fact> All()
    {
        yield return Contract(
            "number",
            FactType.Code,
            "contract_number",
            "合同登记编号",
            "The registration number",
            c => FactValue.Of(c.Number)
        );
        yield return Contract("kind", FactType.Code, "contract_kind", "合同类别", "The contract kind", c => FactValue.Of(c.Kind));
        yield return Contract(
            "value",
            FactType.Money,
            "contract_value",
            "合同成交额",
            "The contract value",
            c => FactValue.OfNumber(c.ContractValue?.Fen),
            isFigure: true
        );
        yield return Contract(
            "technicalAmount",
            FactType.Money,
            "technical_amount",
            "技术交易额",
            "The technical amount",
            c => FactValue.OfNumber(c.TechnicalAmount.Fen),
            isFigure: true
        );
        yield return Contract(
            "valueStatus",
            FactType.Word,
            "value_status",
            "价款性质",
            "The certainty of the price",
            c => FactValue.Of(c.ValueStatus.Word()),
            Enum.GetValues<ValueStatus>().ToDictionary(v => v.Word(), v => v.Name()),
            isFigure: true
        );
        yield return Contract(
            "paymentMode",
            FactType.Word,
            "payment_mode",
            "支付方式",
            "The way of payment",
            c => FactValue.Of(c.PaymentMode.Word()),
            Enum.GetValues<PaymentMode>().ToDictionary(v => v.Word(), v => v.Name())
        );
        yield return Flag(
            "relatedParty",
            "parties_unrelated",
            "关联交易",
            "Transaction between related parties",
            c => c.RelatedParty,
            (new("买卖双方存在关联关系", "Seller and buyer are related"), new("买卖双方不存在关联关系", "Seller and buyer are not related"))
        );
        yield return Contract(
            "registeredOn",
            FactType.Date,
            "registered_in_year",
            "合同登记日期",
            "The day of registration",
            c => FactValue.Of(c.RegisteredOn)
        );
        yield return Contract("signedOn", FactType.Date, "signed_on", "合同签订日期", "The day of signing", c => FactValue.Of(c.SignedOn));
        yield return Contract(
            "effectiveFrom",
            FactType.Date,
            "effective_from",
            "合同生效日期",
            "The first day of validity",
            c => FactValue.Of(c.EffectiveFrom)
        );
        yield return Contract(
            "effectiveTo",
            FactType.Date,
            "effective_to",
            "合同有效期止",
            "The last day of validity",
            c => FactValue.Of(c.EffectiveTo)
        );
        yield return Contract(
            "technicalField",
            FactType.Code,
            "technical_field",
            "技术领域",
            "The technical field",
            c => FactValue.Of(c.TechnicalField)
        );
        yield return Contract(
            "ipKind",
            FactType.Code,
            "ip_kind",
            "知识产权类型",
            "The kind of intellectual property",
            c => FactValue.Of(c.IpKind)
        );
        yield return Contract("planSource", FactType.Code, "plan_source", "计划来源", "The plan source", c => FactValue.Of(c.PlanSource));
        yield return Contract(
            "licenceMode",
            FactType.Word,
            "licence_mode",
            "许可方式",
            "The type of licence",
            c => FactValue.Of(c.LicenceMode),
            new Dictionary<string, Text>
            {
                ["exclusive"] = new("独占许可", "exclusive"),
                ["sole"] = new("排他许可", "sole"),
                ["ordinary"] = new("普通许可", "ordinary"),
            }
        );
        yield return Contract(
            "licenceYears",
            FactType.Count,
            "licence_years",
            "许可年限",
            "The term of the licence in years",
            c => FactValue.OfNumber(c.LicenceYears)
        );
        yield return Flag(
            "convertsAchievement",
            "converts_achievement",
            "转化已备案的科技成果",
            "Converts a recorded achievement",
            c => c.ConvertsAchievement
        );
        yield return Flag(
            "usedLocally",
            "used_locally",
            "技术在本地应用",
            "The technology is used locally",
            c => c.UsedLocally ?? c.DeclaredFlag(UsedLocally)
        );
        yield return Flag("brokered", "brokered", "由中介方促成", "Brought about by a broker", c => c.Intermediary is not null);
        yield return Flag(
            "onPlatform",
            "on_platform",
            "在技术交易平台成交",
            "Concluded on a trading platform",
            c => c.Platform is not null ? true : c.DeclaredFlag(OnPlatform)
        );
        yield return Of(
            "contract.paidInYear",
            FactType.Money,
            FactScope.Contract,
            "paid_in_year",
            new("年度内到账（支付）额", "The money received or paid within the year"),
            s => FactValue.OfNumber(s.PaidInYear()),
            isFigure: true
        );
        yield return Of(
            "contract.paidToDate",
            FactType.Money,
            FactScope.Contract,
            "paid_to_date",
            new("累计到账（支付）额", "The money received or paid so far"),
            s => FactValue.OfNumber(s.PaidToDate()),
            isFigure: true
        );
        yield return Of(
            "contract.paidShare",
            FactType.Rate,
            FactScope.Contract,
            "paid_share",
            new("累计到账（支付）占合同成交额比例", "The share of the contract value received or paid so far"),
            s => s.PaidShare(),
            isFigure: true
        );

        foreach (var (name, type, title, read) in PartyParts())
        {
            yield return new()
            {
                Name = $"beneficiary.{name}",
                Type = type,
                Scope = FactScope.Beneficiary,
                Code = $"beneficiary_{Snake(name)}",
                Title = new($"申报单位{title.Zh}", $"The beneficiary's {title.En}"),
                Sentences =
                    name == "inZone"
                        ? (
                            new("申报单位在高新区内", "The beneficiary is located in the zone"),
                            new("申报单位不在高新区内", "The beneficiary is not located in the zone")
                        )
                        : null,
                Read = s => read(s.Party),
            };
            foreach (
                var (side, zh, en, of) in new (string, string, string, Func<Scope, IReadOnlyList<PartyFacts>>)[]
                {
                    ("sellers", "卖方", "seller", s => s.Item!.Contract.Sellers),
                    ("buyers", "买方", "buyer", s => s.Item!.Contract.Buyers),
                }
            )
            {
                yield return new()
                {
                    Name = $"{side}.{name}",
                    Type = type,
                    Scope = FactScope.Contract,
                    Code = $"{side}_{Snake(name)}",
                    Title = new($"{zh}{title.Zh}", $"The {en}'s {title.En}"),
                    Sentences =
                        name == "inZone"
                            ? (
                                new($"{zh}在高新区内", $"The {en} is located in the zone"),
                                new($"{zh}不在高新区内", $"The {en} is not located in the zone")
                            )
                            : null,
                    Read = s => of(s) is [var first, ..] ? read(first) : default,
                    Each = (of, read),
                };
            }
        }
    }

    private static (string Name, FactType Type, Text Title, Func<PartyFacts, FactValue> Read)[] PartyParts() =>
        [
            ("kind", FactType.Code, new("单位性质代码", "party kind code"), p => p.Kind.Length == 0 ? default : FactValue.Of(p.Kind)),
            ("inZone", FactType.Flag, new("所在地", "location"), p => FactValue.Of(p.InZone)),
            ("region", FactType.Code, new("所在地行政区划代码", "region code"), p => FactValue.Of(p.Region)),
            ("country", FactType.Code, new("国别代码", "country code"), p => FactValue.Of(p.Country)),
        ];

    private static Fact Contract(
        string name,
        FactType type,
        string code,
        string zh,
        string en,
        Func<KnownContract, FactValue> read,
        IReadOnlyDictionary<string, Text>? words = null,
        bool isFigure = false
    ) =>
        new()
        {
            Name = $"contract.{name}",
            Type = type,
            Scope = FactScope.Contract,
            Code = code,
            Title = new(zh, en),
            Words = words,
            IsFigure = isFigure,
            Read = s => read(s.Item!.Contract),
        };

    private static Fact Flag(
        string name,
        string code,
        string zh,
        string en,
        Func<KnownContract, bool?> read,
        (Text, Text)? sentences = null
    ) =>
        new()
        {
            Name = $"contract.{name}",
            Type = FactType.Flag,
            Scope = FactScope.Contract,
            Code = code,
            Title = new(zh, en),
            Sentences = sentences,
            Read = s => FactValue.Of(read(s.Item!.Contract)),
        };

    private static Fact Of(
        string name,
        FactType type,
        FactScope scope,
        string code,
        Text title,
        Func<Scope, FactValue> read,
        bool isFigure
    ) =>
        new()
        {
            Name = name,
            Type = type,
            Scope = scope,
            Code = code,
            Title = title,
            Read = read,
            IsFigure = isFigure,
        };

    internal static string Snake(string camel) =>
        string.Concat(camel.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));
}
