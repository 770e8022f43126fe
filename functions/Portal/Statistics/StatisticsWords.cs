using System.Globalization;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Statistics;

internal static class StatisticsWords
{
    public static readonly Text By = new("统计方式", "Broken down by");
    public static readonly Text Years = new("年度", "Year");
    public static readonly Text Total = new("合计", "Total");
    public static readonly Text Number = new("合同份数", "Contracts");
    public static readonly Text Value = new("合同成交额", "Contract value");
    public static readonly Text TechnicalAmount = new("技术交易额", "Technical amount");
    public static readonly Text Growth = new("成交额同比", "Growth of value");
    public static readonly Text Target = new("年度目标", "Target of the year");
    public static readonly Text Csv = new("下载本表（CSV文件）", "Download this table (CSV)");
    public static readonly Text None = new("该年度还没有已登记的合同。", "No contracts are registered in this year yet.");
    public static readonly Text Unit = new("金额单位：元", "Amounts in yuan");

    public static readonly Text Hidden = new(
        "份数过少的格不显示金额，另有相邻的格以“…”代替，以免推算出单份合同的金额。",
        "Cells with very few contracts show no amounts, and others are shown as … with them, so that no single contract can be worked out."
    );

    public static Text Heading(int year) => new($"{year}年技术合同认定登记", $"Technology contracts registered in {year}");

    public static Text Compared(ComparedYear compared) =>
        compared.ThroughMonth == 12
            ? new($"同比：与{compared.Year}年全年相比。", $"Growth is over the whole of {compared.Year}.")
            : new(
                $"同比：与{compared.Year}年1月至{compared.ThroughMonth}月相比。",
                $"Growth is over January to {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(compared.ThroughMonth)} {compared.Year}."
            );

    public static Text Chart(Breakdown by) => new($"合同成交额，按{by.Name.Zh}", $"Contract value by {by.Name.En}");

    /// <summary>With its sign; a dash where there is nothing to compare with.</summary>
    public static string Percent(decimal? percent) =>
        percent is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:+0.0;-0.0;0.0}%") : "–";

    public static Text ReachedOf(StatisticsTarget target, View view)
    {
        var amount = view.Money(target.ContractValue);
        if (target.Percent is not { } percent)
            return new($"目标{amount}", $"Target {amount}");
        var reached = string.Create(CultureInfo.InvariantCulture, $"{percent:0.0}%");
        return new($"目标{amount}，已完成{reached}", $"Target {amount}, reached {reached}");
    }
}
