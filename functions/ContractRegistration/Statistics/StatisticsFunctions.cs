using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Statistics;

/// <summary>The zone's figures: for anyone with small cells left out, for officials in full; and the timer that closes months.</summary>
public sealed class StatisticsFunctions(Counters counters, FrozenFigures frozen, MonthEnd monthEnd, RuleBook rules, TimeProvider time)
{
    private const string Year = "year: 2000 to 2100; this year if not given";
    private const string By = "by: kind (if not given), field, sellerKind, buyerRegion or month";
    private const string AsOf = "asOf: YYYY-MM, the figures frozen at the end of that month of the year";

    [Function("GetStatistics")]
    [OpenToAll]
    [Operation(
        "Registered contracts of a year: number, value, technical amount; cells with few contracts are left out",
        Answer = typeof(StatisticsView),
        Query = [Year, By, AsOf]
    )]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "statistics")] HttpRequest request,
        CancellationToken cancellation
    ) => AnswerAsync(request, seesAll: false, cancellation);

    [Function("GetStatisticsInternal")]
    [Allowed(Role.Registrar, Role.Auditor, Role.Finance, Role.Policy)]
    [Operation(
        "The same for officials: every cell, the corrections of each, and of a frozen month its own figures",
        Answer = typeof(StatisticsView),
        Query = [Year, By, AsOf]
    )]
    public Task<IResult> GetInternal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "statistics/internal")] HttpRequest request,
        CancellationToken cancellation
    ) => AnswerAsync(request, seesAll: true, cancellation);

    /// <summary>Hourly: does nothing but for the first time in a month, or when a month was missed.</summary>
    [Function("FreezeMonths")]
    public Task Freeze([TimerTrigger("0 30 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) =>
        monthEnd.FreezeAsync(cancellation);

    private async Task<IResult> AnswerAsync(HttpRequest request, bool seesAll, CancellationToken cancellation)
    {
        var query = StatisticsQuery.Of(request, time.ChinaToday());
        if (query.Problem is { } malformed)
            return new ProblemResult(malformed);
        var source = await ReadAsync(query.Value, cancellation);
        return source.Problem is { } notFrozen
            ? new ProblemResult(notFrozen)
            : Results.Json(new StatisticsTable(rules, seesAll).Of(source.Value, query.Value.By), Json.Options);
    }

    /// <summary>The figures that a query asks for: at most three years' counters are read, whatever they hold.</summary>
    internal async Task<Outcome<StatisticsSource>> ReadAsync(StatisticsQuery query, CancellationToken cancellation)
    {
        var running = RunningAsync(query.Year, cancellation);
        var before = RunningAsync(query.Year - 1, cancellation);
        if (query.AsOfMonth is { } month)
        {
            var then = frozen.FindAsync(CaseFigures.Counter, MonthEnd.Period(query.Year, month), cancellation);
            var thenBefore = await frozen.FindAsync(CaseFigures.Counter, MonthEnd.Period(query.Year - 1, month), cancellation);
            var (now, baseNow) = (await running, await before);
            if (await then is not { } closed)
                return Problem.Of(Catalogue.MonthNotFrozen, ("month", MonthEnd.Period(query.Year, month)));
            return new StatisticsSource(
                query.Year,
                YearFigures.Of(closed.Figures),
                thenBefore is null ? baseNow.Through(month) : YearFigures.Of(thenBefore.Figures),
                new(query.Year - 1, month, thenBefore is not null),
                (month, closed.FrozenAt, now.Through(month))
            );
        }
        // A year that is still running is held against the same months of the one before.
        var today = time.ChinaToday();
        var through = query.Year == today.Year ? today.Month : 12;
        return new StatisticsSource(
            query.Year,
            await running,
            (await before).Through(through),
            new(query.Year - 1, through, Frozen: false)
        );
    }

    private async Task<YearFigures> RunningAsync(int year, CancellationToken cancellation) =>
        YearFigures.Of(await counters.ReadAsync(CaseFigures.Counter, YearFigures.Period(year), cancellation));
}

/// <summary>What is asked for.</summary>
internal sealed record StatisticsQuery(int Year, StatisticsBy By, int? AsOfMonth)
{
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
