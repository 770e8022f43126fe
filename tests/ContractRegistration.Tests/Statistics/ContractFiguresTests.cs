using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Kernel.Money;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

public class ContractFiguresTests
{
    public static TheoryData<string> Samples() =>
        new(SampleFiles.Contracts(Given.Today).Where(c => c.Assessment is not null).Select(c => c.Id));

    public static TheoryData<ContractStatus> Statuses() => new(Enum.GetValues<ContractStatus>().Where(s => s != ContractStatus.Registered));

    private static YearFigures Of(Contract state) => YearFigures.Of(Assert.Single(ContractFigures.Of(state, Given.Rules)).Figures);

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_counts_once_in_every_breakdown(string id)
    {
        var state = Given.Registered(id);
        var figures = Of(state);

        Assert.Equal(1, figures.Total.Number);
        Assert.Equal(state.Content.ContractValue ?? Yuan.Zero, figures.Total.Value);
        Assert.Equal(state.Assessment!.TechnicalAmount, figures.Total.TechnicalAmount);
        foreach (var breakdown in Enum.GetValues<Breakdown>())
        {
            var (code, amounts) = Assert.Single(figures.By(breakdown));
            Assert.Equal(figures.Total, amounts);
            Assert.NotEqual(ContractFigures.Unknown, code);
        }
        Assert.Equal(figures.Total, Assert.Single(figures.ByMonth()).Value);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Only_what_is_registered_counts(ContractStatus status) =>
        Assert.Empty(ContractFigures.Of(Given.Registered() with { Status = status }, Given.Rules));

    [Fact]
    public void A_contract_counts_in_the_year_and_month_of_its_registration_and_under_its_assessed_kind()
    {
        var state = CountedContract.Of("a", kind: "S1", on: new(2027, 1, 2)) with { Content = Given.Content("C01") };
        var contribution = Assert.Single(ContractFigures.Of(state, Given.Rules));

        Assert.Equal("2027", contribution.Period);
        Assert.Equal(1, contribution.Figures["01|kind|S.S1|n"]);
    }

    [Theory]
    [InlineData("NEW-2026", "L.L1")]
    [InlineData("OLD-2000/2001", "T.L1")]
    public void The_pinned_rule_set_decides_the_group(string ruleSet, string code) =>
        Assert.Equal(code, Assert.Single(Of(CountedContract.Of("a", kind: "L1") with { RuleSet = ruleSet }).By(Breakdown.Kind)).Key);

    [Fact]
    public void An_undetermined_price_counts_as_a_contract_worth_nothing() =>
        Assert.Equal(new Figures(1, Yuan.Zero, Yuan.Zero), Of(CountedContract.Of("a", price: ValueStatus.Undetermined)).Total);

    [Theory]
    [InlineData(true, "500107", "142", "zone")]
    [InlineData(false, "500112", "142", "city")]
    [InlineData(false, "510104", "142", "510000")]
    [InlineData(false, null, "304", "outside")]
    [InlineData(false, null, "110", "outside")]
    [InlineData(false, null, "142", "unknown")]
    public void The_buyer_stands_in_zone_city_province_or_abroad(bool inZone, string? region, string country, string code) =>
        Assert.Equal(
            code,
            Assert.Single(Of(CountedContract.Of("a", inZone: inZone, region: region, country: country)).By(Breakdown.BuyerRegion)).Key
        );

    [Theory]
    [InlineData("022", "022")]
    [InlineData("0221", "022")]
    [InlineData("777", "unknown")]
    public void The_seller_counts_under_the_first_three_digits_of_its_kind(string kind, string code) =>
        Assert.Equal(code, Assert.Single(Of(CountedContract.Of("a", seller: kind)).By(Breakdown.SellerKind)).Key);

    [Fact]
    public void Of_several_sellers_and_buyers_the_first_counts()
    {
        var state = CountedContract.Of("a", seller: "022", region: "500112");
        state = state with
        {
            Content = state.Content with
            {
                Sellers = [state.Content.Sellers[0], state.Content.Sellers[0] with { Kind = "150" }],
                Buyers = [state.Content.Buyers[0], state.Content.Buyers[0] with { Region = "510104" }],
            },
        };
        Assert.Equal("022", Assert.Single(Of(state).By(Breakdown.SellerKind)).Key);
        Assert.Equal("city", Assert.Single(Of(state).By(Breakdown.BuyerRegion)).Key);
    }
}
