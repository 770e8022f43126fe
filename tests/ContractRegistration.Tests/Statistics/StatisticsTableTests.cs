using System.Text.Json;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

public class StatisticsTableTests
{
    private static readonly StatisticsTable Public = new(Given.Rules, seesAll: false);
    private static readonly StatisticsTable Official = new(Given.Rules, seesAll: true);

    private static Contract[] Cases(string kind, int number, int year = 2026, decimal value = 1_000_000, int month = 6) =>
        [.. Enumerable.Range(0, number).Select(i => CountedContract.Of($"{kind}{year}{i}", kind, new(year, month, 1), value, value / 2))];

    private static StatisticsSource Source(Contract[] now, Contract[]? before = null) =>
        new(2026, CountedContract.Recompute(now, 2026), CountedContract.Recompute(before ?? [], 2025), new(2025, 12, false));

    private static string Shown(StatisticsView view) =>
        string.Join(
            ' ',
            view.Rows.SelectMany(r => r.Rows is null ? [r] : r.Rows.Prepend(r)).Append(view.Total).Select(r => $"{r.Code}:{r.Shown}")
        );

    [Fact]
    public void By_kind_the_groups_hold_their_sub_kinds_in_the_order_of_the_code_table()
    {
        var view = Official.Of(Source([.. Cases("S1", 3), .. Cases("T3", 4), .. Cases("D2", 3), .. Cases("D1", 5)]), StatisticsBy.Kind);

        Assert.Equal("D:8 D1:5 D2:3 T:4 T3:4 S:3 S1:3 total:15", Shown(view));
        Assert.Equal(Yuan.Of(15_000_000), view.Total.ContractValue);
        Assert.Equal(Yuan.Of(7_500_000), view.Total.TechnicalAmount);
        Assert.Equal(new("委托开发", "Commissioned development"), view.Rows[0].Rows![0].Name);
    }

    [Theory]
    [InlineData(StatisticsBy.Kind)]
    [InlineData(StatisticsBy.Field)]
    [InlineData(StatisticsBy.SellerKind)]
    [InlineData(StatisticsBy.BuyerRegion)]
    [InlineData(StatisticsBy.Month)]
    public void Parts_add_up_to_the_total(StatisticsBy by)
    {
        var cases = Enumerable
            .Range(0, 60)
            .Select(i =>
                CountedContract.Of(
                    $"c{i}",
                    ((string[])["D1", "T3", "L1", "C1", "S3"])[i % 5],
                    new(2026, 1 + i % 12, 3),
                    1000 + i,
                    500 + i,
                    $"{1 + i % 11}",
                    ((string[])["022", "150", "400", "777"])[i % 4],
                    i % 3 == 0,
                    i % 7 == 0 ? null : "500112",
                    i % 14 == 0 ? "304" : "142"
                )
            )
            .ToArray();
        var view = Official.Of(Source(cases), by);

        Assert.Equal(60, view.Total.Number);
        Assert.Equal(view.Total.Number, view.Rows.Sum(r => r.Number));
        Assert.Equal(view.Total.ContractValue, view.Rows.Sum(r => r.ContractValue!.Value));
        Assert.Equal(view.Total.TechnicalAmount, view.Rows.Sum(r => r.TechnicalAmount!.Value));
    }

    [Fact]
    public void The_public_sees_neither_a_small_cell_nor_what_would_give_it_away()
    {
        var source = Source([.. Cases("D1", 5), .. Cases("T3", 2), .. Cases("S1", 4), .. Cases("C1", 9)]);
        var view = Public.Of(source, StatisticsBy.Kind);

        Assert.Equal("D:5 D1:5 T:<3 T3:<3 C:9 C1:9 S:… S1:… total:20", Shown(view));
        Assert.All(
            view.Rows.Where(r => r.Code is "T" or "S").SelectMany(r => r.Rows!.Prepend(r)),
            r => Assert.True(r is { Number: null, ContractValue: null, TechnicalAmount: null, Growth: null })
        );
        Assert.Equal(Yuan.Of(20_000_000), view.Total.ContractValue);
        Assert.Equal("D:5 D1:5 T:2 T3:2 C:9 C1:9 S:4 S1:4 total:20", Shown(Official.Of(source, StatisticsBy.Kind)));
    }

    [Fact]
    public void A_small_sub_kind_takes_its_neighbour_in_the_group_along()
    {
        Assert.Equal(
            "D:11 D1:… D2:<3 T:3 T1:3 total:14",
            Shown(Public.Of(Source([.. Cases("D1", 10), .. Cases("D2", 1), .. Cases("T1", 3)]), StatisticsBy.Kind))
        );
    }

    [Fact]
    public void A_year_with_too_few_contracts_shows_nothing_not_even_how_much_of_the_target_is_reached()
    {
        var view = Public.Of(Source(Cases("D1", 2)), StatisticsBy.Kind);

        Assert.Equal("D:<3 D1:<3 total:<3", Shown(view));
        Assert.Null(view.Total.ContractValue);
        Assert.Null(view.Target!.Percent);
        Assert.Equal(Yuan.Of(2_000_000_000), view.Target.ContractValue);
    }

    [Fact]
    public void No_number_of_a_hidden_cell_is_anywhere_in_the_publics_answer()
    {
        Contract[] cases = [.. Cases("D1", 9), .. Cases("T3", 1, value: 77_777_777.76m), .. Cases("S1", 4, value: 5_555_555.56m)];
        var text = JsonSerializer.Serialize(Public.Of(Source(cases), StatisticsBy.Kind), Json.Options);

        Assert.DoesNotContain("77777777", text, StringComparison.Ordinal);
        Assert.DoesNotContain("5555555", text, StringComparison.Ordinal);
        Assert.Contains("\"shown\":\"<3\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Growth_is_exact_to_one_decimal_and_missing_where_there_was_nothing()
    {
        var view = Official.Of(
            Source([.. Cases("D1", 5), .. Cases("S1", 3)], [.. Cases("D1", 4, 2025, 900_000), .. Cases("T1", 3, 2025)]),
            StatisticsBy.Kind
        );

        Assert.Equal(new Growth(25m, 38.9m, 38.9m), view.Rows[0].Growth);
        Assert.Equal(new Growth(null, null, null), view.Rows.Single(r => r.Code == "S").Growth);
        Assert.Equal(14.3m, view.Total.Growth!.Number);
    }

    [Fact]
    public void Growth_over_a_cell_that_was_hidden_is_not_shown()
    {
        var before = (Contract[])[.. Cases("D1", 9, 2025), .. Cases("T1", 2, 2025), .. Cases("S1", 4, 2025)];
        var view = Public.Of(Source([.. Cases("D1", 9), .. Cases("T1", 5), .. Cases("S1", 4)], before), StatisticsBy.Kind);

        Assert.Equal("D:9 D1:9 T:5 T1:5 S:4 S1:4 total:18", Shown(view));
        Assert.NotNull(view.Rows[0].Growth);
        Assert.All(view.Rows.Skip(1).SelectMany(r => r.Rows!.Prepend(r)), r => Assert.Null(r.Growth));
    }

    [Theory]
    [InlineData(1, 3, 33.3)]
    [InlineData(2, 3, 66.7)]
    [InlineData(1, 2000, 0.1)]
    [InlineData(1, 2001, 0.0)]
    [InlineData(-1, 2000, -0.1)]
    [InlineData(-1, 3, -33.3)]
    [InlineData(3, -2, -150)]
    public void Percent_is_rounded_half_away_from_zero(long part, long whole, decimal percent) =>
        Assert.Equal(percent, StatisticsTable.Percent(part, whole));

    [Fact]
    public void Percent_of_the_largest_sums_is_exact() => Assert.Equal(922337203685477580700m, StatisticsTable.Percent(long.MaxValue, 1));

    [Fact]
    public void The_share_of_the_target_is_that_of_the_value()
    {
        Assert.Equal(0.8m, Official.Of(Source(Cases("D1", 15)), StatisticsBy.Field).Target!.Percent);
        Assert.Null(Official.Of(Source([]) with { Year = 2001 }, StatisticsBy.Field).Target);
    }

    [Fact]
    public void Every_target_says_whether_it_is_the_zones_or_made_up() =>
        Assert.Equal(
            [(2025, Confidence.Verified), (2026, Confidence.Sample), (2027, Confidence.Sample)],
            Given.Rules.Statistics.Targets.Select(t => (t.Year, t.Citation.Confidence))
        );

    [Fact]
    public void Frozen_figures_stay_and_what_changed_since_is_a_correction()
    {
        var atMonthEnd = CountedContract.Recompute(Cases("D1", 6), 2026);
        var now = CountedContract.Recompute(Cases("D1", 5), 2026);
        var source = new StatisticsSource(2026, atMonthEnd, CountedContract.Recompute([], 2025), new(2025, 6, true), (6, Given.Now, now));

        var official = Official.Of(source, StatisticsBy.Kind);
        Assert.Equal(("2026-06", 6L), (official.AsOf, official.Total.Number));
        Assert.Equal(new Corrections(-1, Yuan.Of(-1_000_000), Yuan.Of(-500_000)), official.Total.Corrections);
        Assert.Equal(official.Total.Corrections, official.Rows[0].Corrections);
        Assert.Equal(6, official.Month!.Total.Number);

        var open = Public.Of(source, StatisticsBy.Kind);
        Assert.Equal(6, open.Total.Number);
        Assert.Equal(new Corrections(null, null, null), open.Total.Corrections);
        Assert.Null(open.Rows[0].Corrections);
        Assert.Null(open.Month);
    }

    [Fact]
    public void Regions_go_from_near_to_far()
    {
        Contract[] cases =
        [
            CountedContract.Of("1", region: null, country: "304"),
            CountedContract.Of("2", region: "510104"),
            CountedContract.Of("3", inZone: true),
            CountedContract.Of("4"),
            CountedContract.Of("5", region: null),
            CountedContract.Of("6", region: "110000"),
        ];
        Assert.Equal(
            "zone:1 city:1 110000:1 510000:1 outside:1 unknown:1 total:6",
            Shown(Official.Of(Source(cases), StatisticsBy.BuyerRegion))
        );
    }
}
