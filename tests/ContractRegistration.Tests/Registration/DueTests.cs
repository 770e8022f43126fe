using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class DueTests
{
    // C01, accepted on 2026-06-01, is due on Tuesday 2026-06-23; 19 to 21 June are the Dragon Boat holiday.
    [Theory]
    [InlineData("2026-06-16", DueStatus.Ahead)]
    [InlineData("2026-06-17", DueStatus.Soon)]
    [InlineData("2026-06-20", DueStatus.Soon)]
    [InlineData("2026-06-23", DueStatus.Soon)]
    [InlineData("2026-06-24", DueStatus.Overdue)]
    [InlineData("2027-06-24", DueStatus.Overdue)]
    public void A_date_is_near_from_three_working_days_before_and_passed_the_day_after(string today, DueStatus expected) =>
        Assert.Equal(expected, RemindOfDueContracts.StatusOf(new(2026, 6, 23), DateOnly.Parse(today, null), 3, WorkingCalendar.Published));

    [Fact]
    public void A_due_date_is_reminded_of_once_when_near_and_once_when_passed()
    {
        var state = Given.Accepted();
        var events = new List<object>();
        for (var day = new DateOnly(2026, 6, 1); day < new DateOnly(2026, 7, 31); day = day.AddDays(1))
        {
            if (RemindOfDueContracts.Remind(state, Given.Rules, Given.At(day)) is not { } change)
                continue;
            state = change.State;
            events.Add(change.Event!);
        }

        Assert.Equal(
            [
                new ContractDueSoon(new(2026, 6, 23), Given.At(new(2026, 6, 17))),
                new ContractOverdue(new(2026, 6, 23), Given.At(new(2026, 6, 24))),
            ],
            events
        );
        Assert.Contains(ContractLists.Of(state), l => l.List == ContractLists.Overdue);
        Assert.DoesNotContain(ContractLists.Of(Given.Accepted()), l => l.List == ContractLists.Overdue);
    }

    [Fact]
    public void Another_due_date_gets_another_reminder()
    {
        var near = RemindOfDueContracts.Remind(Given.Accepted("C13"), Given.Rules, Given.At(new(2026, 6, 22)))!.State;
        var referred = Refer.Decide(near, Given.RegistrarB, Given.Rules, Given.At(new(2026, 6, 22))).Value.State;

        Assert.Null(RemindOfDueContracts.Remind(referred, Given.Rules, Given.At(new(2026, 6, 22))));
        Assert.IsType<ContractDueSoon>(RemindOfDueContracts.Remind(referred, Given.Rules, Given.At(new(2026, 7, 13)))!.Event);
    }

    [Theory]
    [InlineData(ContractStatus.Draft)]
    [InlineData(ContractStatus.Submitted)]
    [InlineData(ContractStatus.Returned)]
    [InlineData(ContractStatus.Decided)]
    [InlineData(ContractStatus.Registered)]
    [InlineData(ContractStatus.Refused)]
    [InlineData(ContractStatus.Withdrawn)]
    [InlineData(ContractStatus.Cancelled)]
    [InlineData(ContractStatus.Revoked)]
    public void Without_a_running_clock_no_reminder_is_sent(ContractStatus status) =>
        Assert.Null(RemindOfDueContracts.Remind(Given.In(status), Given.Rules, Given.At(new(2027, 1, 1))));

    [Fact]
    public void The_clock_of_a_change_is_watched_too()
    {
        var events = RemindOfDueContracts.Remind(Given.Changing(ContractStatus.Accepted), Given.Rules, Given.At(new(2026, 6, 24)))!;

        Assert.Equal(
            (2, new DateOnly(2026, 6, 23)),
            (((ContractOverdue)events.Event!).Edition!.Value, ((ContractOverdue)events.Event!).DueOn)
        );
    }

    // Made-up holidays of 2027: New Year from 1 to 4 January, and Sunday 10 January as a working day.
    private static readonly RuleBook With2027 = Given.Rules with
    {
        Calendar = new([
            new(
                2026,
                [
                    new(new(2026, 1, 1), new(2026, 1, 3)),
                    new(new(2026, 2, 15), new(2026, 2, 23)),
                    new(new(2026, 4, 4), new(2026, 4, 6)),
                    new(new(2026, 5, 1), new(2026, 5, 5)),
                    new(new(2026, 6, 19), new(2026, 6, 21)),
                    new(new(2026, 9, 25), new(2026, 9, 27)),
                    new(new(2026, 10, 1), new(2026, 10, 7)),
                ],
                [new(2026, 1, 4), new(2026, 2, 14), new(2026, 2, 28), new(2026, 5, 9), new(2026, 9, 20), new(2026, 10, 10)],
                new("示例", "", Confidence.Sample)
            ),
            new(2027, [new(new(2027, 1, 1), new(2027, 1, 4))], [new(2027, 1, 10)], new("示例", "", Confidence.Sample)),
        ]),
    };

    [Theory]
    [InlineData("2026-12-14", "2027-01-05", "2027-01-06")]
    [InlineData("2026-12-31", "2027-01-22", "2027-01-22")]
    [InlineData("2026-12-21", "2027-01-12", "2027-01-12")]
    public void A_provisional_date_is_counted_again_when_the_year_is_published(string acceptedOn, string provisional, string final)
    {
        var accepted = Given.Accepted("C01", DateOnly.Parse(acceptedOn, null));

        var recounted = RemindOfDueContracts.Recount(accepted, With2027, Given.Now)!;

        Assert.Equal((DateOnly.Parse(provisional, null), true), (accepted.Clock!.DueOn, accepted.Clock.Provisional));
        Assert.Equal((DateOnly.Parse(final, null), false), (recounted.State.Clock!.DueOn, recounted.State.Clock.Provisional));
        Assert.Equal(
            (accepted.Clock, recounted.State.Clock),
            (((ClockRecounted)recounted.Event!).Before, ((ClockRecounted)recounted.Event).After)
        );
        Assert.Null(RemindOfDueContracts.Recount(recounted.State, With2027, Given.Now));
        Assert.Null(RemindOfDueContracts.Recount(accepted, Given.Rules, Given.Now));
    }

    // Limits under the 2026 rules over the Spring Festival: 15 to 23 February are holidays, Saturdays 14 and 28 February are working days.
    [Theory]
    [InlineData("2026-02-13", false, "2026-03-12")]
    [InlineData("2026-02-14", false, "2026-03-13")]
    [InlineData("2026-02-18", false, "2026-03-13")]
    [InlineData("2026-02-13", true, "2026-04-02")]
    [InlineData("2026-09-18", false, "2026-10-15")]
    public void The_new_limits_over_the_holidays_of_2026(string acceptedOn, bool expertReview, string dueOn)
    {
        var clock = Given.Rules2026.StartClock(DateOnly.Parse(acceptedOn, null), expertReview, WorkingCalendar.Published);

        Assert.Equal(
            (DateOnly.Parse(dueOn, null), expertReview ? 30 : 15, false),
            (clock.DueOn, clock.WorkingDays!.Value, clock.Provisional)
        );
    }

    [Theory]
    [InlineData("2026-06-10", "2026-05", "2026-06")]
    [InlineData("2026-06-29", "2026-05", "2026-06", "2026-07")]
    [InlineData("2026-09-29", "2026-08", "2026-09", "2026-10")]
    [InlineData("2027-01-04", "2026-12", "2027-01")]
    public void Only_the_lists_of_neighbouring_months_are_walked(string today, params string[] months) =>
        Assert.Equal(months, RemindOfDueContracts.Months(DateOnly.Parse(today, null), Given.Rules).Select(m => $"{m.Year}-{m.Month:D2}"));
}
