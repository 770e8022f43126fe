using System.Globalization;
using System.Text.RegularExpressions;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>An error in one cell. The message follows the name of the cell, so that it starts in the middle of a sentence.</summary>
internal readonly record struct CellFault(FindingCode Code, Text Message)
{
    public CellFault(FindingCode code, string zh, string en)
        : this(code, new Text(zh, en)) { }
}

/// <summary>
/// Reads amounts in yuan in the notations that people use, such as ¥1,200.00 or 1200元. Amounts in 万元 or foreign currency are errors,
/// not converted.
/// </summary>
internal static partial class CellAmount
{
    private static readonly string[] Renminbi = ["人民币", "RMB", "CNY"];
    private static readonly string[] OtherMoney = ["美元", "欧元", "港币", "港元", "日元", "英镑"];
    private const decimal MaxYuan = 900_000_000_000_000m;

    public static (decimal Yuan, CellFault? Fault) Read(string text)
    {
        var plain = PlainText.Of(Visible(text));
        foreach (var currency in Renminbi)
            plain = plain.Replace(currency, "", StringComparison.Ordinal);
        plain = Unit().Replace(plain.TrimStart('¥', '￥', ':'), "");
        if (Decimal(plain) is not { } amount)
            return (0, Why(plain));
        if (Math.Abs(amount) > MaxYuan)
            return (
                0,
                new(FindingCodes.AmountTooLarge, "金额过大，请核对单位是否为元。", "the amount is too large. Check that it is in yuan.")
            );
        if (decimal.Round(amount, 2) != amount)
            return (
                0,
                new(FindingCodes.TooManyDecimals, "最多保留两位小数，请核对。", "an amount can have at most two decimals. Check it.")
            );
        return (amount, null);
    }

    /// <summary>
    /// Accepts plain digits, or groups of three separated by commas; null for anything else. Trailing zeros are removed.
    /// </summary>
    public static decimal? Decimal(string text)
    {
        var plain = PlainText.Of(Visible(text)).Replace('\u2212', '-');
        return Figure().IsMatch(plain) && decimal.TryParse(plain, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number / 1.0000000000000000000000000000m
            : null;
    }

    internal static string Visible(string text) => Invisible().Replace(text, "").TrimStart('\'', '\u2018', '\u2019', '`');

    private static CellFault Why(string plain)
    {
        const string zh = "应为以元为单位的金额，如1200000.00";
        const string en = "must be an amount in yuan, such as 1200000.00";
        CellFault Wrong(string whyZh, string whyEn) => new(FindingCodes.NotAnAmount, $"{zh}；{whyZh}。", $"{en}: {whyEn}.");

        if (OtherUnit().Match(plain) is { Success: true } unit && Decimal(unit.Groups[1].Value) is { } count)
        {
            var times = unit.Groups[2].Value switch
            {
                "亿" => 100_000_000m,
                "千万" => 10_000_000m,
                "百万" => 1_000_000m,
                "十万" => 100_000m,
                "万" => 10_000m,
                _ => 1_000m,
            };
            var yuan = (count < MaxYuan / times ? count * times : count).ToString("0.##", CultureInfo.InvariantCulture);
            return Wrong($"请换算为元，填写{yuan}", $"convert it and enter {yuan}");
        }
        if (Scientific().IsMatch(plain))
            return Wrong("科学计数法可能已丢失尾数，请填写完整的数字", "scientific notation may have lost digits, so enter all of them");
        if (ChineseFigures().IsMatch(plain))
            return Wrong("请用阿拉伯数字填写", "enter the amount in Arabic numerals");
        if (Grouped().IsMatch(plain))
            return Wrong("千位分隔符的位置不正确，请核对", "the commas do not separate groups of three digits; check the figure");
        if (Currency().IsMatch(plain) || OtherMoney.Any(money => plain.Contains(money, StringComparison.Ordinal)))
            return Wrong(
                "外币金额请填写在“原币金额”列，此处填写折算后的人民币金额",
                "enter foreign money in the column 'originalvalue' and its value in yuan here"
            );
        return Wrong("请核对", "check it");
    }

    [GeneratedRegex(@"^-?([0-9]{1,20}|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,20})?$")]
    private static partial Regex Figure();

    [GeneratedRegex("(元整|圆整|元正|圆正|元|圆|整)$")]
    private static partial Regex Unit();

    [GeneratedRegex("^约?([0-9.,]+)(亿|千万|百万|十万|万|千)(元|圆|整)*$")]
    private static partial Regex OtherUnit();

    [GeneratedRegex(@"^-?[0-9.]+E[+-]?[0-9]+$")]
    private static partial Regex Scientific();

    [GeneratedRegex("[零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]")]
    private static partial Regex ChineseFigures();

    [GeneratedRegex(@"^-?[0-9]+(,[0-9]*)+(\.[0-9]*)?$")]
    private static partial Regex Grouped();

    [GeneratedRegex("[$€£]|USD|EUR|HKD|JPY|GBP")]
    private static partial Regex Currency();

    [GeneratedRegex(@"\p{Cf}")]
    private static partial Regex Invisible();
}
