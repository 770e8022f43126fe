using System.Globalization;
using System.Text.RegularExpressions;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>Display names for field paths: <c>sellers[0].uscc</c> is 第1个卖方的统一社会信用代码.</summary>
public static partial class FieldNames
{
    /// <summary>Returns a general text for unknown paths.</summary>
    public static Text Of(string path)
    {
        if (Names.TryGetValue(path, out var known))
            return known;
        var match = Item().Match(path);
        if (!match.Success || ItemOf(match.Groups["list"].Value, match.Groups["index"].Value) is not { } item)
            return Unknown;
        var field = match.Groups["field"].Value;
        if (field.Length == 0)
            return item;
        var owner = match.Groups["list"].Value is "sellers" or "buyers" or "intermediary" ? "party" : match.Groups["list"].Value;
        return Names.TryGetValue($"{owner}[].{field}", out var name)
            ? new($"{item.Zh}的{name.Zh}", $"{name.En} of {char.ToLowerInvariant(item.En[0])}{item.En[1..]}")
            : Unknown;
    }

    private static readonly Text Unknown = new("所填项目", "This field");

    private static Text? ItemOf(string list, string index)
    {
        if (list == "intermediary")
            return new("中介方", "The intermediary");
        var number = index.Length == 0 ? 1 : int.Parse(index, CultureInfo.InvariantCulture) + 1;
        return list switch
        {
            "sellers" => new($"第{number}个卖方", $"Seller {number}"),
            "buyers" => new($"第{number}个买方", $"Buyer {number}"),
            "inKind" => new($"第{number}项实物投入", $"Contribution in kind {number}"),
            "costLines" => new($"第{number}项非技术性费用", $"Cost line {number}"),
            "instalments" => new($"第{number}期付款", $"Instalment {number}"),
            "ipRights" => new($"第{number}项知识产权", $"Intellectual property right {number}"),
            "restrictiveClauses" => new($"第{number}项限制性条款", $"Restrictive clause {number}"),
            _ => null,
        };
    }

    private static readonly Dictionary<string, Text> Names = new()
    {
        ["title"] = new("项目名称", "Project name"),
        ["kind"] = new("合同类别", "Kind of contract"),
        ["signedOn"] = new("签订日期", "Date of signing"),
        ["effectiveFrom"] = new("合同起始日期", "First day of the contract"),
        ["effectiveTo"] = new("合同终止日期", "Last day of the contract"),
        ["valueStatus"] = new("价款性质", "Certainty of the price"),
        ["paymentMode"] = new("支付方式", "Way of payment"),
        ["relatedParty"] = new("关联交易", "Related parties"),
        ["contractValue"] = new("合同成交额", "Contract value"),
        ["claimedTechnicalAmount"] = new("填报的技术交易额", "Technical amount entered"),
        ["technicalAmount"] = new("技术交易额", "Technical amount"),
        ["currency"] = new("币种", "Currency"),
        ["originalValue"] = new("原币金额", "Value in the original currency"),
        ["exchangeRate"] = new("汇率", "Exchange rate"),
        ["exchangeRateOn"] = new("汇率日期", "Date of the exchange rate"),
        ["technicalField"] = new("技术领域", "Technical field"),
        ["ipKind"] = new("知识产权", "Intellectual property"),
        ["achievementId"] = new("成果编号", "Achievement number"),
        ["linkedContract"] = new("关联合同", "Linked contract"),
        ["planSource"] = new("计划来源", "Plan source"),
        ["industry"] = new("国民经济行业", "Industry"),
        ["socioEconomicGoal"] = new("社会经济目标", "Socio-economic goal"),
        ["importExportNumber"] = new("技术进出口登记证号", "Technology import or export registration number"),
        ["language"] = new("合同语言", "Language of the contract"),
        ["relatedOwnership"] = new("关联持股比例", "Shareholding between related parties"),
        ["royalty.base"] = new("提成基数", "Royalty base"),
        ["royalty.rate"] = new("提成比例", "Royalty rate"),
        ["royalty.entranceFee"] = new("入门费", "Entrance fee"),
        ["royalty.estimatedTotal"] = new("预计提成总额", "Estimated total royalty"),
        ["equity.share"] = new("入股比例", "Share in the company"),
        ["equity.company"] = new("入股企业", "Company in which shares are given"),
        ["licence.mode"] = new("许可方式", "Type of licence"),
        ["licence.years"] = new("许可年限", "Term of the licence in years"),
        ["licence.territory"] = new("许可地域", "Territory of the licence"),
        ["sellers"] = new("卖方", "Sellers"),
        ["buyers"] = new("买方", "Buyers"),
        ["inKind"] = new("实物投入", "Contributions in kind"),
        ["costLines"] = new("非技术性费用", "Cost lines"),
        ["instalments"] = new("分期付款", "Instalments"),
        ["ipRights"] = new("知识产权清单", "Intellectual property rights"),
        ["restrictiveClauses"] = new("限制性条款", "Restrictive clauses"),
        ["party[].name"] = new("名称", "Name"),
        ["party[].sealName"] = new("印章名称", "Name on the seal"),
        ["party[].kind"] = new("单位性质", "Type of organisation"),
        ["party[].region"] = new("行政区划", "Administrative division"),
        ["party[].country"] = new("国别", "Country"),
        ["party[].uscc"] = new("统一社会信用代码", "Unified social credit code"),
        ["party[].foreignId"] = new("境外注册号", "Foreign registration number"),
        ["party[].personId"] = new("身份证件号码", "Identity document number"),
        ["party[].address"] = new("地址", "Address"),
        ["party[].postcode"] = new("邮政编码", "Postcode"),
        ["party[].representative"] = new("法定代表人", "Legal representative"),
        ["party[].contact"] = new("联系人", "Contact"),
        ["party[].phone"] = new("联系电话", "Telephone"),
        ["party[].signer"] = new("签字人", "Signer"),
        ["party[].signerAuthority"] = new("签字人权限", "Authority of the signer"),
        ["party[].inZone"] = new("是否在高新区内", "Location in the high-tech zone"),
        ["party[].nationalZone"] = new("是否国家高新区企业", "Enterprise in a national high-tech zone"),
        ["party[].listed"] = new("是否上市公司", "Stock-exchange listing"),
        ["party[].scale"] = new("企业规模", "Size of the enterprise"),
        ["party[].bodyFlags"] = new("机构属性", "Attributes of the organisation"),
        ["inKind[].party"] = new("提供方", "Provider"),
        ["inKind[].description"] = new("说明", "Description"),
        ["inKind[].value"] = new("价值", "Value"),
        ["costLines[].type"] = new("类别", "Type"),
        ["costLines[].description"] = new("说明", "Description"),
        ["costLines[].reason"] = new("理由", "Reason"),
        ["costLines[].amount"] = new("金额", "Amount"),
        ["costLines[].quantity"] = new("数量", "Quantity"),
        ["costLines[].unitPrice"] = new("单价", "Unit price"),
        ["costLines[].reasonableQuantity"] = new("合理数量", "Reasonable quantity"),
        ["costLines[].deducted"] = new("扣除额", "Deduction"),
        ["instalments[].amount"] = new("金额", "Amount"),
        ["instalments[].dueOn"] = new("付款日期", "Payment date"),
        ["instalments[].condition"] = new("付款条件", "Payment condition"),
        ["ipRights[].kind"] = new("种类", "Kind"),
        ["ipRights[].number"] = new("编号", "Number"),
        ["ipRights[].filedOn"] = new("申请日期", "Filing date"),
        ["ipRights[].grantedOn"] = new("授权日期", "Grant date"),
        ["ipRights[].expiresOn"] = new("到期日期", "Expiry date"),
    };

    [GeneratedRegex(@"^(?<list>[a-zA-Z]+)(\[(?<index>[0-9]{1,3})\])?(\.(?<field>\w+))?(\[[0-9]{1,3}\])?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Item();
}
