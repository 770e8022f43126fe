using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.Testing;

namespace TechTransfer.RewardCalculation.Tests.ContractFacts;

public class InboxTests
{
    private static readonly ContractRegistered Contract = SampleMessages.Registered;

    private static readonly (object Body, long Version) Registered = (Contract, 7);
    private static readonly (object Body, long Version) Changed = (
        new ContractChanged
        {
            Contract = Contract with { TechnicalAmount = Yuan.Of(910_000) },
            Edition = 2,
            ChangedOn = new(2026, 11, 25),
            ClericalSlip = false,
        },
        12
    );
    private static readonly (object Body, long Version) Cancelled = (
        new ContractCancelled
        {
            ContractId = "case1",
            Number = Contract.Number,
            Edition = 2,
            CancelledOn = new(2026, 12, 1),
            Reason = "解除。",
        },
        20
    );
    private static readonly (object Body, long Version) Revoked = (
        new ContractRevoked
        {
            ContractId = "case1",
            Number = Contract.Number,
            Edition = 2,
            RevokedOn = new(2026, 12, 1),
            Reason = "虚假材料。",
        },
        20
    );

    private static async Task<KnownContract?> AfterAsync(params (object Body, long Version)[] messages)
    {
        var app = await RewardsApp.NewAsync();
        foreach (var (body, version) in messages)
        {
            await app.TellAsync(new("case1", version, body));
        }
        return await app.Copies.FindAsync<KnownContract>(ContractRecords.ContractCopies, "case1");
    }

    [Fact]
    public async Task A_change_takes_the_place_of_the_facts_in_either_order()
    {
        Assert.Equal(Yuan.Of(910_000), (await AfterAsync(Registered, Changed))!.TechnicalAmount);
        Assert.Equal(Yuan.Of(910_000), (await AfterAsync(Changed, Registered))!.TechnicalAmount);
    }

    [Fact]
    public async Task What_was_cancelled_or_revoked_has_no_facts_in_either_order()
    {
        Assert.Null(await AfterAsync(Registered, Changed, Cancelled));
        Assert.Null(await AfterAsync(Cancelled, Changed, Registered));
        Assert.Null(await AfterAsync(Revoked, Registered));
    }

    [Fact]
    public async Task An_unknown_message_is_not_passed_over() => await Assert.ThrowsAsync<Failure>(() => AfterAsync((new Nothing(), 1)));

    [WireName("Nothing")]
    private sealed record Nothing;
}
