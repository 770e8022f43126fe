using System.Globalization;
using Microsoft.Extensions.Logging;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Statistics;

/// <summary>
/// Reports metrics on open contracts: their number by status, and the working days left for running clocks. Reads only lists of open
/// contracts.
/// </summary>
public sealed class ContractWatch(
    Waiting waiting,
    Lists lists,
    Counters counters,
    RuleBook rules,
    TimeProvider time,
    ILogger<ContractWatch> log
) : IWatched
{
    private const int MaxCounted = 5000;
    private const int PageSize = 200;
    private const int MaxPages = 25;

    // Clocks run for a few weeks, so no due date is further ahead. Past due dates are in the list of overdue contracts.
    private const int MonthsAhead = 3;

    private static readonly ContractStatus[] Open =
    [
        ContractStatus.Submitted,
        ContractStatus.Returned,
        ContractStatus.Accepted,
        ContractStatus.UnderReview,
        ContractStatus.ExpertReview,
        ContractStatus.Decided,
    ];

    public async Task LookAsync(CancellationToken cancellation)
    {
        foreach (var status in Open)
        {
            Meters.ContractCount.Record(
                await waiting.LinesAsync(ContractLists.OfStatus(status), MaxCounted, cancellation),
                new KeyValuePair<string, object?>("status", Json.EnumName(status))
            );
        }
        var today = time.ChinaToday();
        var year = YearFigures.Of(await counters.ReadAsync(ContractFigures.Counter, YearFigures.Period(today.Year), cancellation));
        Meters.ContractRegistered.Record(year.Total.Number, new KeyValuePair<string, object?>("year", today.Year));

        var clocks = ContractClocks.Of(await RunningAsync(today, cancellation), today, rules.Calendar);
        foreach (var (left, contracts) in clocks.ByDaysLeft)
            Meters.ContractClock.Record(contracts, new KeyValuePair<string, object?>("left", left));
        if (clocks.Nearest is { } nearest)
            Meters.ContractNearest.Record(nearest);
        if (clocks.Overdue is [var longest, ..])
            log.LogError(
                Alarms.CasesOverdue,
                "CasesOverdue: {Count} contracts are past their due date, the longest {Contract}, due on {DueOn:yyyy-MM-dd}",
                clocks.Overdue.Count,
                longest.Id,
                longest.DueOn
            );
    }

    private async Task<IEnumerable<DueContract>> RunningAsync(DateOnly today, CancellationToken cancellation)
    {
        var running = new Dictionary<string, DueContract>();
        var first = new DateOnly(today.Year, today.Month, 1);
        var months = Enumerable.Range(-1, 2 + MonthsAhead).Select(first.AddMonths).Select(m => ContractLists.OfDueMonth(m.Year, m.Month));
        foreach (var list in months.Prepend(ContractLists.Overdue))
        {
            string? cursor = null;
            for (var page = 0; page < MaxPages && (page == 0 || cursor is not null); page++)
            {
                var lines = (await lists.ReadAsync(list, PageSize, cursor, cancellation: cancellation)).Value;
                foreach (var line in lines.Items)
                {
                    var one = new DueContract(
                        line.GetProperty("id").GetString()!,
                        DateOnly.ParseExact(line.GetProperty("dueOn").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                    );
                    running[one.Id] = one;
                }
                cursor = lines.Cursor;
            }
        }
        return running.Values;
    }
}
