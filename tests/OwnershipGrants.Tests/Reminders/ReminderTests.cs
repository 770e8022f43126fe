using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Reminders;
using TechTransfer.OwnershipGrants.Tests.Distributions;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests.Reminders;

public class ReminderTests
{
    private static readonly ReminderRules Rules = ReminderRules.InForce;

    private static IEnumerable<DueItem> Items(Achievement state, ReminderKind kind) => Dues.Of(state, Rules).Where(d => d.Kind == kind);

    private static IEnumerable<DueItem> Items(Distribution state, ReminderKind kind) => Dues.Of(state).Where(d => d.Kind == kind);

    [Fact]
    public void Annual_fees_fall_due_on_the_anniversaries_of_the_filing_from_now_until_the_right_expires()
    {
        var days = Items(Given.Recorded(), ReminderKind.PatentFee).Select(d => d.DueOn).ToArray();

        Assert.Equal((new DateOnly(2027, 1, 10), new DateOnly(2042, 1, 10), 16), (days[0], days[^1], days.Length));
    }

    [Fact]
    public void Fees_of_one_day_are_one_reminder()
    {
        var state = Given.Recorded();
        state = state with { Rights = [.. Enumerable.Range(0, 8).Select(i => state.Rights[0] with { Number = $"ZL20231001234{i}.1" })] };

        var first = Items(state, ReminderKind.PatentFee).First();

        Assert.Equal(16, Items(state, ReminderKind.PatentFee).Count());
        Assert.EndsWith("and 3 more", first.Detail!.Value.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_without_conversion_falls_due_until_there_is_one()
    {
        var due = Items(Given.Recorded(), ReminderKind.FirstYear).Single();

        Assert.Equal(new DateOnly(2026, 3, 1), due.DueOn);
        // The date was already over when the achievement was recorded, so the reminder comes on the day of recording.
        Assert.Equal(new DateOnly(2026, 6, 10), due.RemindOn(Rules));
        Assert.Empty(Items(DistributionGiven.Granted(), ReminderKind.FirstYear));
    }

    [Fact]
    public void The_pay_window_reminds_of_each_person_who_still_has_something_due()
    {
        var approved = DistributionGiven.Approved();
        var part = PayDistribution
            .Decide(approved, DistributionGiven.Payment(("p1", 320_000)), Given.Office, DistributionGiven.PayDay)
            .Value();

        Assert.Equal(["p1", "p2", "p3", "p4"], Items(approved, ReminderKind.PayWindow).Select(d => d.Person));
        Assert.Equal(["p2", "p3", "p4"], Items(part, ReminderKind.PayWindow).Select(d => d.Person));
        Assert.Equal(new DateOnly(2029, 6, 1), Items(part, ReminderKind.PayWindow).First().DueOn);
        Assert.Empty(Items(DistributionGiven.Paid(), ReminderKind.PayWindow));
    }

    [Fact]
    public void The_end_of_a_notice_falls_due_while_it_runs()
    {
        Assert.Equal(new DateOnly(2026, 7, 2), Items(DistributionGiven.OnNotice(), ReminderKind.NoticeEnd).Single().DueOn);
        Assert.Empty(Items(DistributionGiven.Objected(), ReminderKind.NoticeEnd));
    }

    [Fact]
    public void Every_reminder_is_sent_once_however_often_the_timer_runs()
    {
        var (state, distribution, sent) = (DistributionGiven.Granted(), DistributionGiven.Approved(), new List<string>());
        for (var day = new DateOnly(2026, 6, 1); day <= new DateOnly(2060, 12, 31); day = day.AddDays(7))
        {
            while (Remind.Next(state, Rules, day) is { } change)
            {
                state = change.State;
                sent.Add(Json.Write(change.Event! as ReminderSent));
            }
            while (Remind.Next(distribution, Rules, day) is { } change)
            {
                distribution = change.State;
                sent.Add(Json.Write(change.Event! as ReminderSent));
            }
        }

        Assert.Equal(sent.Count, sent.Distinct().Count());
        Assert.Empty(Remind.NotYetReminded(state, Rules).Concat(Remind.NotYetReminded(distribution)));
        // Reminders of 16 fees, of 4 persons' pay windows and of the reports on the years 2026 to 2056.
        Assert.Equal(16 + 4 + 31, sent.Count);
    }

    [Fact]
    public void Each_stage_of_a_grant_has_its_days()
    {
        var (notice, use) = (Given.In(GrantStatus.OnNotice), Given.In(GrantStatus.InForce, Given.AUse));
        var extended = Given.In(GrantStatus.Extended, Given.AUse);

        Assert.Equal(
            [(ReminderKind.NoticeEnd, new DateOnly(2026, 6, 25)), (ReminderKind.AgreementDeadline, new DateOnly(2026, 7, 25))],
            OfGrant(notice)
        );
        Assert.Equal((ReminderKind.TakeBack, Given.Later.ChinaDate().AddMonths(12)), OfGrant(use).First());
        Assert.Contains((ReminderKind.Renewal, use.Grants[0].EndsOn!.Value), OfGrant(use));
        Assert.Contains((ReminderKind.TermEnd, extended.Grants[0].EndsOn!.Value), OfGrant(extended));
        Assert.DoesNotContain(OfGrant(extended), d => d.Kind is ReminderKind.TakeBack or ReminderKind.Renewal);
        Assert.Equal(
            [2027, 2028, 2029, 2030, 2031, 2032],
            OfGrant(use).Where(d => d.Kind == ReminderKind.YearlyReport).Select(d => d.DueOn.Year)
        );
        Assert.Empty(OfGrant(Given.In(GrantStatus.TakenBack)));

        static IEnumerable<(ReminderKind Kind, DateOnly DueOn)> OfGrant(Achievement state) =>
            Dues.Of(state, Rules).Where(d => d.Part == Given.G1).Select(d => (d.Kind, d.DueOn));
    }

    [Fact]
    public void Milestones_of_the_plan_are_reminded_of_ahead()
    {
        var state = Given.In(GrantStatus.InForce, Given.AnApplication with { Milestones = [new("中试完成", new(2027, 6, 30))] });

        var milestone = Items(state, ReminderKind.Milestone).Single();

        Assert.Equal(
            (new DateOnly(2027, 6, 30), new DateOnly(2027, 5, 31), "中试完成"),
            (milestone.DueOn, milestone.RemindOn(Rules), milestone.Detail!.Value.Zh)
        );
    }

    [Fact]
    public async Task Two_instances_at_once_send_each_reminder_once()
    {
        var app = await GrantsApp.NewAsync();
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
            ids.Add(await app.PutAsync(Given.Recorded()));
        var other = await app.AnotherInstanceAsync();

        await Task.WhenAll(
            app.Op<RemindOfGrants>().RunAsync(default),
            other.Op<RemindOfGrants>().RunAsync(default),
            app.Op<RemindOfGrants>().RunAsync(default)
        );

        await AssertToldOnceAsync(app, ids, "reminder.firstYear");
        Assert.Equal(0, await app.Op<RemindOfGrants>().RunAsync(default));
    }

    [Fact]
    public async Task A_stop_of_a_week_loses_nothing()
    {
        var app = await GrantsApp.NewAsync(new(2026, 11, 5, 0, 0, 0, TimeSpan.Zero));
        var id = await app.PutAsync(DistributionGiven.Granted());
        Assert.Equal(0, await app.Op<RemindOfGrants>().RunAsync(default));

        // The reminder of the fee of 10 January is due on 11 November, 60 days before; no timer runs until then.
        app.Time.Now = app.Time.Now.AddDays(13);
        await (await app.AnotherInstanceAsync()).Op<RemindOfGrants>().RunAsync(default);
        await app.Op<RemindOfGrants>().RunAsync(default);

        await AssertToldOnceAsync(app, [id], "reminder.patentFee");
        var events = (await app.Achievements.ReadHistoryAsync(id)).Entries.Count(e =>
            e.Json.Contains("ReminderTold", StringComparison.Ordinal)
        );
        Assert.Equal(1, events);
    }

    [Fact]
    public async Task A_walk_costs_the_same_however_many_achievements_have_nothing_due()
    {
        var app = await GrantsApp.NewAsync();
        await app.PutAsync(Given.Recorded());
        await app.Op<RemindOfGrants>().RunAsync(default);
        var alone = await CallsAsync(app);
        for (var i = 0; i < 15; i++)
            await app.PutAsync(DistributionGiven.Granted());

        Assert.Equal(alone, await CallsAsync(app));
    }

    [Fact]
    public async Task An_organisation_reads_what_falls_due_within_so_many_days()
    {
        var app = await GrantsApp.NewAsync();
        await app.PutAsync(DistributionGiven.OnNotice());

        var near = await FunctionCall.GetAsync(app.Op<GetReminders>().Run, Given.Office, "/api/reminders?within=60");
        var far = await FunctionCall.GetAsync(
            app.Op<GetReminders>().Run,
            Given.Auditor,
            $"/api/reminders?within=365&org={Given.Office.Organisation}"
        );

        Assert.Equal(["noticeEnd"], near.Json!["items"]!.AsArray().Select(i => (string)i!["kind"]!));
        Assert.Equal(22, (int)near.Json["items"]![0]!["days"]!);
        Assert.Equal(["noticeEnd", "patentFee", "yearlyReport"], far.Json!["items"]!.AsArray().Select(i => (string)i!["kind"]!));
        app.Time.Now = app.Time.Now.AddDays(300);
        var overdue = await FunctionCall.GetAsync(app.Op<GetReminders>().Run, Given.Office, "/api/reminders?within=0");
        Assert.Equal(
            [("noticeEnd", -278), ("yearlyReport", -6)],
            overdue.Json!["items"]!.AsArray().Select(i => ((string)i!["kind"]!, (int)i["days"]!))
        );
        Assert.Empty(
            (await FunctionCall.GetAsync(app.Op<GetReminders>().Run, Given.OtherOffice, "/api/reminders?within=3660")).Json![
                "items"
            ]!.AsArray()
        );
        Assert.Equal(
            404,
            (
                await FunctionCall.GetAsync(
                    app.Op<GetReminders>().Run,
                    Given.OtherOffice,
                    $"/api/reminders?org={Given.Office.Organisation}"
                )
            ).Status
        );
    }

    [Theory]
    [InlineData("within=-1")]
    [InlineData("within=3661")]
    [InlineData("within=soon")]
    [InlineData("within=1.5")]
    public async Task Days_that_are_none_are_refused(string query)
    {
        var app = await GrantsApp.NewAsync();

        var reply = await FunctionCall.GetAsync(app.Op<GetReminders>().Run, Given.Office, $"/api/reminders?{query}");

        Assert.Equal((400, "malformed_query", "within"), (reply.Status, reply.Code, reply.Errors.Single().Path));
    }

    private static async Task AssertToldOnceAsync(GrantsApp app, IEnumerable<string> ids, string type)
    {
        var notices = (await app.SentAsync())
            .Where(m => m.Type == MessageNames.NotificationMessage)
            .Select(m => m.Body!.Value)
            .Where(n => n.GetProperty("type").GetString() == type)
            .Select(n => n.GetProperty("caseId").GetString()!)
            .Order();
        Assert.Equal(ids.Order(), notices);
    }

    private static async Task<int> CallsAsync(GrantsApp app)
    {
        var counter = new CallCounter();
        var counted = await app.AnotherInstanceAsync(options => options.AddPolicy(counter, Azure.Core.HttpPipelinePosition.PerCall));
        await counted.Op<RemindOfGrants>().RunAsync(default);
        return counter.Calls;
    }
}
