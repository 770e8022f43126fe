using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.Testing;

namespace TechTransfer.RewardCalculation.Tests.Entitlements;

/// <summary>The final entitlements do not depend on the order of messages and on repeated deliveries.</summary>
public sealed class ShuffledTests
{
    private static readonly SentMessage[] Messages =
    [
        RewardMessages.Registered("c1", 3_000_000),
        RewardMessages.Changed("c1", 2_500_000),
        RewardMessages.Registered("c2", 1_500_000),
        RewardMessages.Registered("c3", 4_000_000),
        RewardMessages.Cancelled("c3"),
        new("c4", 7, RewardMessages.Contract("c4", 900_000, on: new(2025, 11, 3))),
        RewardMessages.Revoked("c4", 9),
        new("c5", 7, RewardMessages.Contract("c5", 700_000, on: new(2025, 12, 3))),
        RewardMessages.Receipt("r1", 500_000, new(2026, 6, 1), "c1", "c2"),
        RewardMessages.Receipt("r2", 200_000, new(2026, 7, 1), "c3"),
        RewardMessages.Receipt("r3", 123_456.75m, new(2026, 12, 31), "c5"),
        RewardMessages.Receipt("r4", 300_000, new(2027, 1, 1), "c1"),
        RewardMessages.Receipt("r5", 90_000, new(2026, 8, 8), "c2"),
        RewardMessages.Refund("r5", 90_000, new(2026, 8, 8), 40_000, new(2027, 2, 2), "c2"),
    ];

    private static readonly PolicyBook Book = new([
        .. Some.Book.All.Where(p => p.Id.StartsWith("sample-", StringComparison.Ordinal)),
        .. SomePolicies.Book(SomePolicies.Received, SomePolicies.Growth).All,
    ]);
    private static readonly Lazy<Task<string>> InOrder = new(() => OutcomeAsync(Messages));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Extent.Of(2, inLongTests: 20))];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Any_order_with_repeats_ends_the_same(int seed)
    {
        var random = new Random(seed);
        var messages = Messages.Concat(random.GetItems(Messages, 4)).ToArray();
        random.Shuffle(messages);

        Assert.Equal(await InOrder.Value, await OutcomeAsync(messages));
    }

    [Fact]
    public async Task In_order_the_figures_are_those_worked_out_by_hand()
    {
        var outcome = await InOrder.Value;

        // Seller 2026: c1 2,500,000 and c2 1,500,000 = 4,000,000 at 1%. Received 2026: 500,000 twice, r3 and r5 less its later
        // refund of 40,000 = 1,173,456.75, at 1%; 2027: 300,000.
        Assert.Contains("sample-seller 2026 4,000,000.00 40,000.00", outcome, StringComparison.Ordinal);
        Assert.Contains("received 2026 1,173,456.75 11,734.57", outcome, StringComparison.Ordinal);
        Assert.Contains("received 2027 300,000.00 3,000.00", outcome, StringComparison.Ordinal);
        // The policy on growth gives 10% of the increase from 700,000 to 4,000,000.
        Assert.Contains("growth 2026 3,300,000.00 330,000.00", outcome, StringComparison.Ordinal);
    }

    private static async Task<string> OutcomeAsync(IReadOnlyList<SentMessage> messages)
    {
        var app = await RewardsApp.NewAsync(Book);
        foreach (var message in messages)
            await app.TellAsync(message);
        var lines = new List<string>();
        foreach (var policy in Book.All)
        {
            var uscc = policy.Beneficiary == BeneficiaryRole.Buyer ? RewardMessages.Company : RewardMessages.University;
            for (var year = 2024; year <= 2028; year++)
            {
                // When all contracts of a beneficiary are gone, an entitlement of 0 or none may remain, depending on the order.
                if (
                    await app.EntitlementAsync(policy.Id, year, policy.Beneficiary, uscc) is not { } entitled
                    || entitled.Award.Base == Yuan.Zero
                )
                    continue;
                lines.Add(
                    $"{policy.Id} {year} {entitled.Award.Base} {entitled.Award.Amount} {entitled.Contracts} "
                        + $"{string.Join(',', entitled.Numbers)} {Json.Write(entitled.Award)} {Json.Write(entitled.Beneficiary)}"
                );
            }
        }
        return string.Join('\n', lines);
    }
}
