using TechTransfer.Kernel.Money;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Tests.Achievements;

public class RecordTests
{
    [Fact]
    public void Persons_get_keys_that_reveal_nothing()
    {
        var state = Given.Recorded();

        Assert.Equal(["p1", "p2", "p3", "p4"], state.Team().Members.Select(m => m.Person));
    }

    [Fact]
    public void Three_persons_may_have_a_third_each()
    {
        var members = Given.AnInvention.Team.Take(3).Select(m => m with { Share = Share.Parse("1/3") }).ToArray();

        Assert.Null(RecordAchievement.Decide("a1", Given.AnInvention with { Team = members }, Given.Office, Given.Now).Problem);
    }

    [Fact]
    public void Shares_that_miss_the_whole_by_a_hair_are_refused()
    {
        var members = Given.AnInvention.Team.Take(3).Select(m => m with { Share = Share.Parse("0.333333") }).ToArray();

        var problem = RecordAchievement.Decide("a1", Given.AnInvention with { Team = members }, Given.Office, Given.Now).Problem!;

        Assert.Equal(("team", "shares_not_whole"), (problem.Errors.Single().Path, problem.Errors.Single().Code));
    }

    [Fact]
    public void The_day_of_an_income_decides_whose_shares_hold()
    {
        var before = Given.Recorded();
        var change = new ChangeTeamBody
        {
            From = new(2026, 7, 1),
            Members =
            [
                new()
                {
                    Person = "p1",
                    Share = Share.Percent(60),
                    Representative = true,
                },
                new() { Person = "p4", Share = Share.Percent(30) },
                new()
                {
                    Name = "继承人戊（虚构）",
                    Standing = MemberRelation.Heir,
                    Share = Share.Percent(10),
                },
            ],
            InnerAgreementSha256 = Given.Hash("second agreement"),
            Reason = "两名成员离开，一名由继承人承继。",
        };

        var after = ChangeTeam.Decide(before, change, Given.Office).Value.State;

        Assert.Equal(["p1", "p2", "p3", "p4"], after.TeamOn(new(2026, 6, 30)).Members.Select(m => m.Person));
        Assert.Equal(["p1", "p4", "p5"], after.TeamOn(new(2026, 7, 1)).Members.Select(m => m.Person));
        Assert.Equal("成员甲（虚构）", after.Team().Find("p1")!.Name);
    }

    [Fact]
    public void A_patent_and_its_application_are_one_right()
    {
        Assert.Equal(RightKey.Of(new("patent", "ZL 2023 1 0012345.6")), RightKey.Of(new("patentApplication", "202310012345.6")));
        Assert.NotEqual(RightKey.Of(new("softwareCopyright", "2023SR0012345")), RightKey.Of(new("patent", "2023SR0012345")));
    }
}
