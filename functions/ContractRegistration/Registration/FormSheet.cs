using System.Globalization;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// The registration form as printed on the information sheet (技术合同信息表). Natural persons and free texts are left out, because they may
/// contain secrets of the contract.
/// </summary>
public static class FormSheet
{
    public static ContractForm Of(Contract state, RuleBook rules)
    {
        var (content, set) = (state.Content, rules.RuleSets.Pinned(state.RuleSet!));
        Text Code(string table, string value) => CodeName(rules, table, value);

        var costs = Costs(state, set);
        FormSection[] sections =
        [
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
                        ("成果编号", "Achievement", Given(content.AchievementId))
                    ),
                ]
            ),
            new(
                new("价款与支付", "Price and payment"),
                [
                    .. Lines(
                        ("价款性质", "Certainty of the value", Code("valueStatus", Json.Word(content.ValueStatus))),
                        ("支付方式", "Payment", PaymentMode(content, rules)),
                        ("分期付款", "Instalments", List(content.Instalments.Select((p, i) => Instalment(p, i + 1)))),
                        ("提成比例", "Royalty rate", content.Royalty is { } royalty ? Percent(royalty.Rate) : null),
                        ("入门费", "Entrance fee", Money(content.Royalty?.EntranceFee)),
                        ("预计提成总额", "Estimated royalty", Money(content.Royalty?.EstimatedTotal)),
                        ("入股比例", "Share in capital", content.Equity is { } equity ? Percent(equity.Share) : null),
                        (
                            "原币金额",
                            "Original value",
                            content.OriginalValue is { } original
                                ? Text.Same($"{content.Currency} {original.ToString("N2", CultureInfo.InvariantCulture)}")
                                : null
                        ),
                        (
                            "汇率",
                            "Exchange rate",
                            content.ExchangeRate is { } rate
                                ? Text.Same(
                                    $"{rate.ToString("0.######", CultureInfo.InvariantCulture)}（{content.ExchangeRateOn:yyyy-MM-dd}）"
                                )
                                : null
                        ),
                        (
                            "非技术性费用",
                            "Non-technical cost",
                            List(costs.Select(c => new Text($"{c.Name.Zh}{c.Amount}元", $"{c.Name.En} {c.Amount} yuan")))
                        ),
                        ("实物投入", "In kind", content.InKind.Count == 0 ? null : Money(content.InKind.Sum(k => k.Value)))
                    ),
                ]
            ),
            .. content.AllParties().Select(p => OfParty(p.Path, p.Party, Code)),
            new(
                new("其他", "Other"),
                [
                    .. Lines(
                        ("关联交易", "Related parties", content.RelatedParty ? new("是", "yes") : new("否", "no")),
                        ("关联持股比例", "Related ownership", content.RelatedOwnership is { } share ? Percent(share) : null),
                        ("技术进出口登记证号", "Import or export number", Given(content.ImportExportNumber)),
                        ("合同语言", "Language", Given(content.Language)),
                        ("全国登记编号", "National number", Given(state.NationalNumber))
                    ),
                ]
            ),
        ];
        return new([.. sections.Where(s => s.Lines.Count > 0)], costs);
    }

    /// <summary>Name of the payment mode from the code table.</summary>
    public static Text PaymentMode(ContractContent content, RuleBook rules) =>
        CodeName(rules, "paymentMode", Json.Word(content.PaymentMode));

    private static Text CodeName(RuleBook rules, string table, string value) =>
        rules.Codes[table].Codes.FirstOrDefault(c => c.Value == value)?.Name ?? Text.Same(value);

    private static FormSection OfParty(string path, Party party, Func<string, string, Text> code)
    {
        var side =
            path.StartsWith("sellers", StringComparison.Ordinal) ? new Text("卖方", "Seller")
            : path.StartsWith("buyers", StringComparison.Ordinal) ? new("买方", "Buyer")
            : new("中介方", "Intermediary");
        var isPerson = party.IsPerson();
        return new(
            side,
            [
                .. Lines(
                    ("名称", "Name", Given(party.Name)),
                    ("统一社会信用代码", "Credit code", Given(party.Uscc)),
                    ("境外注册号", "Foreign number", Given(party.ForeignId)),
                    ("单位性质", "Kind", code("partyKind", party.Kind)),
                    ("国别", "Country", code("country", party.Country)),
                    ("行政区划", "Region", party.Region is { } region ? code("region", region) : null),
                    ("地址", "Address", isPerson ? null : Given(party.Address)),
                    ("邮政编码", "Postcode", isPerson ? null : Given(party.Postcode)),
                    ("企业规模", "Scale", party.Scale is { } scale ? Scale(scale) : null),
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

    private static DeductedCost[] Costs(Contract state, RuleSet set) =>
        [
            .. (state.Assessment?.CostLines ?? [])
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
        var due = part.DueOn is { } day ? $"，{day:yyyy-MM-dd}" : "";
        return new($"第{index}期{part.Amount}元{due}", $"{index}: {part.Amount} yuan{due.Replace("，", ", ", StringComparison.Ordinal)}");
    }

    private static Text? Money(Yuan? amount) => amount is { } known ? new Text($"{known}元", $"{known} yuan") : null;

    private static Text Percent(decimal share) => Text.Same($"{(share * 100).ToString("0.######", CultureInfo.InvariantCulture)}%");

    private static Text? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : Text.Same(value);

    private static Text? List(IEnumerable<Text> items) => items.ToArray() is { Length: > 0 } list ? Text.JoinLong(list) : null;

    private static IEnumerable<FormLine> Lines(params (string Zh, string En, Text? Value)[] lines) =>
        lines.Where(l => l.Value is not null).Select(l => new FormLine(new(l.Zh, l.En), l.Value!.Value));
}
