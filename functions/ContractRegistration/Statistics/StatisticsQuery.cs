using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TechTransfer.ContractRegistration.Statistics;

internal sealed record StatisticsQuery(int Year, StatisticsBy By, int? AsOfMonth)
{
    public const string YearText = "year: 2000 to 2100; this year if not given";
    public const string ByText = "by: kind (if not given), field, sellerKind, buyerRegion or month";
    public const string AsOfText = "asOf: YYYY-MM, the figures frozen at the end of that month of the year";

    public static Outcome<StatisticsQuery> Of(HttpRequest request, DateOnly today)
    {
        int? month = null;
        var year = today.Year;
        if (Text(request, "asOf") is { } asOf)
        {
            if (!DateOnly.TryParseExact($"{asOf}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return WrongQuery.Of("asOf", "统计截止月份格式不正确，请填写年月，例如2026-03", "enter a month such as 2026-03");
            (year, month) = (day.Year, day.Month);
        }
        if (Text(request, "year") is { } yearText)
        {
            if (ParseYear(yearText) is not { } given)
                return WrongQuery.Year();
            if (month is not null && given != year)
                return WrongQuery.Of("asOf", $"统计截止月份不在{given}年度内，请核对", $"the month is not in {given}; check it");
            year = given;
        }
        var by = StatisticsBy.Kind;
        if (Text(request, "by") is { } byText)
        {
            var words = Enum.GetValues<StatisticsBy>().ToDictionary(b => Json.EnumName(b));
            if (!words.TryGetValue(byText, out by))
                return WrongQuery.Of(
                    "by",
                    "请选择统计方式：合同类别、技术领域、卖方单位性质、买方所在地区、月份",
                    $"choose one of: {string.Join(", ", words.Keys)}"
                );
        }
        return new StatisticsQuery(year, by, month);
    }

    public static int? ParseYear(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2100 ? year : null;

    private static string? Text(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var value) ? value.ToString() : null;
}
