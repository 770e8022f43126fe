using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TechTransfer.ContractRegistration.Prechecks.Rules;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Reads dates in the order year, month, day, in several notations. An ambiguous date is an error.</summary>
internal static partial class CellDate
{
    private static readonly string[] Formats = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];
    private const string Figures = "〇一二三四五六七八九";

    public static (DateOnly Date, CellFault? Fault) Read(string text)
    {
        var plain = Plain(text);
        var day = WithoutUnit().Replace(Gap().Replace(Midnight().Replace(plain, ""), ""), "$&日");
        if (
            DateOnly.TryParseExact(day, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || DateOnly.TryParseExact(Arabic(day), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            || IsMidnightInChina(plain, out date)
        )
        {
            return date.Year is >= DatesAreOfThisTime.FirstYear and <= DatesAreOfThisTime.LastYear
                ? (date, null)
                : (
                    default,
                    new(
                        FindingCodes.DateOutOfRange,
                        $"的年份应在{DatesAreOfThisTime.FirstYear}年至{DatesAreOfThisTime.LastYear}年之间，请核对。",
                        $"the year must be between {DatesAreOfThisTime.FirstYear} and {DatesAreOfThisTime.LastYear}. Check it."
                    )
                );
        }
        return (default, Why(day, plain));
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in CellAmount.Visible(text))
        {
            plain.Append(
                character switch
                {
                    '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' => '-',
                    '号' => '日',
                    _ => char.IsWhiteSpace(character) ? ' ' : HalfWidth.Of(character),
                }
            );
        }
        return plain.ToString().Trim();
    }

    private static string Arabic(string day)
    {
        if (!InChinese().IsMatch(day))
            return day;
        return ChineseNumber().Replace(day.Replace('○', '〇').Replace('零', '〇').Replace('Ｏ', '〇'), number => ValueOf(number.Value));

        static string ValueOf(string number)
        {
            var ten = number.IndexOf('十', StringComparison.Ordinal);
            if (ten < 0)
                return string.Concat(number.Select(c => Figures.IndexOf(c, StringComparison.Ordinal)));
            var tens = ten == 0 ? 1 : Figures.IndexOf(number[ten - 1], StringComparison.Ordinal);
            var ones = ten + 1 < number.Length ? Figures.IndexOf(number[ten + 1], StringComparison.Ordinal) : 0;
            return $"{tens}{ones}";
        }
    }

    private static bool IsMidnightInChina(string text, out DateOnly date)
    {
        date = default;
        if (
            !WithZone().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            || moment.ToOffset(ChinaTime.Offset).TimeOfDay != TimeSpan.Zero
        )
            return false;
        date = moment.ChinaDate();
        return true;
    }

    private static CellFault Why(string day, string whole)
    {
        CellFault Wrong(string zh, string en) =>
            new(FindingCodes.NotADate, $"应填写日期，如2026-03-01；{zh}。", $"must be a date, such as 2026-03-01: {en}.");

        if (Serial().IsMatch(day) && new SerialDates(false).DateOf(decimal.Parse(day, CultureInfo.InvariantCulture)) is { } meant)
            return Wrong(
                $"“{day}”是Excel的日期序号，可能是{meant:yyyy年M月d日}，请填写日期",
                $"'{day}' is a serial number of Excel, probably {meant:yyyy-MM-dd}, so enter the date"
            );
        if (WithTime().IsMatch(whole))
            return Wrong("只填写日期，不填写时间", "leave the time out");
        if (WithoutYear().IsMatch(day))
            return Wrong("请补充年份", "the year is missing");
        if (WithoutDay().IsMatch(day))
            return Wrong("请填写到日", "the day is missing");
        if (YearLast().IsMatch(day))
            return Wrong("请按年、月、日的顺序填写", "write year, month and day in this order");
        if (ShortYear().IsMatch(day) || ShortYearInEnglish().IsMatch(day))
            return Wrong("请填写四位年份", "write the year with four digits");
        if (OfThreeParts().IsMatch(day))
            return Wrong("没有这一天，请核对", "there is no such day");
        return Wrong("请核对", "check it");
    }

    // Matches the midnight that spreadsheets append to a date.
    [GeneratedRegex(@"[ T]+(0{1,2}:00(:00(\.0+)?)?|12:00(:00)? ?AM)(Z|[+-][0-9]{2}:?[0-9]{2})?$", RegexOptions.IgnoreCase)]
    private static partial Regex Midnight();

    [GeneratedRegex(@"T[0-9:.]+(Z|[+-][0-9]{2}:?[0-9]{2})$", RegexOptions.IgnoreCase)]
    private static partial Regex WithZone();

    [GeneratedRegex(@"[0-9][ T]+[0-9]{1,2}:[0-9]{2}", RegexOptions.IgnoreCase)]
    private static partial Regex WithTime();

    [GeneratedRegex("^[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}$")]
    private static partial Regex WithoutUnit();

    [GeneratedRegex(" +")]
    private static partial Regex Gap();

    [GeneratedRegex("^[〇○零Ｏ一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日?$")]
    private static partial Regex InChinese();

    [GeneratedRegex("[〇一二三四五六七八九十]+")]
    private static partial Regex ChineseNumber();

    [GeneratedRegex(@"^[2-9][0-9]{4}(\.[0-9]+)?$")]
    private static partial Regex Serial();

    [GeneratedRegex("^([0-9]{1,2}月[0-9]{1,2}日?|[0-9]{1,2}[-/.][0-9]{1,2}|[一二三四五六七八九十]+月[一二三四五六七八九十]+日?)$")]
    private static partial Regex WithoutYear();

    [GeneratedRegex("^[0-9]{4}(年|年?[0-9]{1,2}月|[-/.][0-9]{1,2})?$")]
    private static partial Regex WithoutDay();

    [GeneratedRegex("^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}$")]
    private static partial Regex YearLast();

    [GeneratedRegex("^[0-9]{1,2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?$")]
    private static partial Regex ShortYear();

    [GeneratedRegex("^[0-9]{1,2}[-/.]?[A-Za-z]{3,9}[-/.,]?[0-9]{2}$")]
    private static partial Regex ShortYearInEnglish();

    [GeneratedRegex("^[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?$|^[0-9]{8}$")]
    private static partial Regex OfThreeParts();
}
