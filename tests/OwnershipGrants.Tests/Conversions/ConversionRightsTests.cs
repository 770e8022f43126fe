using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Grants;

namespace TechTransfer.OwnershipGrants.Tests.Conversions;

public class ConversionRightsTests
{
    private static readonly Achievement State = Given.In(GrantStatus.InForce);

    private static Conversion Linked(params string[] rights) =>
        FollowContract
            .Decide(State with { Conversions = [] }, Given.Of(Given.C03() with { RightNumbers = rights }), Given.Later)!
            .State.Conversions.Single();

    [Fact]
    public void A_conversion_with_another_patent_than_the_achievements_is_found()
    {
        var conversion = Linked("ZL 2024 9 9999999.9");

        Assert.Equal("conversion_rights_differ", Assert.Single(ConversionView.Of(conversion).Findings!).Code);
        Assert.Contains(
            GrantNotices.Of(State, new ConversionFollowed(conversion, First: true) { Ledger = [] }),
            n => n is TechTransfer.Messages.NotificationMessage { Type: "conversionRightsDiffer" }
        );
    }

    [Fact]
    public void A_conversion_with_one_of_the_achievements_rights_or_with_none_is_in_order()
    {
        var own = State.Rights.First(r => r.Number is not null).Number!;

        Assert.Null(ConversionView.Of(Linked("ZL 2024 9 9999999.9", own.ToLowerInvariant())).Findings);
        Assert.Null(ConversionView.Of(Linked()).Findings);
    }
}
