namespace TechTransfer.Certificates.Frame;

/// <summary>Amounts in Chinese capital numerals (人民币大写), by 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》.</summary>
internal static class ChineseAmount
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private const long Wan = 10_000;
    private const long Yi = 100_000_000;

    /// <summary>For example, 1,200,000.50 yuan becomes 壹佰贰拾万元伍角整.</summary>
    public static string Of(Yuan amount)
    {
        var fen = Math.Abs(amount.Fen);
        var (yuan, jiao, cents) = (fen / 100, (int)(fen / 10 % 10), (int)(fen % 10));
        var text = amount.IsNegative ? "负" : "";
        if (yuan > 0 || fen == 0)
            text += $"{(yuan == 0 ? "零" : Whole(yuan))}元";
        if (jiao > 0)
            text += $"{Digits[jiao]}角";
        else if (cents > 0 && yuan > 0)
            text += "零";
        return text + (cents > 0 ? $"{Digits[cents]}分" : "整");
    }

    private static string Whole(long number) =>
        number >= Yi ? Join(Whole(number / Yi), "亿", number % Yi, Yi)
        : number >= Wan ? Join(Under(number / Wan), "万", number % Wan, Wan)
        : Under(number);

    // A zero marks a lower group that lacks its highest digit: 10,200 is 壹万零贰佰.
    private static string Join(string upper, string unit, long lower, long of) =>
        lower == 0 ? upper + unit : $"{upper}{unit}{(lower < of / 10 ? "零" : "")}{Whole(lower)}";

    private static string Under(long number)
    {
        var text = "";
        var gap = false;
        foreach (var (place, unit) in (ReadOnlySpan<(long, string)>)[(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")])
        {
            var digit = (int)(number / place % 10);
            if (digit == 0)
            {
                gap = text.Length > 0;
                continue;
            }
            text += $"{(gap ? "零" : "")}{Digits[digit]}{unit}";
            gap = false;
        }
        return text;
    }
}
