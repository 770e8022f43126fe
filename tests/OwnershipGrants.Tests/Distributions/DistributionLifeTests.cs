using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Findings;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Rules;
using static TechTransfer.OwnershipGrants.Tests.Distributions.DistributionGiven;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

public class DistributionLifeTests
{
    [Fact]
    public void The_notice_takes_fifteen_working_days_as_the_data_say()
    {
        // Published on Wednesday 10 June 2026; 19 June is a holiday.
        var notice = OnNotice().Notice!;

        Assert.Equal(
            (new DateOnly(2026, 6, 10), new DateOnly(2026, 7, 2), 15, false),
            (notice.From, notice.Until, notice.Days, notice.Provisional)
        );
    }

    [Fact]
    public void A_last_day_that_was_provisional_is_counted_again_once_the_holidays_are_published()
    {
        // The notice is published in December 2026, before the holidays of 2027 are announced. Later the first half of January becomes a
        // holiday.
        var published = PublishDistribution
            .Decide(Drafted(), Granted(), Book, Given.Office, new(2026, 12, 21, 2, 0, 0, TimeSpan.Zero))
            .Value();
        var notice = published.Notice!;
        var source = new Citation("虚构的放假安排", "", Confidence.Sample);
        var known = new DistributionBook(
            Book.All,
            new([new(2026, [], [], source), new(2027, [new(new(2027, 1, 1), new(2027, 1, 14))], [], source)])
        );
        var day = new DateTimeOffset(notice.Until.AddDays(1), new(2, 0), TimeSpan.Zero);

        Assert.True(notice.Provisional);
        Assert.Equal("distribution_notice_runs", ApproveDistribution.Decide(published, known, Given.SecondPerson, day).Problem!.Kind.Code);
        Assert.Equal(
            new DateOnly(2027, 1, 25),
            ApproveDistribution.Decide(published, known, Given.SecondPerson, day.AddDays(30)).Value().Notice!.Until
        );
    }

    [Fact]
    public void It_is_approved_from_the_day_after_the_notice()
    {
        var state = OnNotice();

        Assert.Equal(
            "distribution_notice_runs",
            ApproveDistribution.Decide(state, Book, Given.SecondPerson, AfterNotice(state).AddDays(-1)).Problem!.Kind.Code
        );
        Assert.Equal(
            DistributionStatus.Approved,
            ApproveDistribution.Decide(state, Book, Given.SecondPerson, AfterNotice(state)).Value().Status
        );
    }

    [Fact]
    public void Whoever_prepared_it_does_not_approve_it()
    {
        var revised = ReviseDraft
            .Decide(Drafted(), Granted(), null, new() { Deductions = [] }, Book, Given.SecondPerson, Given.Now)
            .Value();
        var published = Publish(revised, Given.Now);

        foreach (var preparer in new[] { Given.Office, Given.SecondPerson })
        {
            Assert.Equal(
                "two_person_rule",
                ApproveDistribution.Decide(published, Book, preparer, AfterNotice(published)).Problem!.Kind.Code
            );
        }
    }

    [Fact]
    public void An_objection_stops_the_notice_for_the_days_that_were_left()
    {
        // The objection comes on Saturday 13 June, after two working days of notice, and is resolved ten days later.
        var objected = Objected();
        var settledAt = Given.Now.AddDays(13);

        var resolved = ResolveDistributionObjection
            .Decide(objected, new(false, "份额与内部协议一致。"), Book, Given.SecondPerson, settledAt)
            .Value();

        Assert.Equal(13, objected.Objections[0].DaysLeft);
        Assert.Equal(Book.Calendar.After(settledAt.ChinaDate(), 13).Date, resolved.Notice!.Until);
        Assert.Equal(DistributionStatus.OnNotice, resolved.Status);
    }

    [Fact]
    public void An_objection_that_is_upheld_makes_a_draft_whose_next_notice_is_another_edition()
    {
        var draft = ResolveDistributionObjection
            .Decide(Objected(), new(true, "扣除项有误。"), Book, Given.SecondPerson, Given.Now.AddDays(5))
            .Value();

        Assert.Equal((DistributionStatus.Draft, 2, null), (draft.Status, draft.Edition, draft.Notice));
    }

    [Fact]
    public void An_objection_after_the_notice_is_too_late()
    {
        var state = OnNotice();

        Assert.Equal(
            "distribution_notice_over",
            ObjectToDistribution.Decide(state, Granted(), new("晚了。"), Book, Given.Office, AfterNotice(state)).Problem!.Kind.Code
        );
    }

    [Fact]
    public void It_is_paid_in_parts_and_never_above_the_award()
    {
        var first = PayDistribution.Decide(Approved(), Payment(("p1", 100_000), ("p4", 64_000)), Given.Office, PayDay).Value();
        var tooMuch = PayDistribution.Decide(first, Payment(("p1", 220_000.01m)), Given.Office, PayDay).Problem!;
        var rest = PayDistribution.Decide(first, Payment(), Given.Office, PayDay).Value();

        Assert.Equal(DistributionStatus.Approved, first.Status);
        Assert.Equal(("payments[0].amount", "payment_exceeds_award"), (tooMuch.Errors.Single().Path, tooMuch.Errors.Single().Code));
        Assert.Equal(DistributionStatus.Paid, rest.Status);
        Assert.Equal([220_000m, 128_000m, 128_000m], rest.Payments.Skip(2).Select(p => p.Amount.Amount));
    }

    [Fact]
    public void The_shares_of_the_incomes_day_hold_and_not_those_of_today()
    {
        var later = ChangeTeam
            .Decide(
                Granted(),
                new()
                {
                    From = new(2026, 6, 5),
                    Members =
                    [
                        new()
                        {
                            Person = "p1",
                            Share = Share.Percent(90),
                            Representative = true,
                        },
                        new()
                        {
                            Name = "继承人（虚构）",
                            Standing = MemberRelation.Heir,
                            Share = Share.Percent(10),
                        },
                    ],
                    InnerAgreementSha256 = Given.Hash("new"),
                    Reason = "成员去世，由继承人承继。",
                },
                Given.Office
            )
            .Value();

        var before = Enter(later, AnIncome, Given.Office, Given.Now).Value();
        var after = Enter(later, AnIncome with { IncomeOn = new(2026, 6, 5) }, Given.Office, Given.Now).Value();

        Assert.Equal(["p1", "p2", "p3", "p4"], before.Figures.Awards.Select(a => a.Person));
        Assert.Equal([("p1", 576_000m), ("p5", 64_000m)], after.Figures.Awards.Select(a => (a.Person, a.Amount.Amount)));
    }

    [Fact]
    public void A_draft_with_outdated_team_shares_is_recalculated_before_it_is_published()
    {
        var team = Granted().Teams[0];
        var changed = Granted() with { Teams = [team with { Members = [team.Members[0] with { Share = Share.One }] }] };

        Assert.Equal("figures_outdated", PublishDistribution.Decide(Drafted(), changed, Book, Given.Office, Given.Now).Problem!.Kind.Code);
        var revised = ReviseDraft.Decide(Drafted(), changed, null, new() { Deductions = [] }, Book, Given.Office, Given.Now).Value();
        Assert.Null(PublishDistribution.Decide(revised, changed, Book, Given.Office, Given.Now).Problem);
    }

    [Fact]
    public void Income_before_the_grant_is_in_force_is_refused() =>
        Assert.Equal(
            "grant_not_in_force_then",
            Enter(Granted(), AnIncome with { IncomeOn = new(2026, 4, 30) }, Given.Office, Given.Now).Problem!.Kind.Code
        );

    [Fact]
    public void Half_a_refund_after_payment_is_clawed_back_person_by_person()
    {
        var distribution = Recovering();

        Assert.Equal(
            (DistributionStatus.Recovering, 2, 320_000m),
            (distribution.Status, distribution.Edition, distribution.Figures.Pool.Amount)
        );
        Assert.Equal([160_000m, 64_000m, 64_000m, 32_000m], distribution.ClawBacks.Single().Differences.Select(d => d.Amount.Amount));
        Assert.Equal(160_000m, distribution.OwedBy("p1").Amount);
    }

    [Fact]
    public void What_is_paid_back_settles_a_claw_back()
    {
        var part = RecoverDistribution.Decide(Recovering(), Payment(("p1", 160_000)), Given.Office, PayDay).Value();
        var tooMuch = RecoverDistribution.Decide(part, Payment(("p1", 1)), Given.Office, PayDay).Problem!;
        var all = RecoverDistribution.Decide(part, Payment(), Given.Office, PayDay).Value();

        Assert.Equal("recovery_exceeds_difference", tooMuch.Errors.Single().Code);
        Assert.Equal(DistributionStatus.Paid, all.Status);
        Assert.Equal(320_000m, all.Paid().Amount);
    }

    [Fact]
    public void A_refund_in_part_before_payment_leaves_the_rest_to_be_paid()
    {
        var state = Refunded(PayDistribution.Decide(Approved(), Payment(("p1", 100_000)), Given.Office, PayDay).Value(), 400_000);

        Assert.Equal(DistributionStatus.Approved, state.Status);
        Assert.Equal([60_000m, 64_000m, 64_000m, 32_000m], state.Figures.Awards.Select(a => state.DueTo(a.Person).Amount));
    }

    [Fact]
    public void A_contract_that_falls_takes_everything_back()
    {
        var paid = Paid();

        var fallen = IncomeChanges.Follow(paid, [], IncomeLoss.Revocation, Book, PayDay)!.State;
        var recovered = RecoverDistribution.Decide(fallen, Payment(), Given.Office, PayDay).Value();

        Assert.Equal((DistributionStatus.Recovering, Yuan.Zero), (fallen.Status, fallen.Figures.Pool));
        Assert.Equal((DistributionStatus.ClawedBack, Yuan.Zero), (recovered.Status, recovered.Paid()));
    }

    [Fact]
    public void A_refund_during_the_notice_makes_it_a_draft_again()
    {
        var draft = Refunded(OnNotice(), 1_000);

        Assert.Equal((DistributionStatus.Draft, 2, 639_200m), (draft.Status, draft.Edition, draft.Figures.Pool.Amount));
    }

    [Fact]
    public void A_refund_of_everything_before_approval_withdraws_it() =>
        Assert.Equal(DistributionStatus.Withdrawn, Refunded(Drafted(), 800_000).Status);

    [Fact]
    public void Changed_terms_stand_in_the_history_even_when_no_figure_changes()
    {
        var state = Refunded(Drafted(), 800_000);

        var change = IncomeChanges.Follow(state, [new(new(2026, 9, 1), Yuan.Of(800_000))], IncomeLoss.Cancellation, Book, PayDay)!;

        var happened = Assert.IsType<IncomeTermsChanged>(change.Event);
        Assert.Equal(("a1.d1", IncomeLoss.Cancellation), (happened.DistributionId, happened.Terms.Fell!.Value));
        Assert.Empty(DistributionSetup.Of(null!).Messages(change.State, happened));
    }

    [Fact]
    public void A_repeated_message_of_a_refund_changes_nothing()
    {
        var state = Recovering();

        Assert.Null(IncomeChanges.Follow(state, [new(new(2026, 9, 1), Yuan.Of(400_000))], null, Book, PayDay));
    }

    [Fact]
    public void The_check_list_says_what_is_on_record_and_claims_no_tax_result()
    {
        var paid = StateEvidence
            .Decide(
                Paid(),
                new()
                {
                    Payer = PayerKind.StateInstitution,
                    PayerCertificate = "事证第000000000000号（虚构）",
                    ImportantContributions = true,
                    NoOrdinaryPay = true,
                    MainContributors = ["p1"],
                    Withholdings = [new(new(2026, 7, 31), "扣缴 2026-07")],
                },
                Given.Office,
                PayDay
            )
            .Value();

        var conditions = Conditions.Of(paid, Book.Pinned(paid.RuleSet), new(2026, 8, 2));

        Assert.All(conditions, c => Assert.True(c.Met, c.Code));
        Assert.Equal(new DateOnly(2029, 6, 1), conditions.First(c => c.Code == "paidWithinWindow").On);
        Assert.Equal(new DateOnly(2026, 5, 20), conditions.First(c => c.Code == "contractIsRegistered").On);
        Assert.Contains("不构成税务认定", Conditions.Statement.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_that_nobody_stated_are_open_and_not_met()
    {
        var conditions = Conditions.Of(Drafted(), Book.Pinned("CQ-2020-2"), new(2026, 6, 10));

        Assert.Equal(["contractIsRegistered"], conditions.Where(c => c.Met is not null).Select(c => c.Code));
    }

    [Fact]
    public void A_payment_after_36_months_fails_the_window_and_is_still_recorded()
    {
        var late = new DateTimeOffset(2029, 6, 2, 2, 0, 0, TimeSpan.Zero);
        var paid = PayDistribution.Decide(Approved(), Payment() with { PaidOn = new(2029, 6, 2) }, Given.Office, late).Value();

        Assert.False(Conditions.Of(paid, Book.Pinned(paid.RuleSet), late.ChinaDate()).First(c => c.Code == "paidWithinWindow").Met);
        Assert.Equal(DistributionStatus.Paid, paid.Status);
    }

    [Fact]
    public void Whoever_is_erased_is_erased_as_an_objector_too()
    {
        var state = ObjectToDistribution
            .Decide(OnNotice(), Granted(), new("份额有误。", "成员乙（虚构）"), Book, Given.Office, Given.Now)
            .Value();

        var achievement = ErasePerson.Decide(Granted(), "p2", Given.Office).Value();
        var erased = DistributionPersons.Follow(state, achievement)!.State;

        Assert.Null(erased.Objections.Single().Objector);
        Assert.Equal(
            ["成员甲（虚构）", null, "成员丙（虚构）", "成员丁（虚构）"],
            erased.Figures.Awards.Select(a => erased.NameOf(a.Person))
        );
        Assert.Equal(state.Figures, erased.Figures);
        Assert.Null(DistributionPersons.Follow(erased, achievement));
        Assert.IsType<AchievementUpdated>(
            AchievementSetup.Of(Given.Rules).Messages(achievement, new PersonErased("p2") { Ledger = [] }).Single()
        );
    }

    [Fact]
    public void Nothing_changes_once_the_achievement_is_off_the_books()
    {
        var closed = DistributionPersons.Follow(Approved(), Granted() with { Status = AchievementStatus.Closed })!.State;

        Assert.Equal("achievement_closed", PayDistribution.Decide(closed, Payment(), Given.Office, PayDay).Problem!.Kind.Code);
        Assert.Empty(TechTransfer.OwnershipGrants.Reminders.Dues.Of(closed));
    }

    [Theory]
    [InlineData("0.6", "约定比例60%低于参考比例70%（条文待核实），请核对。")]
    [InlineData("0.4", "约定比例40%低于最低比例50%，已按最低比例计提，请核对赋权协议。")]
    [InlineData("0.8", null)]
    public void An_agreement_below_a_floor_is_a_warning(string agreed, string? says)
    {
        var draft = Drafted();
        var terms = draft.Terms with { Agreement = [new("team", Share.Parse(agreed)), new("unit", Share.One - Share.Parse(agreed))] };
        var rules = Book.Pinned(draft.RuleSet);
        var findings = DistributionFindings.Of(draft with { Terms = terms, Figures = IncomeSplit.Of(terms, rules) }, rules);

        var finding = findings.FirstOrDefault(f => f.Code == "agreement_below_floor");
        Assert.Equal(says, finding?.Message.Zh);
        Assert.NotEqual(Severity.Error, finding?.Severity);
    }

    [Fact]
    public void A_draft_that_is_revised_follows_the_rules_as_they_are_known_today()
    {
        var draft = Drafted() with { RuleSet = "CQ-2020" };

        Assert.Equal(
            "CQ-2020-2",
            ReviseDraft.Decide(draft, Granted(), null, new() { Deductions = [] }, Book, Given.Office, Given.Now).Value().RuleSet
        );
    }

    [Fact]
    public void Leaders_are_shown_with_their_rank_and_take_no_shares_without_a_warning()
    {
        var withLeader = Drafted(AnIncome with { Leaders = [new("p1", "principal")] });
        var equity = AnIncome with
        {
            Way = ConversionWay.CapitalContribution,
            EquityShare = Share.Percent(32),
            Leaders = [new("p1", "principal")],
        };

        Assert.Contains(
            DistributionFindings.Of(withLeader, Book.Pinned("CQ-2020-2")),
            f => f.Code == "leader_is_published" && f.Citation is not null
        );
        Assert.Contains(
            DistributionFindings.Of(Drafted(equity), Book.Pinned("CQ-2020-2")),
            f => f is { Code: "leader_takes_shares", Severity: Severity.Warning }
        );
    }

    [Fact]
    public void The_certificates_app_receives_each_stage_with_names()
    {
        var state = OnNotice();
        var notice = Message<DistributionNoticeOpened>(
            state,
            PublishDistribution.Decide(Drafted(), Granted(), Book, Given.Office, Given.Now).Value.Event!
        );
        var approved = ApproveDistribution.Decide(state, Book, Given.SecondPerson, AfterNotice(state)).Value;
        var back = IncomeChanges.Follow(approved.State, [], IncomeLoss.Cancellation, Book, PayDay)!;

        Assert.Equal(
            ("成员甲（虚构）", "50%", 320_000m),
            (notice.Distribution.Awards[0].Name, notice.Distribution.Awards[0].Share, notice.Distribution.Awards[0].Amount.Amount)
        );
        Assert.Equal(
            (1, C03Number, new DateOnly(2029, 6, 1)),
            (
                Message<DistributionApproved>(approved).Distribution.Edition,
                Message<DistributionApproved>(approved).Distribution.ContractNumber,
                Message<DistributionApproved>(approved).PayUntil
            )
        );
        Assert.Equal(
            (2, Yuan.Zero),
            (Message<DistributionClawedBack>(back).Distribution.Edition, Message<DistributionClawedBack>(back).Distribution.Pool)
        );
        Assert.Equal([Given.Office.Organisation!], Message<NotificationMessage>(back).Recipients);
    }

    private static T Message<T>(Change<Distribution> change) => Message<T>(change.State, change.Event!);

    private static T Message<T>(Distribution state, object happened) =>
        DistributionSetup.Of(null!).Messages(state, happened).OfType<T>().Single();
}
