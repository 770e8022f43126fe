using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>How a due date stands to a day.</summary>
public enum DueStanding
{
    Ahead,
    Soon,
    Overdue,
}

/// <summary>A case's due date is near.</summary>
[WireName("CaseDueSoon")]
public sealed record CaseDueSoon(DateOnly DueOn, DateTimeOffset At) : CaseEvent;

/// <summary>A case's due date has passed.</summary>
[WireName("CaseOverdue")]
public sealed record CaseOverdue(DateOnly DueOn, DateTimeOffset At) : CaseEvent;

/// <summary>A provisional due date was counted again, after a year's holidays had been published.</summary>
[WireName("ClockRecounted")]
public sealed record ClockRecounted(Clock Before, Clock After, DateTimeOffset At) : CaseEvent;

/// <summary>Watching due dates. Nobody's decisions: they follow from the calendar, so they may be tried any number of times.</summary>
public static class Due
{
    /// <summary>Soon from so many working days before the due date; overdue from the day after it.</summary>
    public static DueStanding Standing(DateOnly dueOn, DateOnly today, int soonWorkingDays, WorkingCalendar calendar)
    {
        if (today > dueOn)
            return DueStanding.Overdue;
        return calendar.After(today, soonWorkingDays).Date >= dueOn ? DueStanding.Soon : DueStanding.Ahead;
    }

    /// <summary>Tells once that a due date is near, and once that it has passed; null when there is nothing to tell.</summary>
    public static Change<RegistrationCase>? Remind(RegistrationCase state, RuleBook rules, DateTimeOffset now)
    {
        if (OpenVersion.RunningClock(state) is not { } clock)
            return null;
        var limits = rules.RuleSets.Pinned(OpenVersion.Of(state).RuleSet!).TimeLimits;
        var standing = Standing(clock.DueOn, now.ChinaDate(), limits.DueSoonWorkingDays, rules.Calendar);
        if (standing == DueStanding.Ahead)
            return null;

        var told = state.Reminder?.DueOn == clock.DueOn ? state.Reminder : null;
        int? edition = OpenVersion.Of(state).Edition is > 1 and var later ? later : null;
        return standing switch
        {
            DueStanding.Overdue when told is not { Overdue: true } => new(
                state with
                {
                    Reminder = new(clock.DueOn, Overdue: true),
                },
                new CaseOverdue(clock.DueOn, now) { Edition = edition }
            ),
            DueStanding.Soon when told is null => new(
                state with
                {
                    Reminder = new(clock.DueOn, Overdue: false),
                },
                new CaseDueSoon(clock.DueOn, now) { Edition = edition }
            ),
            _ => null,
        };
    }

    /// <summary>Counts a provisional due date again on the calendar as it is known now; null when it is not provisional, or comes out the
    /// same.</summary>
    public static Change<RegistrationCase>? Recount(RegistrationCase state, RuleBook rules, DateTimeOffset now)
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
