using Microsoft.AspNetCore.Http;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Statistics;

public sealed class StatisticsReader(Counters counters, FrozenFigures frozen, RuleBook rules, TimeProvider time)
{
    public async Task<IResult> AnswerAsync(HttpRequest request, bool seesAll, CancellationToken cancellation)
    {
        var query = StatisticsQuery.Of(request, time.ChinaToday());
        if (query.Problem is { } malformed)
            return new ProblemResult(malformed);
        var source = await ReadAsync(query.Value, cancellation);
        return source.Problem is { } notFrozen
            ? new ProblemResult(notFrozen)
            : Results.Json(new StatisticsTable(rules, seesAll).Of(source.Value, query.Value.By), Json.Options);
    }

    /// <summary>Also loads the previous year for comparison. Returns a problem if the requested month is not frozen.</summary>
    internal async Task<Outcome<StatisticsSource>> ReadAsync(StatisticsQuery query, CancellationToken cancellation)
    {
        var running = RunningAsync(query.Year, cancellation);
        var before = RunningAsync(query.Year - 1, cancellation);
        if (query.AsOfMonth is { } month)
        {
            var then = frozen.FindAsync(ContractFigures.Counter, FreezeMonths.Period(query.Year, month), cancellation);
            var thenBefore = await frozen.FindAsync(ContractFigures.Counter, FreezeMonths.Period(query.Year - 1, month), cancellation);
            var (now, baseNow) = (await running, await before);
            if (await then is not { } closed)
                return Problem.Of(Catalogue.MonthNotFrozen, ("month", FreezeMonths.Period(query.Year, month)));
            return new StatisticsSource(
                query.Year,
                YearFigures.Of(closed.Figures),
                thenBefore is null ? baseNow.Through(month) : YearFigures.Of(thenBefore.Figures),
                new(query.Year - 1, month, thenBefore is not null),
                (month, closed.FrozenAt, now.Through(month))
            );
        }
        // A running year is compared with the same months of the previous year.
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
        YearFigures.Of(await counters.ReadAsync(ContractFigures.Counter, YearFigures.Period(year), cancellation));
}
