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
                return Malformed("asOf", "YYYY-MM");
            (year, month) = (day.Year, day.Month);
        }
        if (Text(request, "year") is { } yearText)
        {
            if (ParseYear(yearText) is not { } given)
                return Malformed("year", "2000..2100");
            if (month is not null && given != year)
                return Malformed("asOf", $"{given}-MM");
            year = given;
        }
        var by = StatisticsBy.Kind;
        if (Text(request, "by") is { } byText)
        {
            var words = Enum.GetValues<StatisticsBy>().ToDictionary(b => Json.Word(b));
            if (!words.TryGetValue(byText, out by))
                return Malformed("by", string.Join(", ", words.Keys));
        }
        return new StatisticsQuery(year, by, month);
    }

    public static int? ParseYear(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2100 ? year : null;

    private static string? Text(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    private static Problem Malformed(string name, string reason) =>
        Problem.Of(Catalogue.MalformedQuery, ("name", name), ("reason", reason)).At(name);
}
