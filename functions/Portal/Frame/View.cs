using System.Globalization;
using Microsoft.AspNetCore.Http;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Frame;

/// <summary>The languages and scripts that a visitor can choose.</summary>
public enum Reading
{
    Simplified,
    Traditional,
    English,
}

/// <summary>How a visitor wants pages shown: the language, the size of letters, and the page to return to.</summary>
/// <param name="Reading">From the cookie, else from Accept-Language; simplified Chinese when neither says anything.</param>
/// <param name="IsLarge">True for the view with large type (关怀版).</param>
/// <param name="Here">Path and query of the page, for links that lead back to it.</param>
/// <param name="Visitor">Who is signed in; null for nobody.</param>
public sealed record View(Reading Reading, bool IsLarge, string Here, Visitor? Visitor)
{
    /// <summary>The language of services' answers.</summary>
    public Language Language => Reading == Reading.English ? Language.English : Language.Chinese;

    /// <summary>For whom services are called.</summary>
    public Asker Asker => new(Language, Visitor?.Token);

    /// <summary>Value of the attribute <c>lang</c>.</summary>
    public string Tag =>
        Reading switch
        {
            Reading.Simplified => "zh-Hans",
            Reading.Traditional => "zh-Hant",
            Reading.English => "en",
        };

    public static View Of(HttpRequest request)
    {
        var cookie = PortalCookie.Of(request);
        var here = $"{request.Path}{request.QueryString}";
        return new(cookie.Reading ?? FromHeader(request), cookie.IsLarge, here, request.HttpContext.Features.Get<Visitor>());
    }

    /// <summary>The text as the visitor reads it.</summary>
    public string Say(Text text) =>
        Reading switch
        {
            Reading.Simplified => text.Zh,
            Reading.Traditional => TraditionalChinese.Of(text.Zh),
            Reading.English => text.En,
        };

    /// <summary>A day within a text: 2026年3月1日, 1 March 2026.</summary>
    public string Day(DateOnly day) =>
        Language == Language.Chinese
            ? day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture)
            : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A moment in China time, to the minute.</summary>
    public string Moment(DateTimeOffset at)
    {
        var time = at.ToOffset(ChinaTime.Offset).ToString("HH:mm", CultureInfo.InvariantCulture);
        return Language == Language.Chinese ? $"{Day(at.ChinaDate())}{time}" : $"{Day(at.ChinaDate())}, {time}";
    }

    /// <summary>An amount with separators and its unit; whole yuan without decimals.</summary>
    public string Money(Yuan amount)
    {
        var number = amount.Amount.ToString(amount.Fen % 100 == 0 ? "N0" : "N2", CultureInfo.InvariantCulture);
        return Language == Language.Chinese ? $"{number}元" : $"CNY {number}";
    }

    /// <summary>The second reading of an amount, in units of ten thousand yuan (万元) or millions; null below ten thousand.</summary>
    public string? MoneyInBrief(Yuan amount)
    {
        var (unit, text) = Language == Language.Chinese ? (10_000m, Say(new("万元", ""))) : (1_000_000m, " million");
        return Math.Abs(amount.Amount) < 10_000m
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{amount.Amount / unit:#,0.##}{text}");
    }

    private static Reading FromHeader(HttpRequest request)
    {
        if (request.Language() == Language.English)
            return Reading.English;
        var first = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.ToString();
        return first?.ToUpperInvariant() is "ZH-TW" or "ZH-HK" or "ZH-MO" or "ZH-HANT" ? Reading.Traditional : Reading.Simplified;
    }
}
