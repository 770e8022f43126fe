using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>
/// The columns of import and export: first those of the national web form (全国技术合同管理与服务系统, as of 2021) under its names, then
/// further fields of a contract. Import accepts names or headings in any order; export writes headings in this order.
/// </summary>
public static partial class NationalForm
{
    public const string Title = "projectname";
    public const string Kind = "contracttype";
    public const string Value = "totalamount";
    public const string TechnicalAmount = "technicalamount";
    public const string SignedOn = "signdate";
    public const string EffectiveFrom = "contractbegindate";
    public const string EffectiveTo = "contractenddate";
    public const string PaymentMode = "paymethod";
    public const string RelatedParty = "isrelated";
    public const string PlanSource = "projectplantype";
    public const string IpKind = "ipr";
    public const string TechnicalField = "techarea";
    public const string Industry = "industry";
    public const string Goal = "socioeconomicgoal";
    public const string NationalNumber = "nationalnumber";
    public const string RegisteredOn = "registeredon";
    public const string Remarks = "remarks";
    public const string ClaimedKind = "claimedkind";
    public const string ClaimedTechnicalAmount = "claimedtechnicalamount";
    public const string MoreSellers = "moresellers";
    public const string MoreBuyers = "morebuyers";
    public const string ClaimedCostLines = "claimedcostlines";

    public static IReadOnlyList<Column> Columns { get; } = [.. All()];

    private static readonly Dictionary<string, Column> ByHeading = Headings();
    private static readonly Dictionary<string, string> NameByPath = Columns
        .Where(c => c.Path.Length > 0)
        .GroupBy(c => c.Path)
        .ToDictionary(g => g.Key, g => g.First().Name);

    /// <summary>
    /// Null for an unknown heading. Ignores blanks, case, width of letters, marks such as * and （必填）, and the unit （元）.
    /// </summary>
    public static Column? Find(string heading) => heading.Length > LongestHeading ? null : ByHeading.GetValueOrDefault(Plain(heading));

    /// <summary>Heading for a path in an error: <c>moresellers[1].uscc</c> gives 其他卖方第2项. Empty for an unknown column.</summary>
    public static string HeadingOf(string path)
    {
        var name = ColumnOf(path);
        var column = Columns.FirstOrDefault(c => c.Name == name);
        return column is null ? "" : column.Heading + ItemOf(path);
    }

    /// <summary>Column name at the start of a path in an error: <c>moresellers</c> of <c>moresellers[1].uscc</c>.</summary>
    public static string ColumnOf(string path)
    {
        var end = path.IndexOfAny(['[', '.']);
        return end < 0 ? path : path[..end];
    }

    /// <summary>The item of a list in Chinese, counted from 1: 第2项 for the index 1. Empty if the path has no index.</summary>
    public static string ItemOf(string path) =>
        Item().Match(path) is { Success: true } item
            ? $"第{int.Parse(item.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) + 1}项"
            : "";

    [System.Text.RegularExpressions.GeneratedRegex(@"^\w+\[([0-9]{1,3})\]")]
    private static partial System.Text.RegularExpressions.Regex Item();

    public static IReadOnlyList<Column> Exported { get; } = [.. Columns.Where(c => c.Value is not null)];

    /// <summary>
    /// Maps the path of a contract field to its column: <c>sellers[0].name</c> is <c>seller_name</c>, <c>buyers[2].uscc</c> is
    /// <c>morebuyers[1].uscc</c>.
    /// </summary>
    public static string PathOf(string field)
    {
        if (NameByPath.TryGetValue(field, out var name))
            return name;
        foreach (
            var (list, first, more) in (ReadOnlySpan<(string, string, string)>)
                [("sellers", "seller_name", MoreSellers), ("buyers", "buyername", MoreBuyers)]
        )
        {
            if (field == list || field == $"{list}[0]")
                return first;
            if (!field.StartsWith($"{list}[", StringComparison.Ordinal))
                continue;
            var end = field.IndexOf(']', StringComparison.Ordinal);
            var index = int.Parse(field.AsSpan(list.Length + 1, end - list.Length - 1), System.Globalization.CultureInfo.InvariantCulture);
            return index == 0 ? field : $"{more}[{index - 1}]{field[(end + 1)..]}";
        }
        var tail = field.IndexOfAny(['[', '.']);
        return tail > 0 && NameByPath.TryGetValue(field[..tail], out var column) ? column + field[tail..] : field;
    }

    private const int LongestHeading = 200;

    private static string Plain(string heading) => Mark().Replace(PlainText.Of(heading), "");

    // The text is normalised before matching, so that brackets are half-width.
    [System.Text.RegularExpressions.GeneratedRegex(
        @"[*※★]|[:：]$|[(\[【](必填|必填项|选填|选填项|可选|非必填|元|单位[:：]?元|人民币|人民币元|¥|￥)[)\]】]"
    )]
    private static partial System.Text.RegularExpressions.Regex Mark();

    private static Dictionary<string, Column> Headings()
    {
        var headings = new Dictionary<string, Column>();
        foreach (var column in Columns)
        {
            foreach (var heading in column.OtherHeadings.Append(column.Name).Append(column.Heading))
                headings.Add(Plain(heading), column);
        }
        return headings;
    }

    private static IEnumerable<Column> All()
    {
        yield return new(Title, "项目名称", "title", CellKind.Text, c => c.Content.Title, Need.Always)
        {
            OtherHeadings = ["合同名称", "合同项目名称", "技术合同名称", "项目（合同）名称"],
        };
        yield return new(Kind, "合同类别", "kind", CellKind.Code, c => c.Kind, Need.Always)
        {
            OtherHeadings = ["合同类型", "技术合同类别", "技术合同类型"],
        };
        yield return new(Value, "成交额", "contractValue", CellKind.Money, c => c.Content.ContractValue, Need.Historical)
        {
            OtherHeadings = ["合同成交额", "成交金额", "合同成交金额", "合同金额", "合同总金额", "合同总额", "合同价款"],
        };
        yield return new(
            TechnicalAmount,
            "技术交易额",
            "technicalAmount",
            CellKind.Money,
            c => c.Assessment?.TechnicalAmount ?? c.Content.ClaimedTechnicalAmount,
            Need.Historical
        )
        {
            OtherHeadings = ["技术交易金额", "合同技术交易额"],
        };
        yield return new(SignedOn, "签订日期", "signedOn", CellKind.Date, c => c.Content.SignedOn, Need.Always)
        {
            OtherHeadings = ["合同签订日期", "签订时间", "合同签订时间", "签约日期", "签约时间", "签署日期", "签署时间"],
        };
        yield return new(EffectiveFrom, "合同起始日期", "effectiveFrom", CellKind.Date, c => c.Content.EffectiveFrom, Need.Always)
        {
            OtherHeadings = ["合同开始日期", "有效期起", "起始日期", "开始日期", "合同起始时间", "合同开始时间", "合同有效期起"],
        };
        yield return new(EffectiveTo, "合同终止日期", "effectiveTo", CellKind.Date, c => c.Content.EffectiveTo, Need.Always)
        {
            OtherHeadings = ["合同结束日期", "有效期止", "终止日期", "结束日期", "合同终止时间", "合同结束时间", "合同有效期止"],
        };
        yield return new(PaymentMode, "支付方式", "paymentMode", CellKind.Word, c => c.Content.PaymentMode, Need.Always)
        {
            OtherHeadings = ["付款方式", "价款支付方式"],
        };
        yield return new(RelatedParty, "是否关联交易", "relatedParty", CellKind.YesNo, c => c.Content.RelatedParty, Need.Always)
        {
            OtherHeadings = ["关联交易", "是否为关联交易"],
        };
        yield return new(PlanSource, "计划来源", "planSource", CellKind.Code, c => c.Content.PlanSource, Need.Always)
        {
            OtherHeadings = ["项目计划来源", "计划类别"],
        };
        yield return new(IpKind, "知识产权", "ipKind", CellKind.Code, c => c.Content.IpKind, Need.Always)
        {
            OtherHeadings = ["知识产权类别", "知识产权类型"],
        };
        yield return new(TechnicalField, "技术领域", "technicalField", CellKind.Code, c => c.Content.TechnicalField, Need.Always)
        {
            OtherHeadings = ["所属技术领域"],
        };
        yield return new(Industry, "国民经济行业", "industry", CellKind.Code, c => c.Content.Industry, Need.Always)
        {
            OtherHeadings = ["所属国民经济行业", "国民经济行业分类", "国民经济行业类别"],
        };
        yield return new(Goal, "社会经济目标", "socioEconomicGoal", CellKind.Code, c => c.Content.SocioEconomicGoal, Need.Always)
        {
            OtherHeadings = ["社会经济效益目标", "服务的社会经济目标"],
        };
        foreach (
            var column in OfParty(
                "买方",
                "buyers[0]",
                PartyColumns.Buyer,
                c => c.Content.Buyers is [var first, ..] ? first : null,
                Need.Always
            )
        )
            yield return column;

        foreach (
            var column in OfParty(
                "卖方",
                "sellers[0]",
                PartyColumns.Seller,
                c => c.Content.Sellers is [var first, ..] ? first : null,
                Need.Always
            )
        )
            yield return column;
        foreach (var column in OfParty("中介方", "intermediary", PartyColumns.Intermediary, c => c.Content.Intermediary, Need.Optional))
            yield return column;
        yield return new(MoreSellers, "其他卖方", "", CellKind.List, c => ListOf(c.Content.Sellers.Skip(1)));
        yield return new(MoreBuyers, "其他买方", "", CellKind.List, c => ListOf(c.Content.Buyers.Skip(1)));
        yield return new(ClaimedKind, "填报合同类别", "", CellKind.Code, c => c.Content.Kind) { OtherHeadings = ["申报合同类别"] };
        yield return new(
            ClaimedTechnicalAmount,
            "填报技术交易额",
            "claimedTechnicalAmount",
            CellKind.Money,
            c => c.Content.ClaimedTechnicalAmount
        )
        {
            OtherHeadings = ["申报技术交易额"],
        };
        yield return new("valuestatus", "价款性质", "valueStatus", CellKind.Word, c => c.Content.ValueStatus)
        {
            // Heading in exports of earlier releases.
            OtherHeadings = ["金额性质"],
        };
        yield return new("currency", "币种", "currency", CellKind.Code, c => c.Content.Currency);
        yield return new("originalvalue", "原币金额", "originalValue", CellKind.Number, c => c.Content.OriginalValue);
        yield return new("exchangerate", "汇率", "exchangeRate", CellKind.Number, c => c.Content.ExchangeRate);
        yield return new("exchangerateon", "汇率日期", "exchangeRateOn", CellKind.Date, c => c.Content.ExchangeRateOn);
        yield return new("inkind", "实物投入", "inKind", CellKind.List, c => ListOf(c.Content.InKind));
        yield return new(
            "costlines",
            "非技术性费用",
            "costLines",
            CellKind.List,
            c => ListOf(c.Assessment?.CostLines ?? c.Content.CostLines)
        );
        yield return new(ClaimedCostLines, "填报非技术性费用", "", CellKind.List, c => ListOf(c.Content.CostLines))
        {
            OtherHeadings = ["申报非技术性费用"],
        };
        yield return new("instalments", "分期付款", "instalments", CellKind.List, c => ListOf(c.Content.Instalments));
        yield return new("royalty_base", "提成基数", "royalty.base", CellKind.Text, c => c.Content.Royalty?.Base);
        yield return new("royalty_rate", "提成比例", "royalty.rate", CellKind.Share, c => c.Content.Royalty?.Rate);
        yield return new("royalty_entrancefee", "入门费", "royalty.entranceFee", CellKind.Money, c => c.Content.Royalty?.EntranceFee);
        yield return new(
            "royalty_estimatedtotal",
            "预计提成总额",
            "royalty.estimatedTotal",
            CellKind.Money,
            c => c.Content.Royalty?.EstimatedTotal
        );
        yield return new("equity_share", "入股比例", "equity.share", CellKind.Share, c => c.Content.Equity?.Share);
        yield return new("equity_company", "入股企业", "equity.company", CellKind.Text, c => c.Content.Equity?.Company);
        yield return new("iprights", "知识产权清单", "ipRights", CellKind.List, c => ListOf(c.Content.IpRights));
        yield return new("achievementid", "成果编号", "achievementId", CellKind.Text, c => c.Content.AchievementId);
        yield return new("linkedcontract", "关联合同", "linkedContract", CellKind.Text, c => c.Content.LinkedContract);
        yield return new("licence_mode", "许可方式", "licence.mode", CellKind.Word, c => c.Content.Licence?.Mode);
        yield return new("licence_years", "许可年限", "licence.years", CellKind.Number, c => c.Content.Licence?.Years);
        yield return new("licence_territory", "许可地域", "licence.territory", CellKind.Text, c => c.Content.Licence?.Territory);
        yield return new("relatedownership", "关联持股比例", "relatedOwnership", CellKind.Share, c => c.Content.RelatedOwnership);
        yield return new(
            "importexportnumber",
            "技术进出口登记证号",
            "importExportNumber",
            CellKind.Text,
            c => c.Content.ImportExportNumber
        );
        yield return new("language", "合同语言", "language", CellKind.Text, c => c.Content.Language);
        yield return new(
            "restrictiveclauses",
            "限制性条款",
            "restrictiveClauses",
            CellKind.List,
            c => ListOf(c.Content.RestrictiveClauses)
        );
        yield return new(NationalNumber, "登记编号", "nationalNumber", CellKind.Text, c => c.NationalNumber ?? c.Number, Need.Historical)
        {
            OtherHeadings = ["合同登记编号", "全国登记编号", "合同登记号", "技术合同登记编号", "认定登记编号"],
        };
        yield return new(RegisteredOn, "登记日期", "registeredOn", CellKind.Date, c => c.RegisteredOn, Need.Historical)
        {
            OtherHeadings = ["登记时间", "认定登记日期"],
        };
        yield return new(Remarks, "审核意见", "remarks", CellKind.Text, c => c.Assessment?.Remarks);
    }

    private static IEnumerable<Column> OfParty(string side, string path, PartyColumns names, Func<Contract, Party?> party, Need need)
    {
        Column Of(string name, string heading, string field, CellKind kind, Func<Party, object?> value, Need needed = Need.Optional) =>
            new(name, side + heading, $"{path}.{field}", kind, c => party(c) is { } p ? value(p) : null, needed)
            {
                OtherHeadings = [.. SynonymsOf(heading).Select(other => side + other)],
            };

        yield return Of(names.Name, "名称", "name", CellKind.Text, p => p.Name, need);
        yield return Of(names.Kind, "性质", "kind", CellKind.Code, p => p.Kind, need);
        yield return Of(names.Uscc, "统一社会信用代码", "uscc", CellKind.Text, p => p.Uscc);
        yield return Of(names.Address, "地址", "address", CellKind.Text, p => p.Address);
        yield return Of(names.Representative, "法定代表人", "representative", CellKind.Text, p => p.Representative);
        yield return Of(names.Contact, "联系人", "contact", CellKind.Text, p => p.Contact);
        yield return Of(names.Phone, "联系电话", "phone", CellKind.Text, p => p.Phone);
        yield return Of(names.Postcode, "邮政编码", "postcode", CellKind.Text, p => p.Postcode);
        yield return Of(names.Region, "行政区划", "region", CellKind.Code, p => p.Region) with
        {
            OtherHeadings = names.Region == "region" ? ["行政区划", $"{side}所在地区划"] : [$"{side}所在地区划"],
        };
        yield return Of(names.TransferBody, "是否技术转移机构", "", CellKind.YesNo, p => p.BodyFlags.Contains(BodyFlag.TransferBody)) with
        {
            Path = "",
        };
        yield return Of(names.ResearchBody, "是否研发机构", "", CellKind.YesNo, p => p.BodyFlags.Contains(BodyFlag.ResearchBody)) with
        {
            Path = "",
        };
        yield return Of(
            names.ConvertedInstitute,
            "是否转制院所",
            "",
            CellKind.YesNo,
            p => p.BodyFlags.Contains(BodyFlag.ConvertedInstitute)
        ) with
        {
            Path = "",
        };
        yield return Of(names.NationalZone, "是否国家高新区企业", "nationalZone", CellKind.YesNo, p => p.NationalZone);
        yield return Of(names.Listed, "是否上市公司", "listed", CellKind.YesNo, p => p.Listed);
        yield return Of(names.Scale, "企业规模", "scale", CellKind.Word, p => p.Scale);
        yield return Of(names.Country, "国别", "country", CellKind.Code, p => p.Country);
        yield return Of(names.InZone, "是否在高新区内", "inZone", CellKind.YesNo, p => p.InZone);
        yield return Of(names.ForeignId, "境外注册号", "foreignId", CellKind.Text, p => p.ForeignId);
        // Accepted on import but never exported: identity numbers are shown to no one.
        yield return Of(names.PersonId, "身份证件号", "personId", CellKind.Text, _ => null) with
        {
            Value = null,
        };
        yield return Of(names.SealName, "印章名称", "sealName", CellKind.Text, p => p.SealName);
        yield return Of(names.Signer, "签字人", "signer", CellKind.Text, p => p.Signer);
        yield return Of(names.SignerAuthority, "签字人权限", "signerAuthority", CellKind.Word, p => p.SignerAuthority);
    }

    private static string[] SynonymsOf(string heading) =>
        heading switch
        {
            "名称" => ["单位名称", "企业名称", "单位", "全称"],
            "性质" => ["单位性质", "类型", "类别"],
            "统一社会信用代码" => ["信用代码", "社会信用代码", "统一信用代码", "单位统一社会信用代码"],
            "地址" => ["单位地址", "通讯地址"],
            "法定代表人" => ["法人代表", "法人", "法定代表人姓名"],
            "联系人" => ["联系人姓名", "经办人"],
            "联系电话" => ["电话", "联系方式", "联系人电话"],
            "邮政编码" => ["邮编"],
            "企业规模" => ["规模"],
            "身份证件号" => ["身份证号", "身份证号码", "身份证件号码", "证件号码"],
            "签字人" => ["签字人姓名", "签约代表"],
            _ => [],
        };

    private static string? ListOf<T>(IEnumerable<T> items) => items.ToArray() is { Length: > 0 } list ? Json.Write(list) : null;
}

/// <summary>Column names of one party: for the buyer those of the web form, for other parties names formed the same way.</summary>
internal sealed record PartyColumns(
    string Name,
    string Kind,
    string Region,
    string TransferBody,
    string ResearchBody,
    string ConvertedInstitute,
    string Listed,
    string NationalZone,
    string Prefix
)
{
    public static PartyColumns Buyer { get; } =
        new(
            "buyername",
            "buyertype",
            "region",
            "buyer_jszyjg",
            "buyer_isyfjg",
            "buyer_zzkyys",
            "buyer_islist",
            "buyer_countrygxqqy",
            "buyer"
        );
    public static PartyColumns Seller { get; } = Own("seller");
    public static PartyColumns Intermediary { get; } = Own("intermediary");

    public string Uscc => $"{Prefix}_uscc";
    public string Address => $"{Prefix}_address";
    public string Representative => $"{Prefix}_representative";
    public string Contact => $"{Prefix}_contact";
    public string Phone => $"{Prefix}_contacttel";
    public string Postcode => $"{Prefix}_zipcode";
    public string Scale => $"{Prefix}_scale";
    public string Country => $"{Prefix}_country";
    public string InZone => $"{Prefix}_inzone";
    public string ForeignId => $"{Prefix}_foreignid";
    public string PersonId => $"{Prefix}_personid";
    public string SealName => $"{Prefix}_sealname";
    public string Signer => $"{Prefix}_signer";
    public string SignerAuthority => $"{Prefix}_signerauthority";

    private static PartyColumns Own(string prefix) =>
        new(
            $"{prefix}_name",
            $"{prefix}_type",
            $"{prefix}_region",
            $"{prefix}_jszyjg",
            $"{prefix}_isyfjg",
            $"{prefix}_zzkyys",
            $"{prefix}_islist",
            $"{prefix}_countrygxqqy",
            prefix
        );
}
