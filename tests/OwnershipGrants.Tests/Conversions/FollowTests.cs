using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Tests.Conversions;

public class FollowTests
{
    [Fact]
    public void A_contract_that_names_the_achievement_is_under_its_one_grant_in_force()
    {
        var conversion = Given.Converted(Given.In(GrantStatus.InForce)).Conversions.Single();

        Assert.Equal((Given.G1, ConversionStatus.Standing, "a1.c1"), (conversion.GrantId, conversion.Status, conversion.Id));
    }

    [Fact]
    public void A_strangers_contract_links_nothing()
    {
        var contract = Given.C03();
        var strangers = contract with { Sellers = contract.Buyers };

        Assert.NotNull(FollowContract.Decide(Given.In(GrantStatus.InForce), Given.Of(contract), Given.Later));
        // E5 is a taker of the grant and may sell the achievement on; E2 has nothing to do with the grant.
        Assert.NotNull(FollowContract.Decide(Given.In(GrantStatus.InForce), Given.Of(strangers), Given.Later));
        var nobodys = strangers with { Sellers = [strangers.Sellers[0] with { Uscc = Testing.SampleFiles.Uscc("E2") }] };
        Assert.Null(FollowContract.Decide(Given.In(GrantStatus.InForce), Given.Of(nobodys), Given.Later));
    }

    [Fact]
    public void An_older_version_changes_nothing_and_the_same_one_nothing_twice()
    {
        var state = Given.Converted(Given.In(GrantStatus.InForce));

        Assert.Null(FollowContract.Decide(state, Given.AContract(9), Given.Later));
        Assert.Null(FollowContract.Decide(state, Given.AContract(8), Given.Later));
        Assert.NotNull(FollowContract.Decide(state, Given.Fallen(Given.AContract(), 10, IncomeLoss.Revocation), Given.Later));
    }

    [Fact]
    public void A_contract_that_was_changed_to_another_achievement_is_unlinked()
    {
        var state = Given.Converted(Given.In(GrantStatus.InForce));
        var after = FollowContract.Decide(state, Given.AContract(10, achievement: "another"), Given.Later)!.State;

        Assert.Equal(ConversionStatus.Unlinked, after.Conversions.Single().Status);
        Assert.False(ConversionsInForce.Any(after, Given.G1));
    }

    [Fact]
    public void A_link_by_hand_stays_when_the_contract_changes_and_falls_with_it()
    {
        var state = LinkConversion
            .Decide(
                Given.In(GrantStatus.InForce),
                Given.G1,
                Given.AContract(achievement: "another"),
                Given.Office,
                Given.Rules,
                Given.Later
            )
            .Value.State;

        var changed = FollowContract.Decide(state, Given.AContract(10, achievement: "another"), Given.Later)!.State;
        Assert.True(ConversionsInForce.Any(changed, Given.G1));
        Assert.Equal(
            "already_converted",
            LinkConversion.Decide(changed, Given.G1, Given.AContract(10), Given.Office, Given.Rules, Given.Later).Problem!.Kind.Code
        );
        var cancelled = FollowContract
            .Decide(changed, Given.Fallen(Given.AContract(10, "another"), 11, IncomeLoss.Cancellation), Given.Later)!
            .State;
        Assert.False(ConversionsInForce.Any(cancelled, Given.G1));
        Assert.Equal(
            "contract_fallen",
            LinkConversion
                .Decide(
                    cancelled,
                    Given.G1,
                    Given.Fallen(Given.AContract(10), 11, IncomeLoss.Cancellation),
                    Given.Office,
                    Given.Rules,
                    Given.Later
                )
                .Problem!.Kind.Code
        );
    }

    [Fact]
    public void Messages_in_any_order_and_repeated_come_to_the_same()
    {
        Func<ContractRecord, ContractRecord?> registered = r => ContractNews.See(r, 9, Given.C03());
        Func<ContractRecord, ContractRecord?> moved = r => ContractNews.See(r, 12, Given.C03("a2"));
        Func<ContractRecord, ContractRecord?> revoked = r => ContractNews.See(r, 15, IncomeLoss.Revocation, new("已撤销", "Revoked."));

        foreach (var order in Orders([registered, moved, revoked, registered, moved]))
        {
            var record = new ContractRecord { Id = "case-c03" };
            var state = Given.In(GrantStatus.InForce);
            foreach (var hear in order)
            {
                record = hear(record) ?? record;
                if (record.Followers.Contains("a1"))
                    state = FollowContract.Decide(state, record, Given.Later)?.State ?? state;
            }
            Assert.Equal((15, ConversionStatus.Revoked), (record.Version(), record.Status()));
            Assert.Equal(["a1", "a2"], record.Followers.Order());
            Assert.Equal("a2", record.Contract!.AchievementId);
            Assert.False(ConversionsInForce.Any(state, Given.G1));
        }
    }

    private static IEnumerable<T[]> Orders<T>(T[] items) =>
        items.Length == 0
            ?
            [
                [],
            ]
            : Enumerable
                .Range(0, items.Length)
                .SelectMany(i => Orders([.. items[..i], .. items[(i + 1)..]]).Select(rest => (T[])[items[i], .. rest]));
}
