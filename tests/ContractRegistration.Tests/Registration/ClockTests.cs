using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Calendar;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class ClockTests
{
    // Counted by hand with the published holidays of 2026. The last two reach into 2027, whose holidays are not published.
    [Theory]
    [InlineData("2026-06-01", 15, "2026-06-23", false)] // 19 to 21 June: Dragon Boat
    [InlineData("2026-09-14", 15, "2026-10-10", false)] // 20 September and 10 October are worked; Mid-Autumn and National Day are not
    [InlineData("2026-05-06", 15, "2026-05-26", false)] // Saturday 9 May is worked
    [InlineData("2026-12-14", 15, "2027-01-05", true)]
    [InlineData("2026-12-31", 15, "2027-01-22", true)]
    public void Fifteen_working_days_after_acceptance(string acceptedOn, int days, string dueOn, bool provisional)
    {
        var clock = Given.Accepted("C01", DateOnly.Parse(acceptedOn, null)).Clock!;

        Assert.Equal(new Clock(DateOnly.Parse(acceptedOn, null), DateOnly.Parse(dueOn, null), days, null, false, provisional), clock);
    }

    // Spring Festival 2026: 15 to 23 February are holidays, Saturdays 14 and 28 February are working days.
    [Theory]
    [InlineData("2026-02-10", 15, "2026-03-09")]
    [InlineData("2026-02-13", 15, "2026-03-12")]
    [InlineData("2026-01-30", 15, "2026-02-27")]
    [InlineData("2026-02-13", 30, "2026-04-02")]
    public void Spring_Festival_and_its_worked_Saturdays_are_counted_as_published(string start, int days, string due) =>
        Assert.Equal(
            new WorkingDeadline(DateOnly.Parse(due, null), false),
            WorkingCalendar.Published.After(DateOnly.Parse(start, null), days)
        );

    [Fact]
    public void Expert_review_has_thirty_days_from_the_day_of_acceptance()
    {
        var referred = Refer.Decide(Given.Accepted("C13"), Given.RegistrarB, Given.Rules, Given.At(new(2026, 6, 10))).Value.State;

        Assert.Equal(new Clock(Given.Today, new(2026, 7, 14), 30, null, true, false), referred.Clock);
    }

    [Fact]
    public void A_correction_restarts_the_clock_from_the_day_it_came_in()
    {
        var returned = Return
            .Decide(Given.Accepted(), Given.ACorrection, Given.RegistrarA, Given.Rules, Given.At(new(2026, 6, 8)))
            .Value.State;
        var corrected = Submit
            .Decide(returned, Given.AnswersTo(returned), Given.Filer, Given.Rules, Given.At(new(2026, 6, 24)))
            .Value.State;

        var accepted = Accept.Decide(corrected, Given.RegistrarA, Given.Rules, Given.At(new(2026, 6, 26))).Value.State;

        Assert.Equal(new DateOnly(2026, 6, 24), accepted.Clock!.AcceptedOn);
        Assert.Equal(new DateOnly(2026, 7, 15), accepted.Clock.DueOn);
    }

    [Fact]
    public void Without_a_correction_the_day_of_acceptance_counts_however_long_it_lay() =>
        Assert.Equal(
            new DateOnly(2026, 6, 5),
            Accept.Decide(Given.Submitted(), Given.RegistrarA, Given.Rules, Given.At(new(2026, 6, 5))).Value.State.Clock!.AcceptedOn
        );

    [Fact]
    public void The_day_is_the_one_in_China()
    {
        var lateInLondon = new DateTimeOffset(2026, 6, 1, 16, 30, 0, TimeSpan.Zero);

        Assert.Equal(
            new DateOnly(2026, 6, 2),
            Accept.Decide(Given.Submitted(), Given.RegistrarA, Given.Rules, lateInLondon).Value.State.Clock!.AcceptedOn
        );
    }

    [Fact]
    public void The_old_rules_counted_thirty_calendar_days()
    {
        var clock = Given.Accepted("C01", new(2026, 2, 27)).Clock!;

        Assert.Equal(new Clock(new(2026, 2, 27), new(2026, 3, 29), null, 30, false, false), clock);
    }

    [Theory]
    [InlineData("2026-02-28", "OLD-2000/2001")]
    [InlineData("2026-03-01", "NEW-2026")]
    public void The_rule_set_is_that_of_the_day_of_acceptance(string day, string ruleSet)
    {
        var submitted = Given.Submitted("C01", new(2026, 2, 20));

        var accepted = Accept.Decide(submitted, Given.RegistrarA, Given.Rules, Given.At(DateOnly.Parse(day, null))).Value.State;

        Assert.Equal(ruleSet, accepted.RuleSet);
    }

    [Fact]
    public void A_correction_pins_the_rule_set_of_the_day_it_came_in()
    {
        var accepted = Given.Accepted("C01", new(2026, 2, 25));
        var returned = Return.Decide(accepted, Given.ACorrection, Given.RegistrarA, Given.Rules, Given.At(new(2026, 2, 26))).Value.State;
        var corrected = Submit.Decide(returned, Given.AnswersTo(returned), Given.Filer, Given.Rules, Given.At(new(2026, 3, 2))).Value.State;

        var again = Accept.Decide(corrected, Given.RegistrarA, Given.Rules, Given.At(new(2026, 3, 3))).Value.State;

        Assert.Equal(("OLD-2000/2001", "NEW-2026"), (accepted.RuleSet, again.RuleSet));
    }

    [Fact]
    public void The_threshold_and_its_basis_are_those_of_the_pinned_rules()
    {
        // The value of 5.6 million is large under the old rules, the technical amount of 4 million is not under the new ones.
        var old = Given.UnderReview("C05", new(2026, 2, 27));
        var now = Given.UnderReview("C05");

        Assert.Equal("approval_needed", Register.Decide(old, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
        Assert.Null(Register.Decide(now, Given.RegistrarB, Given.Rules, Given.Now).Problem);
    }
}
