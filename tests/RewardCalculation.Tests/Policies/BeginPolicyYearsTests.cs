using System.Globalization;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Tests.Entitlements;

namespace TechTransfer.RewardCalculation.Tests.Policies;

/// <summary>The beginning of a policy year without new contracts, for policies that count earlier years too.</summary>
public sealed class BeginPolicyYearsTests
{
    private static async Task<RewardsApp> WithMoneyOf2025Async(string policy, int contracts = 1)
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(policy));
        app.Time.Now = China("2025-11-20T12:00:00");
        for (var i = 0; i < contracts; i++)
        {
            await app.TellAsync(new($"c{i:D2}", 7, RewardMessages.Contract($"c{i:D2}", on: new(2025, 3, 1))));
            await app.TellAsync(RewardMessages.Receipt($"r{i:D2}", 400_000, new(2025, 6, 1), $"c{i:D2}"));
        }
        return app;
    }

    private static DateTimeOffset China(string time) => new(DateTime.Parse(time, CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    private static async Task<Yuan?> AmountAsync(RewardsApp app, string policy, int year) =>
        (await app.EntitlementAsync(policy, year, BeneficiaryRole.Seller, RewardMessages.University))?.Award.Amount;

    [Fact]
    public async Task All_that_came_in_before_counts_for_the_year_that_began_a_page_at_a_time()
    {
        var app = await WithMoneyOf2025Async(SomePolicies.ToDate, contracts: 30);
        await app.Years.RunAsync(default);
        await app.DrainAsync();
        Assert.Null(await AmountAsync(app, "to-date", 2026));

        app.Time.Now = China("2025-12-31T23:59:00");
        Assert.Equal(0, await app.Years.RunAsync(default));
        app.Time.Now = China("2026-01-01T00:10:00");
        Assert.Equal(1, await app.Years.RunAsync(default));
        Assert.Equal(0, await app.Years.RunAsync(default));
        Assert.True(await app.DrainAsync() > 26);

        var entitled = (await app.EntitlementAsync("to-date", 2026, BeneficiaryRole.Seller, RewardMessages.University))!;
        Assert.Equal(
            (Yuan.Of(120_000), 30L, "yearBegan", null),
            (entitled.Award.Amount, entitled.Contracts, entitled.Cause.Code, entitled.Cause.ContractId)
        );
        Assert.Equal(Yuan.Of(120_000), await AmountAsync(app, "to-date", 2025));
        Assert.Null(await AmountAsync(app, "to-date", 2027));
        Assert.Equal(RecalculationPhase.Done, (await app.Work.LoadAsync(Recalculation.IdOfYear("to-date", 2026))).State!.Phase);
        Assert.Contains(
            await app.ChangesAsync(),
            c => c is { Cause: "yearBegan", EntitlementId: "to-date.2026.seller." + RewardMessages.University }
        );
    }

    [Fact]
    public async Task A_window_of_months_reaches_as_far_as_it_says_and_a_year_may_begin_in_December()
    {
        var app = await WithMoneyOf2025Async(SomePolicies.TwoYears);
        Assert.Equal(Yuan.Of(4_000), await AmountAsync(app, "two-years", 2025));

        app.Time.Now = China("2025-11-30T12:00:00");
        await app.Years.RunAsync(default);
        await app.DrainAsync();
        Assert.Null(await AmountAsync(app, "two-years", 2026));
        app.Time.Now = China("2025-12-01T00:10:00");
        Assert.Equal(1, await app.Years.RunAsync(default));
        await app.DrainAsync();
        // The window of 24 months is December 2024 to November 2026.
        Assert.Equal(Yuan.Of(4_000), await AmountAsync(app, "two-years", 2026));
        app.Time.Now = China("2026-12-01T00:10:00");
        Assert.Equal(1, await app.Years.RunAsync(default));
        await app.DrainAsync();
        Assert.Null(await AmountAsync(app, "two-years", 2027));
        Assert.Equal([2025, 2026], (await app.Work.LoadAsync(Recalculation.IdOfYear("two-years", 2027))).State!.Years);
    }

    [Fact]
    public async Task Years_that_passed_while_nobody_looked_are_made_up_for_once()
    {
        var app = await WithMoneyOf2025Async(SomePolicies.ToDate);
        await app.Years.RunAsync(default);
        await app.DrainAsync();

        app.Time.Now = China("2028-03-01T06:10:00");
        Assert.Equal(3, (await Task.WhenAll(app.Years.RunAsync(default), app.Again().Years.RunAsync(default))).Sum());
        await app.DrainAsync();

        Assert.Equal(0, await app.Years.RunAsync(default));
        for (var year = 2025; year <= 2028; year++)
            Assert.Equal(Yuan.Of(4_000), await AmountAsync(app, "to-date", year));
    }

    [Fact]
    public async Task Work_whose_process_was_lost_is_taken_up()
    {
        var app = await WithMoneyOf2025Async(SomePolicies.ToDate);
        await app.Years.RunAsync(default);
        await app.DrainAsync();
        app.Time.Now = China("2026-01-01T00:10:00");
        await app.Years.RunAsync(default);
        await app.LoseMessagesAsync();

        app.Time.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(1, await app.Runner.ResumeStalledAsync(default));
        await app.DrainAsync();

        Assert.Equal(Yuan.Of(4_000), await AmountAsync(app, "to-date", 2026));
    }

    [Fact]
    public async Task Nothing_begins_under_policies_that_look_at_their_own_year()
    {
        var app = await WithMoneyOf2025Async(SomePolicies.Received);
        app.Time.Now = China("2026-01-01T00:10:00");

        Assert.Equal(0, await app.Years.RunAsync(default));

        Assert.Equal(0, await app.DrainAsync());
    }

    [Fact]
    public async Task A_version_that_is_published_looks_back_on_contracts_from_long_before_it()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        await app.TellAsync(new("c1", 7, RewardMessages.Contract("c1", on: new(2012, 3, 1))));
        await app.TellAsync(RewardMessages.Receipt("r1", 400_000, new(2012, 6, 1), "c1"));

        await app.Published.CommitAsync(
            await app.Published.LoadAsync("to-date"),
            PublishPolicy.Decide(null, "to-date", SomePolicies.ToDate, await app.Policies.CurrentAsync(), Http.Officer, app.Time.Now).Value,
            Http.Officer,
            null
        );
        await app.DrainAsync();

        Assert.Equal(Yuan.Of(4_000), await AmountAsync(app, "to-date", 2026));
    }
}
