using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Findings;
using TechTransfer.Kernel.Money;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Tests.Grants;

public class TermsTests
{
    [Fact]
    public void The_sample_is_fine() => Assert.Empty(ErrorsOf(Given.AnApplication));

    [Fact]
    public void All_achievers_consent() =>
        Assert.Equal([("consents", "consent_missing")], ErrorsOf(Given.AnApplication with { Consents = Given.Consents(3) }));

    [Fact]
    public void A_related_taker_that_was_not_disclosed_is_refused_and_a_disclosed_one_passes()
    {
        var related = Given.AnApplication with { Relations = [new(0, Related: true, ["p1"], "持股 30%")] };

        Assert.Equal([("relations[0].disclosed", "relation_undisclosed")], ErrorsOf(related));
        Assert.Empty(ErrorsOf(related with { Relations = [related.Relations[0] with { Disclosed = true }] }));
    }

    [Fact]
    public void Silence_about_a_taker_is_refused() =>
        Assert.Equal([("takers[0]", "relation_not_stated")], ErrorsOf(Given.AnApplication with { Relations = [] }));

    [Fact]
    public void A_taker_with_a_members_name_is_not_unrelated() =>
        Assert.Equal([("takers[0]", "relation_contradicted")], ErrorsOf(Given.AnApplication with { Takers = [new("成员甲（虚构）")] }));

    [Fact]
    public void Use_lasts_ten_years_in_all() =>
        Assert.Equal([("termYears", "term_too_short")], ErrorsOf(Given.AUse with { RenewalYears = 4 }));

    [Fact]
    public void Income_shares_are_exact() =>
        Assert.Equal(
            [("incomeShares", "shares_not_whole")],
            ErrorsOf(
                Given.AnApplication with
                {
                    IncomeShares = [new(ShareHolder.Unit, Share.Parse("0.333333")), new(ShareHolder.Team, Share.Parse("2/3"))],
                }
            )
        );

    [Fact]
    public void What_public_plans_brought_forth_goes_abroad_only_with_an_approval()
    {
        var abroad = Given.AnApplication with { Takers = [new("Hanse Werkzeug GmbH (fictional)", Country: "304")] };

        Assert.Equal([("foreignApproval", "foreign_approval_missing")], ErrorsOf(abroad));
        Assert.Empty(ErrorsOf(abroad with { ForeignApproval = new("国科批〔2026〕1号（虚构）", new(2026, 5, 1)) }));
        // A non-exclusive use right needs no approval, because it is neither a transfer nor an exclusive licence.
        Assert.Empty(ErrorsOf(Given.AUse with { Takers = abroad.Takers }));
        Assert.Equal(
            [("foreignApproval", "foreign_approval_missing")],
            ErrorsOf(Given.AUse with { Takers = abroad.Takers, Exclusive = true })
        );
    }

    [Fact]
    public void A_state_secret_is_not_granted() =>
        Assert.Equal(
            [("", "state_secret")],
            ErrorsOf(Given.AnApplication, Given.Recorded(Given.AnInvention with { Secrecy = Secrecy.StateSecret }))
        );

    [Fact]
    public void A_co_owner_grants_no_more_than_it_holds()
    {
        var half = Given.Recorded(
            Given.AnInvention with
            {
                Owners =
                [
                    Given.U1 with
                    {
                        Share = Share.Percent(60),
                    },
                    Given.U1 with
                    {
                        Uscc = Testing.SampleFiles.Uscc("U2"),
                        Name = "嘉陵医科大学（虚构）",
                        Share = Share.Percent(40),
                    },
                ],
            }
        );

        Assert.Equal([("share", "share_is_whole")], ErrorsOf(Given.AnApplication, half));
        Assert.Empty(ErrorsOf(Given.AnApplication with { Share = Share.Percent(50) }, half));
    }

    [Fact]
    public void Two_grants_never_give_away_more_than_there_is()
    {
        var first = Given.In(GrantStatus.Decided);

        Assert.Equal([("share", "share_exceeded")], ErrorsOf(Given.AnApplication with { Share = Share.Percent(21) }, first));
        Assert.Empty(ErrorsOf(Given.AnApplication with { Share = Share.Percent(20) }, first));
    }

    [Fact]
    public void An_exclusive_use_stands_alone_for_its_time()
    {
        var first = Given.In(GrantStatus.InForce, Given.AUse with { Exclusive = true });

        Assert.Equal([("exclusive", "exclusive_conflict")], ErrorsOf(Given.AUse, first));
        Assert.Empty(ErrorsOf(Given.AUse with { StartsOn = first.Grants[0].EndsOn!.Value.AddDays(1) }, first));
    }

    [Fact]
    public void Two_applications_for_the_same_right_end_with_the_first_decision()
    {
        var state = Apply
            .Decide(Given.In(GrantStatus.Appraised, Given.AUse with { Exclusive = true }), Given.AUse, Given.Office, Given.Rules, Given.Now)
            .Value.State;
        state = Check.Decide(state, "a1.g2", new([Given.Hash("application")]), Given.Office, Given.Rules, Given.Now).Value.State;
        var decided = DecideGrant
            .Decide(
                state,
                Given.G1,
                new(true, "纪要", Given.Hash("minutes"), Given.Now.ChinaDate()),
                Given.SecondPerson,
                Given.Rules,
                Given.Now
            )
            .Value.State;

        var problem = ClearTitle.Decide(decided, "a1.g2", Given.AClearTitle, Given.Office, Given.Rules, Given.Now).Problem!;

        Assert.Equal("exclusive_conflict", problem.Errors.Single().Code);
    }

    [Fact]
    public void Every_finding_of_the_law_names_its_instrument()
    {
        var findings = new FindingList();
        var terms = Given.AUse.Terms(Given.Rules.All[^1], Share.One, findings)! with
        {
            RenewalYears = 0,
            Consents = [],
            Takers = [new("Hanse Werkzeug GmbH (fictional)", Country: "304")],
            Relations = [],
            Exclusive = true,
        };
        TermsChecks.Check(findings, Given.Recorded(), null, terms, Given.Rules.All[^1], Given.Now.ChinaDate());

        string[] codes = ["term_too_short", "consent_missing", "relation_not_stated", "foreign_approval_missing"];
        Assert.Equal(codes.Order(), findings.Where(f => f.Severity == Severity.Error).Select(f => f.Code).Order());
        Assert.All(findings, f => Assert.NotNull(f.Citation));
        Assert.Equal(
            "《科学技术进步法》（2021年修订）第三十四条",
            findings.Single(f => f.Code == "foreign_approval_missing").Citation!.ToString()
        );
    }

    private static (string Path, string Code)[] ErrorsOf(ApplyBody application, Achievement? state = null) =>
        [
            .. Apply
                .Decide(state ?? Given.Recorded(), application, Given.Office, Given.Rules, Given.Later)
                .Problem?.Errors.Select(e => (e.Path, e.Code))
                ?? [],
        ];
}
