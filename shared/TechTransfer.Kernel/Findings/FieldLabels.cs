using System.Globalization;
using System.Text.RegularExpressions;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Findings;

/// <summary>Display names for the paths of a finding: <c>takers[0].name</c> is 第1个承接方的名称.</summary>
public static partial class FieldLabels
{
    /// <summary>Returns a general text for unknown fields.</summary>
    public static Text Of(string path)
    {
        var match = Path().Match(path);
        var field = match.Groups["field"].Value;
        var name = Fields.GetValueOrDefault(field, Unknown);
        if (!match.Groups["index"].Success)
            return name;
        var number = int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture) + 1;
        var item = Items.GetValueOrDefault(match.Groups["list"].Value, new("第{0}项", "item {0}"));
        var (zh, en) = (
            item.Zh.Replace("{0}", $"{number}", StringComparison.Ordinal),
            item.En.Replace("{0}", $"{number}", StringComparison.Ordinal)
        );
        return field.Length == 0 ? new(zh, Capital(en)) : new($"{zh}的{name.Zh}", $"{name.En} of {en}");
    }

    /// <summary>The English name within a sentence.</summary>
    public static string Lower(string path) => Of(path).En is { Length: > 0 } name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static readonly Text Unknown = new("所填内容", "The entry");

    private static readonly Dictionary<string, Text> Items = new()
    {
        ["members"] = new("第{0}名团队成员", "team member {0}"),
        ["team"] = new("第{0}名团队成员", "team member {0}"),
        ["owners"] = new("第{0}个权利单位", "owner {0}"),
        ["rights"] = new("第{0}项权利", "right {0}"),
        ["takers"] = new("第{0}个承接方", "taker {0}"),
        ["relations"] = new("第{0}项关联关系", "relation {0}"),
        ["consents"] = new("第{0}份同意书", "consent {0}"),
        ["milestones"] = new("第{0}个计划节点", "milestone {0}"),
        ["incomeShares"] = new("第{0}项收益分配", "income share {0}"),
        ["costShares"] = new("第{0}项费用承担", "cost share {0}"),
        ["negativeList"] = new("负面清单第{0}项审查", "answer {0} of the negative list"),
        ["papers"] = new("第{0}份材料", "document {0}"),
        ["records"] = new("第{0}项变更登记", "record {0}"),
        ["deductions"] = new("第{0}项扣除", "deduction {0}"),
        ["withholdings"] = new("第{0}次扣缴申报", "withholding filing {0}"),
    };

    private static readonly Dictionary<string, Text> Fields = new()
    {
        ["agreementSha256"] = new("协议文件", "The agreement"),
        ["appraiser"] = new("评估机构", "The appraiser"),
        ["assetNumber"] = new("资产编号", "The asset number"),
        ["attribute"] = new("属性", "The attribute"),
        ["certificateSha256"] = new("登记证明文件", "The certificate of the record"),
        ["completedOn"] = new("成果完成日期", "The date of completion"),
        ["department"] = new("所在部门", "The department"),
        ["filedOn"] = new("申报日期", "The filing date"),
        ["ground"] = new("异议理由", "The ground of the objection"),
        ["idNumber"] = new("证件号码", "The identity document number"),
        ["incomeOn"] = new("收入日期", "The date of the income"),
        ["kind"] = new("单位性质", "The type of organisation"),
        ["innerAgreementSha256"] = new("团队内部约定文件", "The team's internal agreement"),
        ["listedOn"] = new("列入台账日期", "The date of entry in the separate ledger"),
        ["minutes"] = new("会议纪要名称", "The name of the minutes"),
        ["minutesSha256"] = new("会议纪要文件", "The file of the minutes"),
        ["name"] = new("名称", "The name"),
        ["nature"] = new("关系说明", "The nature of the relation"),
        ["note"] = new("备注", "The note"),
        ["number"] = new("编号", "The number"),
        ["objector"] = new("异议人", "The objector"),
        ["on"] = new("日期", "The date"),
        ["paidOn"] = new("付款日期", "The payment date"),
        ["payerCertificate"] = new("单位证书编号", "The number of the payer's certificate"),
        ["plan"] = new("转化方案", "The conversion plan"),
        ["planNumber"] = new("项目编号", "The project number"),
        ["planSha256"] = new("转化方案文件", "The file of the conversion plan"),
        ["progress"] = new("进展情况", "The progress"),
        ["reason"] = new("理由", "The reason"),
        ["recordedOn"] = new("登记日期", "The date of the record"),
        ["reference"] = new("凭证号", "The reference"),
        ["remarks"] = new("说明", "The explanation"),
        ["reportSha256"] = new("报告文件", "The report"),
        ["searchedOn"] = new("检索日期", "The date of the search"),
        ["sha256"] = new("文件", "The file"),
        ["signedOn"] = new("签订日期", "The date of signing"),
        ["sourceContract"] = new("来源合同", "The source contract"),
        ["title"] = new("名称", "The title"),
        ["valuationRule"] = new("作价规则", "The valuation rule"),
    };

    [GeneratedRegex(@"^(?:[A-Za-z]+\.)*(?:(?<list>[A-Za-z]+)\[(?<index>[0-9]+)\](?:\.|\z))?(?:[A-Za-z]+\.)*(?<field>[A-Za-z0-9]*)\z")]
    private static partial Regex Path();
}
