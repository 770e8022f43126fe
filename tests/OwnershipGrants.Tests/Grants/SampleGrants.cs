using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Money;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Tests.Grants;

public class SampleGrants
{
    [Fact]
    public void K01_eighty_per_cent_go_to_a_team_of_four_after_fifteen_days_without_an_objection()
    {
        var state = Given.In(GrantStatus.InForce);
        var grant = state.Grants[0];

        Assert.Equal(Share.Percent(80), grant.Terms.Share);
        Assert.Equal((new DateOnly(2026, 6, 10), new DateOnly(2026, 6, 25)), (grant.Notice!.From, grant.Notice.Until));
        Assert.Equal((Given.Later.ChinaDate(), null), (grant.StartsOn!.Value, grant.EndsOn));
        Assert.Equal(["50%", "20%", "20%", "10%"], state.Team().Members.Select(m => m.Share.ToString()));
        Assert.Equal(Share.Percent(80), grant.Terms.TeamPart());
    }

    [Fact]
    public void K02_a_cell_line_is_used_for_five_and_five_years()
    {
        var cellLine = Given.AnInvention with
        {
            Name = "细胞株培养技术秘密（虚构）",
            Kind = "tradeSecret",
            Rights = [new("tradeSecret", null, "细胞株培养工艺")],
            FundOrigin = "own",
            PlanNumber = null,
            Secrecy = Secrecy.Internal,
        };

        var state = Given.In(GrantStatus.InForce, Given.AUse with { Exclusive = true }, cellLine);
        Assert.Equal(Given.Later.ChinaDate().AddYears(5).AddDays(-1), state.Grants[0].EndsOn);

        var extended = Given.In(GrantStatus.Extended, Given.AUse with { Exclusive = true }, cellLine);
        Assert.Equal(Given.Later.ChinaDate().AddYears(10).AddDays(-1), extended.Grants[0].EndsOn);
        Assert.Equal(2, extended.Grants[0].Edition);
    }

    [Fact]
    public void K03_a_former_members_objection_stops_the_clock_and_the_notice_takes_its_full_days()
    {
        var objected = Given.In(GrantStatus.Objected);
        // The objection comes on the third of fifteen days: twelve days of notice are left, however long the answer takes.
        Assert.Equal(12, objected.Grants[0].Notice!.DaysLeft);
        Assert.Equal(GrantStatus.Objected, GrantClock.At(objected.Grants[0], new(2027, 1, 1)).Status);
        Assert.Equal(
            "two_person_rule",
            Resolve
                .Decide(objected, Given.G1, new(ObjectionOutcome.Dismissed, "无依据。"), Given.SecondPerson, Given.Rules, Given.After(30))
                .Problem!.Kind.Code
        );

        var resumed = Resolve
            .Decide(objected, Given.G1, new(ObjectionOutcome.Dismissed, "经核实，不成立。"), Given.Office, Given.Rules, Given.After(30))
            .Value.State;

        var notice = resumed.Grants[0].Notice!;
        Assert.Equal((Given.After(42).ChinaDate(), null, 2), (notice.Until, notice.DaysLeft, notice.Edition));
        Assert.Equal(
            "wrong_state",
            Sign.Decide(
                resumed,
                Given.G1,
                new(Given.Hash("agreement"), Given.After(42).ChinaDate()),
                Given.Office,
                Given.Rules,
                Given.After(42)
            ).Problem!.Kind.Code
        );
        Assert.Null(
            Sign.Decide(
                resumed,
                Given.G1,
                new(Given.Hash("agreement"), Given.After(43).ChinaDate()),
                Given.Office,
                Given.Rules,
                Given.After(43)
            ).Problem
        );
    }

    [Fact]
    public void K03_a_justified_objection_has_the_application_corrected_and_published_again()
    {
        var objected = Given.In(GrantStatus.Objected);
        var decided = Resolve
            .Decide(objected, Given.G1, new(ObjectionOutcome.Amended, "补充成员后重新公示。"), Given.Office, Given.Rules, Given.After(10))
            .Value.State;
        Assert.Equal(GrantStatus.Decided, decided.Grants[0].Status);

        var again = Publish.Decide(decided, Given.G1, new(), Given.Office, Given.Rules, Given.After(11)).Value.State;

        Assert.Equal((Given.After(26).ChinaDate(), 2), (again.Grants[0].Notice!.Until, again.Grants[0].Notice!.Edition));
    }

    [Fact]
    public void A_notice_that_was_posted_elsewhere_is_recorded_with_its_copy()
    {
        var decided = Given.In(GrantStatus.Decided);
        var today = Given.After(20);
        Assert.Equal(
            "notice_start",
            Publish.Decide(decided, Given.G1, new(Given.Now.ChinaDate()), Given.Office, Given.Rules, today).Problem!.Errors.Single().Code
        );

        var posted = Publish
            .Decide(decided, Given.G1, new(Given.Now.ChinaDate(), Given.Hash("posted")), Given.Office, Given.Rules, today)
            .Value.State;

        Assert.Equal(GrantStatus.NoticeEnded, GrantClock.At(posted.Grants[0], today.ChinaDate()).Status);
    }

    [Fact]
    public void K03_the_explanation_says_what_an_objection_did_to_the_notice()
    {
        Assert.Equal(
            "公示自2026年6月10日起（首日不计），公示期15日，截至2026年6月25日（含当日）。",
            NoticeText(Given.In(GrantStatus.OnNotice))
        );

        var objected = Given.In(GrantStatus.Objected);
        Assert.Equal("公示自2026年6月10日起（首日不计），公示期15日；因异议中止，处理后恢复计算。", NoticeText(objected));

        var resumed = Resolved(objected, ObjectionOutcome.Dismissed, 30);
        Assert.Equal(
            "公示自2026年6月10日起（首日不计），公示期15日；因异议中止后恢复，顺延至2026年7月22日（含当日）。",
            NoticeText(resumed)
        );

        var again = RaiseObjection
            .Decide(
                resumed,
                Given.G1,
                Given.AnObjection with
                {
                    RaisedOn = Given.After(31).ChinaDate(),
                },
                Given.Office,
                Given.Rules,
                Given.After(31)
            )
            .Value.State;
        var corrected = Publish
            .Decide(Resolved(again, ObjectionOutcome.Amended, 32), Given.G1, new(), Given.Office, Given.Rules, Given.After(32))
            .Value.State;
        Assert.Equal("公示自2026年7月12日起（首日不计），公示期15日，截至2026年7月27日（含当日）。", NoticeText(corrected));
    }

    [Fact]
    public void K03_resolved_objections_count_towards_the_limit_too()
    {
        var state = Given.In(GrantStatus.Objected);
        var dismissed = Resolved(state, ObjectionOutcome.Dismissed, 4);
        var grant = dismissed.Grants[0];
        var full = dismissed with { Grants = [grant with { Objections = [.. Enumerable.Repeat(grant.Objections[0], 50)] }] };

        var finding = RaiseObjection
            .Decide(
                full,
                Given.G1,
                Given.AnObjection with
                {
                    RaisedOn = Given.After(5).ChinaDate(),
                },
                Given.Office,
                Given.Rules,
                Given.After(5)
            )
            .Problem!.Errors.Single();

        Assert.Equal("objections_count", finding.Code);
        Assert.Contains("不能再登记；请将新的异议并入已登记的同类异议", finding.Message.Zh, StringComparison.Ordinal);
    }

    private static string NoticeText(Achievement state) =>
        GrantExplanation.Of(state.Grants[0], Given.Rules.Pinned(state.Grants[0].RuleSet)).Single(s => s.Code == "notice").Text.Zh;

    private static Achievement Resolved(Achievement state, ObjectionOutcome outcome, int day) =>
        Resolve.Decide(state, Given.G1, new(outcome, "经核实。"), Given.Office, Given.Rules, Given.After(day)).Value.State;

    [Fact]
    public void K03_two_objections_are_both_resolved_before_the_notice_goes_on()
    {
        var twice = RaiseObjection
            .Decide(
                Given.In(GrantStatus.Objected),
                Given.G1,
                new("职工庚（虚构）", "份额不合理。", Given.After(4).ChinaDate()),
                Given.Office,
                Given.Rules,
                Given.After(4)
            )
            .Value.State;
        Assert.Equal(12, twice.Grants[0].Notice!.DaysLeft);

        var once = Resolve
            .Decide(twice, Given.G1, new(ObjectionOutcome.Dismissed, "不成立。", 2), Given.Office, Given.Rules, Given.After(5))
            .Value.State;
        Assert.Equal(GrantStatus.Objected, once.Grants[0].Status);
        Assert.Equal(
            GrantStatus.OnNotice,
            Resolve
                .Decide(once, Given.G1, new(ObjectionOutcome.Dismissed, "不成立。"), Given.Office, Given.Rules, Given.After(5))
                .Value.State.Grants[0]
                .Status
        );
    }

    [Fact]
    public void K04_what_stands_on_the_negative_list_is_refused_with_its_instrument()
    {
        var checkedForm = Given.In(GrantStatus.FormChecked);
        var answers = Given
            .AClearTitle.NegativeList.Select(a => a.Code == "ethics" ? a with { Applies = true, Remarks = "未通过伦理审查。" } : a)
            .ToArray();

        var refused = ClearTitle
            .Decide(checkedForm, Given.G1, Given.AClearTitle with { NegativeList = answers }, Given.Office, Given.Rules, Given.Now)
            .Value.State;

        Assert.Equal((GrantStatus.Refused, "ethics"), (refused.Grants[0].Status, refused.Grants[0].Ending!.Code));
        var silent = ClearTitle
            .Decide(checkedForm, Given.G1, Given.AClearTitle with { NegativeList = answers[1..] }, Given.Office, Given.Rules, Given.Now)
            .Problem!;
        Assert.Equal(("checks_failed", "item_unanswered"), (silent.Kind.Code, silent.Errors.Single().Code));
    }

    [Fact]
    public void K05_the_whole_ownership_goes_for_a_fee_and_nothing_is_left_to_grant()
    {
        var transfer = Given.AnApplication with { Preset = "rightsTransfer", Fee = Yuan.Of(200_000) };
        Assert.Equal(
            "fee_missing",
            Apply.Decide(Given.Recorded(), transfer with { Fee = null }, Given.Office, Given.Rules, Given.Now).Problem!.Errors.Single().Code
        );

        var state = Given.In(GrantStatus.InForce, transfer);

        Assert.Equal((Share.One, Yuan.Of(200_000)), (state.Grants[0].Terms.Share!.Value, state.Grants[0].Terms.Fee!.Value));
        Assert.Equal(
            "nothing_left_to_grant",
            Apply.Decide(state, Given.AUse, Given.Office, Given.Rules, Given.Later).Problem!.Errors.Single().Code
        );
        Assert.Equal(
            "share_exceeded",
            Apply.Decide(state, Given.AnApplication, Given.Office, Given.Rules, Given.Later).Problem!.Errors.Single().Code
        );
    }

    [Fact]
    public void K06_ten_per_cent_of_future_income_stay_with_the_unit()
    {
        var state = Given.In(GrantStatus.InForce, Given.AnApplication with { Preset = "agreedIncome" });

        var terms = state.Grants[0].Terms;
        Assert.Equal((GrantType.AgreedIncome, Share.One, Share.Percent(90)), (terms.Type, terms.Share!.Value, terms.TeamPart()));
        Assert.Equal(Share.Percent(10), terms.IncomeShares.Single(s => s.Holder == ShareHolder.Unit).Share);
    }

    [Fact]
    public void K07_a_year_without_a_conversion_lets_the_unit_take_it_back()
    {
        var state = Given.In(GrantStatus.InForce);
        var day = Given.Later.AddYears(1);

        Assert.Equal(
            "take_back_too_early",
            TakeBack.Decide(state, Given.G1, new("未转化。"), Given.Office, Given.Rules, day.AddDays(-1)).Problem!.Kind.Code
        );
        Assert.Equal(
            "converted",
            TakeBack.Decide(Given.Converted(state), Given.G1, new("未转化。"), Given.Office, Given.Rules, day).Problem!.Kind.Code
        );
        var takenBack = TakeBack.Decide(state, Given.G1, new("未转化。"), Given.Office, Given.Rules, day).Value.State;

        Assert.Equal((GrantStatus.TakenBack, day.ChinaDate()), (takenBack.Grants[0].Status, takenBack.Grants[0].Ending!.On));
        Assert.Null(Apply.Decide(takenBack, Given.AnApplication, Given.Office, Given.Rules, day).Problem);
    }

    [Fact]
    public void A_conversion_whose_contract_was_revoked_does_not_keep_a_grant()
    {
        var converted = Given.Converted(Given.In(GrantStatus.InForce));
        var revoked = FollowContract.Decide(converted, Given.Fallen(Given.AContract(), 10, IncomeLoss.Revocation), Given.Later)!.State;

        Assert.Null(
            TakeBack.Decide(revoked, Given.G1, new("转化合同已撤销。"), Given.Office, Given.Rules, Given.Later.AddYears(1)).Problem
        );
    }
}
