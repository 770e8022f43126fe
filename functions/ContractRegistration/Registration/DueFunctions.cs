using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Tells of due dates that are near or have passed, each once, as events of the case. Walks the lists of the last month and this one, and
/// of the next only
/// when a date of it is near: a date that passed earlier was told then.
/// </summary>
public sealed class DueFunctions(
    AggregateStore<RegistrationCase> cases,
    Lists lists,
    SetAsides asides,
    RuleBook rules,
    TimeProvider time,
    ILogger<DueFunctions> log
)
{
    private const int PageSize = 200;
    private static readonly Caller System = Caller.System("due-dates", "期限提醒");

    // Seven in the morning in China, and again at noon for what failed.
    [Function("RemindOfDueCases")]
    public Task RemindOfDueCases([TimerTrigger("0 0 4,23 * * *")] TimerInfo timer, CancellationToken cancellation) =>
        RunAsync(cancellation);

    /// <summary>One walk; the number of events that it made.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var told = 0;
        var round = await asides.BeginAsync("due", cancellation);
        foreach (var (year, month) in Months(time.ChinaToday(), rules))
        {
            string? cursor = null;
            do
            {
                var page = (await lists.ReadAsync(CaseLists.OfDueMonth(year, month), PageSize, cursor, cancellation: cancellation)).Value;
                foreach (var id in page.Items.Select(line => line.GetProperty("id").GetString()!))
                    await round.DoAsync(id, async () => told += await LookAtAsync(id, cancellation), cancellation);
                cursor = page.Cursor;
            } while (cursor is not null);
        }
        await round.EndAsync(cancellation);
        return told;
    }

    /// <summary>The months whose lists hold what may have to be told on a day.</summary>
    internal static IReadOnlyList<(int Year, int Month)> Months(DateOnly today, RuleBook rules)
    {
        var days = rules.RuleSets.All.Max(r => r.TimeLimits.DueSoonWorkingDays);
        var first = new DateOnly(today.Year, today.Month, 1);
        var near = rules.Calendar.After(today, days).Date;
        DateOnly[] months = near < first.AddMonths(1) ? [first.AddMonths(-1), first] : [first.AddMonths(-1), first, first.AddMonths(1)];
        return [.. months.Select(m => (m.Year, m.Month))];
    }

    private async Task<int> LookAtAsync(string id, CancellationToken cancellation)
    {
        var loaded = await cases.LoadAsync(id, cancellation);
        if (!loaded.Exists)
            return 0;
        var now = time.GetUtcNow();
        var told = 0;
        foreach (var look in (Func<RegistrationCase, RuleBook, DateTimeOffset, Change<RegistrationCase>?>[])[Due.Recount, Due.Remind])
        {
            if (look(loaded.State!, rules, now) is not { } change)
                continue;
            var outcome = await cases.CommitAsync(loaded, change, System, command: null, cancellation);
            if (outcome.Problem is { } problem)
            {
                // Somebody works on the case at this moment; the next walk looks at it again.
                log.LogInformation("Case {Case} was not reminded of its due date: {Problem}", id, problem.Kind.Code);
                return told;
            }
            loaded = outcome.Value;
            told++;
        }
        return told;
    }
}
