using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.ContractRegistration.Registration;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public sealed class TermReminderTests
{
    private static readonly DateOnly EndsOn = Given.Today.AddDays(100);

    private static Contract Ending(Contract state) => state with { Content = state.Content with { EffectiveTo = EndsOn } };

    [Fact]
    public void A_filer_is_reminded_of_a_draft_60_and_30_and_7_days_before_the_end_of_its_term()
    {
        var state = Ending(Given.Drafted());
        var sent = new List<int>();
        for (var day = Given.Today; day <= EndsOn.AddDays(5); day = day.AddDays(1))
        {
            if (RemindOfTerms.Decide(state, Given.At(day)) is not { } change)
                continue;
            sent.Add(((TermEndsSoon)change.Event!).DaysLeft);
            state = change.State;
        }

        Assert.Equal([60, 30, 7], sent);
    }

    [Fact]
    public void A_reminder_that_was_missed_is_sent_late_and_once()
    {
        var first = RemindOfTerms.Decide(Ending(Given.Drafted()), Given.At(EndsOn.AddDays(-5)))!;

        Assert.Equal(5, ((TermEndsSoon)first.Event!).DaysLeft);
        Assert.Null(RemindOfTerms.Decide(first.State, Given.At(EndsOn.AddDays(-4))));
    }

    [Fact]
    public void A_longer_term_is_reminded_of_anew()
    {
        var state = RemindOfTerms.Decide(Ending(Given.Drafted()), Given.At(EndsOn.AddDays(-5)))!.State;
        var later = state with { Content = state.Content with { EffectiveTo = EndsOn.AddDays(50) } };

        Assert.NotNull(RemindOfTerms.Decide(later, Given.At(EndsOn.AddDays(-5))));
    }

    [Fact]
    public void Nobody_is_reminded_once_the_contract_is_submitted_but_of_a_returned_one_again()
    {
        Assert.Null(RemindOfTerms.Decide(Ending(Given.Submitted()), Given.At(EndsOn.AddDays(-5))));
        Assert.NotNull(RemindOfTerms.Decide(Ending(Given.Returned()), Given.At(EndsOn.AddDays(-5))));
    }

    [Fact]
    public void The_filer_gets_a_notification_with_the_day_and_the_days_left()
    {
        var change = RemindOfTerms.Decide(Ending(Given.Drafted()), Given.At(EndsOn.AddDays(-30)))!;

        var notice = ContractNotices.Of(change.State, change.Event!)!;

        Assert.Equal([change.State.Filer.Organisation], notice.Recipients);
        Assert.Contains("尚有30天", notice.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timer_finds_what_ends_within_two_months()
    {
        var app = await HttpHarness.NewAsync();
        var id = await app.PutAsync(Ending(Given.Drafted()));
        await app.PutAsync(Ending(Given.Submitted("C03")));
        app.Time.Now = Given.At(EndsOn.AddDays(-60));

        Assert.Equal(1, await app.Operation<RemindOfTerms>().RunAsync(default));
        Assert.Equal(0, await app.Operation<RemindOfTerms>().RunAsync(default));
        Assert.Equal(60, (await app.Contracts.LoadAsync(id)).State!.TermReminder!.Days);
    }

    [Fact]
    public void A_contract_counts_the_days_until_the_end_of_its_term_down()
    {
        Assert.Equal(100, ContractView.Of(Ending(Given.Drafted()), Given.Filer, 1, Given.Rules, Given.Today).DaysToTermEnd);
        Assert.Null(ContractView.Of(Ending(Given.Registered()), Given.Filer, 1, Given.Rules, Given.Today).DaysToTermEnd);
    }
}
