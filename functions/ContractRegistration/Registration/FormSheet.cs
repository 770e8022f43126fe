using System.Globalization;
using TechTransfer.ContractRegistration.Amounts;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// The registration form as printed on the application form (登记申请表) and the information sheet (技术合同信息表). Natural persons and free
/// texts are left out: free texts may contain secrets of the contract.
/// </summary>
public static class FormSheet
{
    public static ContractForm Of(Contract state, RuleBook rules) =>
        Of(state.Content, Costs(state.Assessment?.CostLines ?? [], rules.RuleSets.Pinned(state.RuleSet!)), state.NationalNumber, rules);

    /// <summary>Before the assessment: with the cost lines that the filer claims.</summary>
    public static ContractForm AsFiled(ContractContent content, RuleSet set, RuleBook rules) =>
        Of(
            content,
            Costs(content.CostLines.Select(l => l with { Deducted = l.Deducted ?? TechnicalAmount.DeductionOf(l) }), set),
            null,
            rules
        );

    private static ContractForm Of(ContractContent content, DeductedCost[] costs, string? nationalNumber, RuleBook rules)
    {
        Text Code(string table, string value) => CodeName(rules, table, value);

        FormSection[] sections =
        [
            .. Parties(new("卖方", "Seller"), content.Sellers, Code),
            .. Parties(new("买方", "Buyer"), content.Buyers, Code),
            .. Parties(new("中介方", "Intermediary"), content.Intermediary is { } broker ? [broker] : [], Code),
            new(
                new("技术与计划", "Technology and plan"),
                [
                    .. Lines(
                        ("技术领域", "Technical field", Code("technicalField", content.TechnicalField)),
                        ("知识产权", "Intellectual property", Code("ipKind", content.IpKind)),
                        (
                            "知识产权清单",
                            "Rights",
                            List(
                                content.IpRights.Select(r =>
                                    Code("ipKind", r.Kind) is var kind
                                        ? new Text($"{kind.Zh} {r.Number}", $"{kind.En} {r.Number}")
                                        : default
                                )
                            )
                        ),
                        ("许可方式", "Licence", content.Licence is { } licence ? Licence(licence) : null),
                        ("计划来源", "Plan source", Code("planSource", content.PlanSource)),
                        ("国民经济行业", "Industry", Code("industry", content.Industry)),
                        ("社会经济目标", "Socio-economic goal", Code("socioEconomicGoal", content.SocioEconomicGoal)),
                        ("转化职务科技成果", "Converts a service achievement", content.AchievementId is null ? null : new("是", "yes"))
                    ),
                ]
            ),
            new(
                new("价款与支付", "Price and payment"),
                [
                    .. Lines(
                        ("价款性质", "Certainty of the price", Code("valueStatus", Json.EnumName(content.ValueStatus))),
                        ("支付方式", "Payment", PaymentMode(content, rules)),
                        ("分期付款", "Instalments", List(content.Instalments.Select((p, i) => Instalment(p, i + 1)))),
                        ("提成比例", "Royalty rate", content.Royalty is { } royalty ? Percent(royalty.Rate) : null),
                        ("入门费", "Entrance fee", Money(content.Royalty?.EntranceFee)),
                        ("预计提成总额", "Estimated total royalty", Money(content.Royalty?.EstimatedTotal)),
                        ("入股比例", "Share in the company", content.Equity is { } equity ? Percent(equity.Share) : null),
                        (
                            "原币金额",
                            "Original value",
                            content.OriginalValue is { } original ? Amount(Code("currency", content.Currency), original) : null
                        ),
                        ("汇率", "Exchange rate", content is { ExchangeRate: { } rate, ExchangeRateOn: { } day } ? Rate(rate, day) : null),
                        (
                            "非技术性费用",
                            "Non-technical costs",
                            List(costs.Select(c => new Text($"{c.Name.Zh}{c.Amount}元", $"{c.Name.En} {c.Amount} yuan")))
                        ),
                        ("实物投入", "Contributions in kind", content.InKind.Count == 0 ? null : Money(content.InKind.Sum(k => k.Value)))
                    ),
                ]
            ),
            new(
                new("其他", "Other"),
                [
                    .. Lines(
                        ("关联交易", "Related parties", content.RelatedParty ? new("是", "yes") : new("否", "no")),
                        (
                            "关联持股比例",
                            "Shareholding between related parties",
                            content.RelatedOwnership is { } share ? Percent(share) : null
                        ),
                        ("技术进出口登记证号", "Technology import or export registration number", Given(content.ImportExportNumber)),
                        ("合同语言", "Language", Language(content.Language)),
                        ("全国登记编号", "National registration number", Given(nationalNumber))
                    ),
                ]
            ),
        ];
        return new([.. sections.Where(s => s.Lines.Count > 0)], costs);
    }

    public static Text PaymentMode(ContractContent content, RuleBook rules) =>
        CodeName(rules, "paymentMode", Json.EnumName(content.PaymentMode));

    public static ForeignPrice? ForeignPrice(ContractContent content, RuleBook rules) =>
        content is { Currency: not "CNY", OriginalValue: { } amount, ExchangeRate: { } rate, ExchangeRateOn: { } day }
            ? new(CodeName(rules, "currency", content.Currency), amount, rate, day)
            : null;

    public static ContractParty WithCountry(ContractParty party, RuleBook rules) =>
        party.Country == Party.China ? party : party with { CountryName = CodeName(rules, "country", party.Country) };

    private static Text CodeName(RuleBook rules, string table, string value) =>
        rules.Codes[table].Codes.FirstOrDefault(c => c.Value == value)?.Name ?? Text.Same(value);

    private static IEnumerable<FormSection> Parties(Text side, IReadOnlyList<Party> parties, Func<string, string, Text> code) =>
        parties.Select((party, i) => OfParty(parties.Count == 1 ? side : new($"{side.Zh}{i + 1}", $"{side.En} {i + 1}"), party, code));

    private static FormSection OfParty(Text side, Party party, Func<string, string, Text> code)
    {
        var isPerson = party.IsPerson();
        return new(
            side,
            [
                .. Lines(
                    ("名称", "Name", Given(party.Name)),
                    ("统一社会信用代码", "Unified social credit code", Given(party.Uscc)),
                    ("境外注册号", "Foreign registration number", Given(party.ForeignId)),
                    ("单位性质", "Type of organisation", code("partyKind", party.Kind)),
                    ("国别", "Country", code("country", party.Country)),
                    ("行政区划", "Region", party.Region is { } region ? code("region", region) : null),
                    ("地址", "Address", isPerson ? null : Given(party.Address)),
                    ("邮政编码", "Postcode", isPerson ? null : Given(party.Postcode)),
                    ("企业规模", "Size of the enterprise", party.Scale is { } scale ? Scale(scale) : null),
                    (
                        "机构属性",
                        "Body",
                        List(
                            party.BodyFlags.Select(f =>
                                f switch
                                {
                                    BodyFlag.TransferBody => new Text("技术转移机构", "technology-transfer body"),
                                    BodyFlag.ResearchBody => new("研发机构", "R&D body"),
                                    BodyFlag.ConvertedInstitute => new("转制院所", "converted institute"),
                                }
                            )
                        )
                    )
                ),
            ]
        );
    }

    private static Text Scale(CompanyScale scale) =>
        scale switch
        {
            CompanyScale.Large => new("大型", "large"),
            CompanyScale.Medium => new("中型", "medium"),
            CompanyScale.Small => new("小型", "small"),
            CompanyScale.Micro => new("微型", "micro"),
        };

    private static DeductedCost[] Costs(IEnumerable<CostLine> lines, RuleSet set) =>
        [
            .. lines
                .Where(l => l.Deducted > Yuan.Zero)
                .GroupBy(l => l.Type)
                .Select(g => new DeductedCost(g.Key, set.CostLineType(g.Key)?.Name ?? Text.Same(g.Key), g.Sum(l => l.Deducted!.Value))),
        ];

    private static Text Licence(Licence licence)
    {
        var mode = licence.Mode switch
        {
            LicenceMode.Exclusive => new Text("独占", "exclusive"),
            LicenceMode.Sole => new("排他", "sole"),
            LicenceMode.Ordinary => new("普通", "ordinary"),
        };
        var years = licence.Years.ToString("0.##", CultureInfo.InvariantCulture);
        return new($"{mode.Zh}，{years}年，{licence.Territory}", $"{mode.En}, {years} years, {licence.Territory}");
    }

    private static Text Instalment(Instalment part, int index)
    {
        var due = part.DueOn is { } day ? new Text($"，{day:yyyy年M月d日}", $", {day:yyyy-MM-dd}") : default;
        return new($"第{index}期{part.Amount}元{due.Zh}", $"{index}: {part.Amount} yuan{due.En}");
    }

    private static Text Amount(Text currency, decimal amount)
    {
        var written = amount.ToString("N2", CultureInfo.InvariantCulture);
        return new($"{written}{currency.Zh}", $"{written} {currency.En}");
    }

    private static Text Rate(decimal rate, DateOnly day)
    {
        var written = rate.ToString("0.######", CultureInfo.InvariantCulture);
        return new($"{written}（{day:yyyy年M月d日}）", $"{written} ({day:yyyy-MM-dd})");
    }

    private static Text? Language(string code) =>
        code switch
        {
            "zh" => new("中文", "Chinese"),
            "en" => new("英文", "English"),
            "de" => new("德文", "German"),
            "fr" => new("法文", "French"),
            "ja" => new("日文", "Japanese"),
            "ko" => new("韩文", "Korean"),
            "ru" => new("俄文", "Russian"),
            "es" => new("西班牙文", "Spanish"),
            _ => Given(code),
        };

    private static Text? Money(Yuan? amount) => amount is { } known ? new Text($"{known}元", $"{known} yuan") : null;

    private static Text Percent(decimal share) => Text.Same($"{(share * 100).ToString("0.######", CultureInfo.InvariantCulture)}%");

    private static Text? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : Text.Same(value);

    private static Text? List(IEnumerable<Text> items) => items.ToArray() is { Length: > 0 } list ? Text.JoinLong(list) : null;

    private static IEnumerable<FormLine> Lines(params (string Zh, string En, Text? Value)[] lines) =>
        lines.Where(l => l.Value is not null).Select(l => new FormLine(new(l.Zh, l.En), l.Value!.Value));
}
