using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Kernel.Money;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

public class MonthEndTests
{
    private static DateTimeOffset China(int month, int day, int hour, int minute = 0, int year = 2026) =>
        new(year, month, day, hour, minute, 0, TimeSpan.FromHours(8));

    private static Contract Registered(string id, int month, int year = 2026) =>
        CountedContract.Of(id, on: new(year, month, 10)) with
        {
            DuplicateKey = null,
        };

    [Fact]
    public async Task A_month_is_frozen_once_it_has_ended_in_China()
    {
        var app = await StatisticsApp.NewAsync(China(1, 31, 23, 59));
        await app.PutAsync(Registered("a", 1));
        app.Time.Now = China(1, 31, 23, 59);
        Assert.DoesNotContain("2026-01", await app.FreezeMonths.FreezeAsync());

        app.Time.Now = China(2, 1, 0, 30);
        Assert.Equal(["2026-01"], await app.FreezeMonths.FreezeAsync());
        Assert.Equal(1, (await app.ReadAsync(StatisticsBy.Month, 2026, 1)).Total.Number);
    }

    [Fact]
    public async Task Missed_months_are_caught_up_with_over_the_end_of_the_year()
    {
        var app = await StatisticsApp.NewAsync(China(11, 1, 1));
        await app.PutAsync(Registered("a", 10));
        Assert.Equal(
            ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"],
            await app.FreezeMonths.FreezeAsync()
        );

        app.Time.Now = China(2, 3, 9, year: 2027);
        await app.PutAsync(Registered("b", 12));
        await app.PutAsync(Registered("c", 1, 2027));
        Assert.Equal(["2026-11", "2026-12", "2027-01"], await app.FreezeMonths.FreezeAsync());
        Assert.Equal(0, (await app.ReadAsync(StatisticsBy.Kind, 2026, 9)).Total.Number);
        Assert.Equal(1, (await app.ReadAsync(StatisticsBy.Kind, 2026, 11)).Total.Number);
        Assert.Equal(2, (await app.ReadAsync(StatisticsBy.Kind, 2026, 12)).Total.Number);
        Assert.Equal(1, (await app.ReadAsync(StatisticsBy.Kind, 2026, 12)).Month!.Total.Number);
        Assert.Equal(1, (await app.ReadAsync(StatisticsBy.Kind, 2027, 1)).Total.Number);
    }

    [Fact]
    public async Task A_repeat_or_another_instance_changes_nothing()
    {
        var app = await StatisticsApp.NewAsync(China(3, 1, 1));
        await app.PutAsync(Registered("a", 2));
        var instances = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.AgainAsync()));
        var done = await Task.WhenAll(instances.Select(i => i.FreezeMonths.FreezeAsync()));
        Assert.Equal(["2026-01", "2026-02"], done.SelectMany(d => d).Order());

        await app.PutAsync(Registered("b", 2));
        app.Time.Now = China(3, 1, 5);
        Assert.Empty(await app.FreezeMonths.FreezeAsync());
        Assert.False(await app.Frozen.AddAsync(ContractFigures.Counter, new("2026-02", app.Time.Now, new Dictionary<string, long>())));

        var view = await app.ReadAsync(StatisticsBy.Kind, 2026, 2);
        Assert.Equal((1L, China(3, 1, 1)), (view.Total.Number!.Value, view.FrozenAt!.Value));
    }

    [Fact]
    public async Task A_later_cancellation_is_a_correction_and_does_not_rewrite_the_month()
    {
        var app = await StatisticsApp.NewAsync(China(7, 1, 1));
        await app.PutAsync(Registered("a", 6));
        await app.PutAsync(Registered("b", 6));
        await app.FreezeMonths.FreezeAsync();

        app.Time.Now = China(7, 20, 9);
        await app.PutAsync(Registered("b", 6) with { Status = ContractStatus.Withdrawn });
        await app.PutAsync(Registered("c", 7));
        await app.FreezeMonths.FreezeAsync();

        var june = await app.ReadAsync(StatisticsBy.Kind, 2026, 6);
        Assert.Equal((2L, new Corrections(-1, Yuan.Of(-1_000_000), Yuan.Of(-800_000))), (june.Total.Number!.Value, june.Total.Corrections));
        Assert.Equal(2, (await app.ReadAsync(StatisticsBy.Kind, 2026)).Total.Number);
    }

    [Fact]
    public async Task It_waits_for_commands_from_before_midnight()
    {
        var calls = new BrokenCalls();
        var app = await StatisticsApp.NewAsync(China(6, 30, 23, 58), calls.Hook);
        calls.Fails = request => request.Uri.ToString().Contains($"{app.App}Counters", StringComparison.Ordinal);
        await app.PutAsync(Registered("a", 6));
        calls.Fails = _ => false;

        app.Time.Now = China(7, 1, 0, 5);
        Assert.Empty(await app.FreezeMonths.FreezeAsync());
        app.Time.Now = China(7, 1, 0, 30);
        Assert.Equal(1, (await app.Sweeper.RunAsync()).Finished);
        Assert.Contains("2026-06", await app.FreezeMonths.FreezeAsync());
        Assert.Equal(1, (await app.ReadAsync(StatisticsBy.Kind, 2026, 6)).Total.Number);
    }

    [Fact]
    public async Task Growth_of_a_frozen_month_is_over_the_frozen_month_of_the_year_before()
    {
        var app = await StatisticsApp.NewAsync(China(7, 1, 1, year: 2025));
        await app.PutAsync(Registered("a", 6, 2025));
        await app.FreezeMonths.FreezeAsync();
        await app.PutAsync(Registered("a", 6, 2025) with { Status = ContractStatus.Withdrawn });
        app.Time.Now = China(7, 1, 1);
        await app.PutAsync(Registered("b", 3));
        await app.PutAsync(Registered("c", 6));
        await app.FreezeMonths.FreezeAsync();

        var view = await app.ReadAsync(StatisticsBy.Kind, 2026, 6);
        Assert.Equal((new ComparedWith(2025, 6, true), 100m), (view.ComparedWith, view.Total.Growth!.Number!.Value));
        Assert.Equal(new ComparedWith(2025, 7, false), (await app.ReadAsync(StatisticsBy.Kind, 2026)).ComparedWith);
    }
}
