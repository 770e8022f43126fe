using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;

namespace TechTransfer.RewardCalculation.Tests.Entitlements;

/// <summary>
/// Entitlements calculated while messages arrive. Expected amounts are calculated by hand, for the two sample policies and for one on money
/// received.
/// </summary>
public sealed class EntitlementTests
{
    [Fact]
    public async Task Seller_and_buyer_are_entitled_as_soon_as_a_contract_is_registered()
    {
        var app = await RewardsApp.NewAsync();

        await app.TellAsync(RewardMessages.Registered("c1"));

        // Seller: 1% of 1,000,000. Buyer: 5% of 1,000,000, below the cap of 100,000 per contract.
        var seller = (await app.EntitlementAsync("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University))!;
        var buyer = (await app.EntitlementAsync("sample-buyer", 2026, BeneficiaryRole.Buyer, RewardMessages.Company))!;
        Assert.Equal(
            (Yuan.Of(1_000_000), Yuan.Of(10_000), true, 1L),
            (seller.Award.Base, seller.Award.Amount, seller.Award.Eligible, seller.Contracts)
        );
        Assert.Equal(
            (Yuan.Of(1_000_000), Yuan.Of(50_000), true, 1L),
            (buyer.Award.Base, buyer.Award.Amount, buyer.Award.Eligible, buyer.Contracts)
        );
        Assert.Equal([RewardMessages.Contract("c1").Number], seller.Numbers);
        Assert.Equal(("contractRegistered", "c1"), (seller.Cause.Code, seller.Cause.ContractId));
        Assert.Contains(seller.Award.Steps, s => s.Text.Zh.Contains("10,000.00", StringComparison.Ordinal));
        var changes = await app.ChangesAsync();
        Assert.Equal([Yuan.Of(10_000), Yuan.Of(50_000)], changes.Select(c => c.Amount).Order());
        Assert.All(changes, c => Assert.Equal((1L, "contractRegistered", "c1"), (c.Version, c.Cause, c.ContractId)));
    }

    [Fact]
    public async Task The_organisation_is_notified_when_its_entitlement_arises_or_changes()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        await app.TellAsync(RewardMessages.Registered("c1"));
        await app.TellAsync(RewardMessages.Registered("c1"), replay: true);
        await app.TellAsync(RewardMessages.Changed("c1", 2_000_000));

        var told = await app.NotificationsAsync();
        Assert.Equal(["entitlementArose", "entitlementChanged"], told.Select(n => n.Type));
        Assert.All(told, n => Assert.Equal([RewardMessages.University], n.Recipients));
        Assert.Contains("由10,000.00元变为20,000.00元", told[1].Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_year_is_cumulated_over_contracts_and_a_fallen_one_is_taken_off_again()
    {
        var app = await RewardsApp.NewAsync();
        for (var i = 1; i <= 6; i++)
            await app.TellAsync(RewardMessages.Registered($"c{i}"));

        // 6,000,000 in all: 1% of the first 5,000,000 and 0.5% of the rest.
        Assert.Equal((Yuan.Of(55_000), 6L), await SellerAsync(app));
        await app.TellAsync(RewardMessages.Changed("c1", 3_000_000));
        Assert.Equal((Yuan.Of(65_000), 6L), await SellerAsync(app));
        await app.TellAsync(RewardMessages.Cancelled("c2"));
        await app.TellAsync(RewardMessages.Revoked("c3"));
        // Without the ended contracts 6,000,000 of 8,000,000 are left, which give 55,000 again.
        Assert.Equal((Yuan.Of(55_000), 4L), await SellerAsync(app));
        var last = (await app.EntitlementAsync("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University))!;
        Assert.Equal("contractRevoked", last.Cause.Code);
        Assert.EndsWith("：虚假材料。", last.Cause.Reason.Zh, StringComparison.Ordinal);
        Assert.Equal(
            new[] { "c1", "c4", "c5", "c6" }.Select(id => RewardMessages.Contract(id).Number).Order(StringComparer.Ordinal),
            last.Numbers
        );
    }

    [Fact]
    public async Task A_contract_that_replaces_another_of_the_same_amount_is_named()
    {
        var app = await RewardsApp.NewAsync();
        await app.TellAsync(RewardMessages.Registered("c1"));
        // The app dies after it updated the sums for c2 and before it recalculated.
        await app.Copies.PutAsync(
            ContractRecords.ContractCopies,
            "c2",
            7,
            KnownContract.Of(RewardMessages.Contract("c2"), RewardMessages.Contract("c2").RegisteredOn)
        );
        await app.YearSums.RunAsync("c2", null, default);

        await app.TellAsync(RewardMessages.Cancelled("c1"));

        var seller = (await app.EntitlementAsync("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University))!;
        Assert.Equal((Yuan.Of(10_000), 1L), (seller.Award.Amount, seller.Contracts));
        Assert.Equal([RewardMessages.Contract("c2").Number], seller.Numbers);
    }

    [Fact]
    public async Task Every_version_can_be_read_again_and_nothing_new_makes_no_version()
    {
        var app = await RewardsApp.NewAsync();
        await app.TellAsync(RewardMessages.Registered("c1"));
        await app.TellAsync(RewardMessages.Registered("c1"));
        await app.TellAsync(RewardMessages.Changed("c1", 2_000_000));
        await app.TellAsync(RewardMessages.Registered("c1"));

        var id = Entitlement.IdOf("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University);
        Assert.Equal(2, (await app.Entitlements.LoadAsync(id)).Version);
        Assert.Equal(Yuan.Of(10_000), (await GetEntitlementVersion.FindAsync(app.Entitlements, id, 1))!.Award.Amount);
        Assert.Equal(Yuan.Of(20_000), (await GetEntitlementVersion.FindAsync(app.Entitlements, id, 2))!.Award.Amount);
        Assert.Null(await GetEntitlementVersion.FindAsync(app.Entitlements, id, 3));
        Assert.Null(await GetEntitlementVersion.FindAsync(app.Entitlements, id, 0));
        Assert.Null((await app.Entitlements.ReadHistoryAsync(id)).BrokenAt);
    }

    [Fact]
    public async Task Money_counts_for_the_year_it_came_in_and_refunds_take_it_from_that_year()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        await app.TellAsync(RewardMessages.Registered("c1"));
        await app.TellAsync(RewardMessages.Receipt("r1", 400_000, new(2026, 6, 1), "c1"));
        await app.TellAsync(RewardMessages.Receipt("r2", 300_000, new(2027, 2, 1), "c1"));

        Assert.Equal(Yuan.Of(4_000), await AmountAsync(app, 2026));
        Assert.Equal(Yuan.Of(3_000), await AmountAsync(app, 2027));
        await app.TellAsync(RewardMessages.Refund("r1", 400_000, new(2026, 6, 1), 100_000, new(2027, 3, 1), "c1"));
        Assert.Equal(Yuan.Of(3_000), await AmountAsync(app, 2026));
        Assert.Equal(Yuan.Of(3_000), await AmountAsync(app, 2027));
        Assert.Equal(
            "receiptRefunded",
            (await app.EntitlementAsync("received", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.Cause.Code
        );
    }

    [Fact]
    public async Task A_receipt_that_overtakes_its_contract_is_counted_when_that_arrives()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        await app.TellAsync(RewardMessages.Receipt("r1", 400_000, new(2026, 6, 1), "c1", "c2"));
        Assert.Null(await app.EntitlementAsync("received", 2026, BeneficiaryRole.Seller, RewardMessages.University));

        await app.TellAsync(RewardMessages.Registered("c1"));
        Assert.Equal(Yuan.Of(4_000), await AmountAsync(app, 2026));
        await app.TellAsync(RewardMessages.Registered("c2"));
        Assert.Equal(Yuan.Of(8_000), await AmountAsync(app, 2026));
    }

    [Fact]
    public async Task A_policy_that_looks_back_counts_older_money_up_to_this_year_and_not_beyond()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.ToDate));
        await app.TellAsync(new("c1", 7, RewardMessages.Contract("c1", on: new(2025, 3, 1))));
        await app.TellAsync(RewardMessages.Receipt("r1", 400_000, new(2025, 6, 1), "c1"));

        Assert.Equal(
            [Yuan.Of(4_000), Yuan.Of(4_000), null],
            await Task.WhenAll(
                new[] { 2025, 2026, 2027 }.Select(async year =>
                    (await app.EntitlementAsync("to-date", year, BeneficiaryRole.Seller, RewardMessages.University))?.Award.Amount
                )
            )
        );
    }

    [Fact]
    public async Task Growth_looks_at_the_year_before_and_follows_it()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Growth));
        await app.TellAsync(new("c1", 7, RewardMessages.Contract("c1", 1_000_000, on: new(2025, 6, 1))));
        await app.TellAsync(new("c2", 7, RewardMessages.Contract("c2", 3_000_000, on: new(2026, 6, 1))));

        // 10% of the growth from 1,000,000 to 3,000,000.
        Assert.Equal(
            Yuan.Of(200_000),
            (await app.EntitlementAsync("growth", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.Award.Amount
        );
        await app.TellAsync(RewardMessages.Cancelled("c1"));
        Assert.Equal(
            Yuan.Of(300_000),
            (await app.EntitlementAsync("growth", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.Award.Amount
        );
    }

    [Fact]
    public async Task Growth_in_the_first_year_of_records_is_unknown()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Growth));
        // Signed in the year before, but there was no registration yet.
        await app.TellAsync(
            new("c1", 7, RewardMessages.Contract("c1", 3_000_000, on: new(2026, 6, 1)) with { SignedOn = new(2025, 12, 20) })
        );

        var first = (await app.EntitlementAsync("growth", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.Award;
        Assert.Equal(Yuan.Zero, first.Amount);
        Assert.Equal("unknown", first.Steps.Single(s => s.Code == "year_before").Result);

        // Once another organisation's contract of 2025 is on record, this one is known to have had none.
        var other = RewardMessages.Contract("c2", 500_000, RewardMessages.Company, RewardMessages.University, new(2025, 6, 1));
        await app.TellAsync(new("c2", 7, other));
        await app.TellAsync(RewardMessages.Registered("c3", 1_000_000));
        Assert.Equal(
            Yuan.Of(400_000),
            (await app.EntitlementAsync("growth", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.Award.Amount
        );
    }

    [Fact]
    public async Task A_replay_repairs_what_was_lost_and_changes_nothing_otherwise()
    {
        var app = await RewardsApp.NewAsync();
        await app.TellAsync(RewardMessages.Registered("c1"));
        await app.TellAsync(RewardMessages.Registered("c1"), replay: true);
        var id = Entitlement.IdOf("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University);
        Assert.Equal(1, (await app.Entitlements.LoadAsync(id)).Version);

        // The same version with other content, as if its first delivery had not been processed completely.
        await app.TellAsync(new("c1", 7, RewardMessages.Contract("c1", 2_000_000)));
        Assert.Equal(Yuan.Of(10_000), (await app.Entitlements.LoadAsync(id)).State!.Award.Amount);
        await app.TellAsync(new("c1", 7, RewardMessages.Contract("c1", 2_000_000)), replay: true);
        var after = (await app.Entitlements.LoadAsync(id)).State!;
        Assert.Equal((Yuan.Of(20_000), "rebuilt"), (after.Award.Amount, after.Cause.Code));
    }

    [Fact]
    public async Task Instances_at_work_on_the_same_beneficiary_at_once_lose_nothing()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        var others = Enumerable.Range(0, 3).Select(_ => app.Again()).ToArray();
        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .SelectMany(i =>
                    new[]
                    {
                        others[i % 3].TellAsync(RewardMessages.Registered($"c{i}")),
                        others[(i + 1) % 3].TellAsync(RewardMessages.Receipt($"r{i}", 10_000, new(2026, 6, 1), $"c{i}")),
                    }
                )
        );

        var entitled = (await app.EntitlementAsync("received", 2026, BeneficiaryRole.Seller, RewardMessages.University))!;
        Assert.Equal((Yuan.Of(1_200), 12L), (entitled.Award.Amount, entitled.Contracts));
    }

    private static async Task<(Yuan, long)> SellerAsync(RewardsApp app)
    {
        var entitled = (await app.EntitlementAsync("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University))!;
        return (entitled.Award.Amount, entitled.Contracts);
    }

    private static async Task<Yuan> AmountAsync(RewardsApp app, int year) =>
        (await app.EntitlementAsync("received", year, BeneficiaryRole.Seller, RewardMessages.University))!.Award.Amount;
}
