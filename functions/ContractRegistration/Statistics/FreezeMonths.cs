using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace TechTransfer.ContractRegistration.Statistics;

/// <summary>
/// Freezes the statistics of each month that has ended. Frozen rows are inserted but never updated, so that repeated and concurrent runs
/// change nothing. Later changes of contracts appear as corrections.
/// </summary>
public sealed class FreezeMonths(
    Counters counters,
    FrozenFigures frozen,
    AppStorage storage,
    SetAsides asides,
    TimeProvider time,
    ILogger<FreezeMonths> log
)
{
    /// <summary>Runs every hour at minute 30; freezes only after a month has ended.</summary>
    [Function("FreezeMonths")]
    public Task Run([TimerTrigger("0 30 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) =>
        FreezeAsync(cancellation);

    public static string Period(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}");

    /// <summary>
    /// If no month is frozen yet, starts with January of the year of last month. Returns the periods (YYYY-MM) that it froze.
    /// </summary>
    public async Task<IReadOnlyList<string>> FreezeAsync(CancellationToken cancellation = default)
    {
        var today = time.ChinaToday();
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        var ended = thisMonth.AddMonths(-1);
        var next = await frozen.LastAsync(ContractFigures.Counter, cancellation) is { } last
            ? DateOnly.ParseExact($"{last}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(1)
            : new DateOnly(ended.Year, 1, 1);
        if (next > ended)
            return [];

        // Freezes only when every command from before midnight in China is finished, so that the month counts these commands.
        var midnight = new DateTimeOffset(thisMonth, TimeOnly.MinValue, ChinaTime.Offset);
        if (await storage.HasUnfinishedAsync(midnight, asides, cancellation))
        {
            log.LogWarning(
                "The figures of {Month} are not frozen yet: a command from before its end is unfinished",
                Period(ended.Year, ended.Month)
            );
            return [];
        }

        var done = new List<string>();
        for (; next <= ended; next = next.AddMonths(1))
        {
            var figures = YearFigures
                .Of(await counters.ReadAsync(ContractFigures.Counter, YearFigures.Period(next.Year), cancellation))
                .Through(next.Month);
            var period = Period(next.Year, next.Month);
            if (await frozen.AddAsync(ContractFigures.Counter, new(period, time.GetUtcNow(), figures.ToCounter()), cancellation))
                done.Add(period);
        }
        return done;
    }
}
