using System.Text.Json;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Parties.Users;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Tests.Parties;

public sealed class RegistrarNotesTests
{
    private const string Uscc = "91500107MA5XUA0231";

    private static readonly DirectoryParty Party = RecordFiledParty.Apply(
        new() { Uscc = Uscc },
        "c1",
        Given.Now,
        JsonSerializer.SerializeToElement(new { name = "旧名（虚构）", inZone = true }),
        null
    );

    [Fact]
    public void The_registrars_name_stands_over_later_filings()
    {
        var renamed = Rename
            .Decide(Party, new("新名（虚构）", new(2026, 3, 1), "市场监管部门变更通知"), Given.RegistrarA, Given.Now)
            .Value.State;
        var filedAgain = RecordFiledParty.Apply(
            renamed,
            "c2",
            Given.Now.AddDays(5),
            JsonSerializer.SerializeToElement(new { name = "旧名（虚构）" }),
            null
        );
        Assert.Equal("新名（虚构）", filedAgain.Name());
        // An earlier renaming that is recorded later does not replace the current name.
        var completed = Rename.Decide(filedAgain, new("中间名（虚构）", new(2025, 3, 1), "补录"), Given.RegistrarA, Given.Now).Value.State;
        Assert.Equal("新名（虚构）", completed.Name());
    }

    [Theory]
    [InlineData("2026-01-01", null)]
    [InlineData("2026-02-01", true)]
    [InlineData("2026-04-30", true)]
    [InlineData("2026-05-01", false)]
    [InlineData("2027-01-01", false)]
    public void The_word_on_the_zone_holds_from_its_day_until_the_next(string day, bool? inZone)
    {
        var party = Zone(Zone(Party, true, new(2026, 2, 1)), false, new(2026, 5, 1));
        Assert.Equal(inZone, party.ZoneOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))?.InZone);
    }

    [Fact]
    public void Later_zone_confirmation_for_the_same_day_wins() =>
        Assert.False(Zone(Zone(Party, true, new(2026, 2, 1)), false, new(2026, 2, 1), 1).ZoneOn(new(2026, 2, 1))!.InZone);

    [Fact]
    public void The_other_side_of_a_merger_is_noted_once()
    {
        var target = new DirectoryParty { Uscc = "91500106MA5XUA015P" };
        var noted = Merge.Follow(target, Uscc, new(2026, 5, 1))!.State;
        Assert.Equal(new Predecessor(Uscc, new(2026, 5, 1)), Assert.Single(noted.Predecessors));
        Assert.Null(Merge.Follow(noted, Uscc, new(2026, 5, 1)));
    }

    [Fact]
    public void What_the_contract_pinned_stands_over_what_the_filer_stated_in_view_and_message()
    {
        var registered = Given.Registered();
        var seller = registered.Content.Sellers[0];
        Assert.True(seller.InZone);
        var pinned = registered with { ConfirmedZones = [new(seller.Uscc!, false)] };

        Assert.False(ContractRegisteredMessage.From(pinned, Given.Rules2026).Sellers[0].InZone);
        Assert.True(ContractRegisteredMessage.From(registered, Given.Rules2026).Sellers[0].InZone);
        var view = ContractView.Of(pinned, Given.RegistrarA, 1);
        Assert.False(view.Sellers[0].InZone);
        Assert.Equal(new(seller.Uscc!, false), Assert.Single(view.ConfirmedZones!));
    }

    [Fact]
    public void Only_a_contract_that_has_come_to_its_end_loses_its_persons()
    {
        foreach (var status in Enum.GetValues<ContractStatus>())
        {
            var state = Given.In(status);
            var decided = ErasePersons.Decide(state, new("本人申请"), Given.RegistrarA, Given.Now);
            if (
                status
                is ContractStatus.Registered
                    or ContractStatus.Refused
                    or ContractStatus.Withdrawn
                    or ContractStatus.Cancelled
                    or ContractStatus.Revoked
            )
            {
                var seller = decided.Value.State.Content.Sellers[0];
                Assert.Equal((null, null, null, null), (seller.Contact, seller.Phone, seller.Signer, seller.Representative));
                Assert.Equal(state.Content.Sellers[0].Name, seller.Name);
                Assert.Equal(state.Status, decided.Value.State.Status);
            }
            else
            {
                Assert.Equal("wrong_state", decided.Problem!.Kind.Code);
            }
        }
    }

    [Fact]
    public void The_first_user_becomes_an_administrator_and_only_administrators_follow()
    {
        var (first, second) = (Given.Caller("office-u1"), Given.Caller("office-u1-b"));
        var org = first.Organisation!;
        OrganisationUser admin = new(first.Subject, "甲（虚构）", [OrganisationRole.Administrator, OrganisationRole.Filer]);
        OrganisationUser other = new(second.Subject, "乙（虚构）", [OrganisationRole.Reviewer]);

        Assert.Equal(
            "invalid_value",
            SetUsers.Decide(org, null, new([admin with { Subject = "someone" }]), first, Given.Now).Problem!.Kind.Code
        );
        var set = SetUsers.Decide(org, null, new([admin, other]), first, Given.Now).Value;
        Assert.DoesNotContain("虚构", Json.Write(set.Event), StringComparison.Ordinal);
        Assert.Equal("administrator_only", SetUsers.Decide(org, set.State, new([admin, other]), second, Given.Now).Problem!.Kind.Code);
        Assert.Equal("not_found", SetUsers.Decide(org, set.State, new([admin]), Given.Caller("office-u2"), Given.Now).Problem!.Kind.Code);
        // When an organisation has no administrator left, a registrar can appoint one.
        Assert.Null(
            SetUsers
                .Decide(org, set.State, new([other with { Roles = [OrganisationRole.Administrator] }]), Given.RegistrarA, Given.Now)
                .Problem
        );
    }

    private static DirectoryParty Zone(DirectoryParty party, bool inZone, DateOnly from, int later = 0) =>
        ConfirmZone.Decide(party, new(inZone, from, "现场核实"), Given.RegistrarA, Given.Now.AddSeconds(later)).Value.State;
}
