using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Money;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Diligence;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Reports;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Tests.Grants;

/// <summary>
/// A use right of five years with an extension by five, simulated day by day: notice, agreement, conversion, yearly reports, extension,
/// end.
/// </summary>
public class TenYears
{
    [Fact]
    public void A_grant_lives_through_notice_conversion_extension_and_its_last_day()
    {
        var state = Given.In(GrantStatus.InForce, Given.AUse with { Exclusive = true });
        var (first, now) = (Given.Later.ChinaDate(), Given.Later);
        var ended = new List<(DateOnly On, GrantStatus Status)>();
        var reports = 0;
        for (; now < Given.Later.AddYears(11); now = now.AddDays(1))
        {
            var today = now.ChinaDate();
            while (GrantClock.Decide(state, now) is { } moved)
            {
                state = moved.State;
                ended.Add((today, state.Grants[0].Status));
            }
            // The conversion by C03 comes after half a year; the contract is changed in the third year and revoked in the eighth.
            if (today == first.AddMonths(6))
                state = FollowContract.Decide(state, Given.AContract(9), now)!.State;
            if (today == first.AddYears(2).AddDays(40))
                state = FollowContract.Decide(state, Given.AContract(14), now)!.State;
            if (today == first.AddYears(7))
                state = FollowContract.Decide(state, Given.Fallen(Given.AContract(14), 20, IncomeLoss.Revocation), now)!.State;
            if (today == first.AddYears(4).AddMonths(9))
                state = Extend
                    .Decide(state, Given.G1, new(5, Given.Hash("extension"), "转化顺利。"), Given.Office, Given.Rules, now)
                    .Value.State;
            // The report on a year is filed on 31 January of the next year.
            if (
                today is { Month: 1, Day: 31 }
                && ReportYear.Decide(state, Given.G1, new(today.Year - 1, "进展正常。", Yuan.Of(10_000)), Given.Office, Given.Rules, now)
                    is { Problem: null } report
            )
            {
                state = report.Value.State;
                reports++;
            }
        }

        var grant = state.Grants[0];
        var last = first.AddYears(10).AddDays(-1);
        Assert.Equal([(last.AddDays(1), GrantStatus.Ended)], ended);
        Assert.Equal((GrantStatus.Ended, last, last), (grant.Status, grant.EndsOn, grant.Ending!.On));
        Assert.Equal(Enumerable.Range(first.Year, 11), grant.Reports.Select(r => r.Year).Order());
        Assert.Equal(11, reports);
        Assert.Equal(ConversionStatus.Revoked, state.Conversions.Single().Status);
        Assert.Null(Apply.Decide(state, Given.AUse with { Exclusive = true }, Given.Office, Given.Rules, now).Problem);
    }

    [Fact]
    public void The_due_diligence_file_says_what_was_observed_and_what_is_missing()
    {
        var state = Given.In(GrantStatus.InForce);
        var file = DueDiligence.Of(state, state.Grants[0], Given.Rules.InForceOn(Given.Now.ChinaDate())!, Given.Later.ChinaDate());

        // Only the plan has no document; everything else is complete.
        Assert.Equal(["plan"], file.Missing);
        Assert.Equal([Given.Hash("minutes")], file.Items.Single(i => i.Code == "minutes").Documents);
        Assert.Equal(DiligenceStatus.NotNeeded, file.Items.Single(i => i.Code == "foreignApproval").Standing);
        Assert.All(file.Items, i => Assert.NotEqual("", i.Citation.Instrument));

        var applied = Given.In(GrantStatus.TitleCleared);
        var early = DueDiligence.Of(applied, applied.Grants[0], Given.Rules.InForceOn(Given.Now.ChinaDate())!, Given.Now.ChinaDate());
        Assert.Equal(DiligenceStatus.NotYet, early.Items.Single(i => i.Code == "noticeKept").Standing);
        Assert.Equal(DiligenceStatus.Observed, early.Items.Single(i => i.Code == "negativeList").Standing);
    }

    [Fact]
    public void The_yearly_report_counts_each_contract_once()
    {
        var one = Given.Converted(Given.In(GrantStatus.InForce));
        var two = Given.Converted(Given.In(GrantStatus.InForce, Given.AUse)) with { Id = "a2" };
        var lines = AnnualReport.Of([one, two], [], 2026).ToDictionary(l => l.Code);

        Assert.Equal((1, Yuan.Of(800_000)), (lines["conversions.transfer"].Count, lines["conversions.transfer"].Amount!.Value));
        Assert.Equal((2, 1, 1), (lines["achievements"].Count, lines["grants.ownershipShare"].Count, lines["grants.longTermUse"].Count));
        Assert.Equal(0, AnnualReport.Of([one, two], [], 2027).Single(l => l.Code == "conversions").Count);
    }
}
