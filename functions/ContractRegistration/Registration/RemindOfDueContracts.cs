using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Timer that reminds registrars once when a due date is near and once when it has passed. It reads the lists of contracts due last
/// month, this month and, if its first dates may be near, next month. Earlier due dates were reported before.
/// </summary>
public sealed class RemindOfDueContracts(
    AggregateStore<Contract> contracts,
    Lists lists,
    SetAsides asides,
    RuleBook rules,
    TimeProvider time,
    ILogger<RemindOfDueContracts> log
)
{
    private const int PageSize = 200;
    private static readonly Caller System = Caller.System("due-dates", "期限提醒");

    // 23:00 and 04:00 UTC: 07:00 in China, and 12:00 for contracts that failed at 07:00.
    [Function("RemindOfDueCases")]
    public Task Run([TimerTrigger("0 0 4,23 * * *")] TimerInfo timer, CancellationToken cancellation) => RunAsync(cancellation);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var reminded = 0;
        var round = await asides.BeginAsync("due", cancellation);
        foreach (var (year, month) in Months(time.ChinaToday(), rules))
        {
            await foreach (var page in lists.PagesAsync(ContractLists.OfDueMonth(year, month), PageSize, cancellation: cancellation))
            {
                foreach (var id in page.Items.Select(line => line.GetProperty("id").GetString()!))
                    await round.DoAsync(id, async () => reminded += await UpdateAsync(id, cancellation), cancellation);
            }
        }
        await round.EndAsync(cancellation);
        return reminded;
    }

    internal static IReadOnlyList<(int Year, int Month)> Months(DateOnly today, RuleBook rules)
    {
        var days = rules.RuleSets.All.Max(r => r.TimeLimits.DueSoonWorkingDays);
        var first = new DateOnly(today.Year, today.Month, 1);
        var near = rules.Calendar.After(today, days).Date;
        DateOnly[] months = near < first.AddMonths(1) ? [first.AddMonths(-1), first] : [first.AddMonths(-1), first, first.AddMonths(1)];
        return [.. months.Select(m => (m.Year, m.Month))];
    }

    private async Task<int> UpdateAsync(string id, CancellationToken cancellation)
    {
        var loaded = await contracts.LoadAsync(id, cancellation);
        if (!loaded.Exists)
            return 0;
        var now = time.GetUtcNow();
        var reminded = 0;
        foreach (var look in (Func<Contract, RuleBook, DateTimeOffset, Change<Contract>?>[])[Recount, Remind])
        {
            if (look(loaded.State!, rules, now) is not { } change)
                continue;
            var outcome = await contracts.CommitAsync(loaded, change, System, command: null, cancellation);
            if (outcome.Problem is { } problem)
            {
                // A concurrent command changed the contract first; the next run tries again.
                log.LogInformation("No reminder was recorded for the due date of contract {Contract}: {Problem}", id, problem.Kind.Code);
                return reminded;
            }
            loaded = outcome.Value;
            reminded++;
        }
        return reminded;
    }

    /// <summary>Soon from <c>soonWorkingDays</c> working days before the due date; overdue from the day after it.</summary>
    public static DueStatus StatusOf(DateOnly dueOn, DateOnly today, int soonWorkingDays, WorkingCalendar calendar)
    {
        if (today > dueOn)
            return DueStatus.Overdue;
        return calendar.After(today, soonWorkingDays).Date >= dueOn ? DueStatus.Soon : DueStatus.Ahead;
    }

    /// <summary>Null if no reminder is needed, or if the reminder is recorded already.</summary>
    public static Change<Contract>? Remind(Contract state, RuleBook rules, DateTimeOffset now)
    {
        if (OpenVersion.RunningClock(state) is not { } clock)
            return null;
        var limits = rules.RuleSets.Pinned(OpenVersion.Of(state).RuleSet!).TimeLimits;
        var status = StatusOf(clock.DueOn, now.ChinaDate(), limits.DueSoonWorkingDays, rules.Calendar);
        if (status == DueStatus.Ahead)
            return null;

        var reminded = state.Reminder?.DueOn == clock.DueOn ? state.Reminder : null;
        int? edition = OpenVersion.Of(state).Edition is > 1 and var later ? later : null;
        return status switch
        {
            DueStatus.Overdue when reminded is not { Overdue: true } => new(
                state with
                {
                    Reminder = new(clock.DueOn, Overdue: true),
                },
                new ContractOverdue(clock.DueOn, now) { Edition = edition }
            ),
            DueStatus.Soon when reminded is null => new(
                state with
                {
                    Reminder = new(clock.DueOn, Overdue: false),
                },
                new ContractDueSoon(clock.DueOn, now) { Edition = edition }
            ),
            _ => null,
        };
    }

    /// <summary>Null if the due date is not provisional or stays the same.</summary>
    public static Change<Contract>? Recount(Contract state, RuleBook rules, DateTimeOffset now)
    {
        if (OpenVersion.RunningClock(state) is not { Provisional: true } before)
            return null;
        var version = OpenVersion.Of(state);
        var after = rules.RuleSets.Pinned(version.RuleSet!).StartClock(before.AcceptedOn, before.ExpertReview, rules.Calendar);
        if (after == before)
            return null;

        var isChange = !ReferenceEquals(version, state);
        return new(
            state.WithOpenVersion(version.Examination with { Clock = after }),
            new ClockRecounted(before, after, now) { Edition = isChange ? version.Edition : null }
        );
    }
}

public enum DueStatus
{
    Ahead,
    Soon,
    Overdue,
}

[WireName("CaseDueSoon")]
public sealed record ContractDueSoon(DateOnly DueOn, DateTimeOffset At) : ContractEvent;

[WireName("CaseOverdue")]
public sealed record ContractOverdue(DateOnly DueOn, DateTimeOffset At) : ContractEvent;

/// <summary>The due date changed because the holidays of its year were published.</summary>
[WireName("ClockRecounted")]
public sealed record ClockRecounted(Clock Before, Clock After, DateTimeOffset At) : ContractEvent;
