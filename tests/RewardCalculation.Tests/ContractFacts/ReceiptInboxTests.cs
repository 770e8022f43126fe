using System.Text.Json;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests.ContractFacts;

public sealed class ReceiptInboxTests
{
    private static readonly ReceiptConfirmed Confirmed = new()
    {
        ReceiptId = "r1",
        Payee = new("12500107MB0A1B0135", "缙云理工大学（虚构）"),
        Payer = new("91500106MA5XUA015P", "重庆虎溪智造有限公司（虚构）"),
        ReceivedOn = new(2026, 12, 30),
        Year = 2026,
        Amount = Yuan.Of(480_000),
        Allocations = [new("c1", Yuan.Of(480_000), Yuan.Of(384_000))],
        Refunds = [],
    };

    private static readonly ReceiptRefunded Refunded = new()
    {
        ReceiptId = "r1",
        Payee = Confirmed.Payee,
        Payer = Confirmed.Payer,
        ReceivedOn = Confirmed.ReceivedOn,
        Year = 2026,
        Amount = Confirmed.Amount,
        Allocations = Confirmed.Allocations,
        Refunds = [new(new(2027, 1, 5), 2027, Yuan.Of(120_000), [new("c1", Yuan.Of(120_000), Yuan.Of(96_000))])],
    };

    [Fact]
    public async Task Receipts_are_kept_by_version_in_whatever_order_they_arrive()
    {
        var (inbox, copies) = await NewAsync();

        await inbox.Run(Message(Confirmed, 3).AsMessage(), default);
        Assert.Empty((await FindAsync(copies))!.Refunds);
        await inbox.Run(Message(Refunded, 6).AsMessage(), default);
        await inbox.Run(Message(Confirmed, 3).AsMessage(), default);

        var kept = (await FindAsync(copies))!;
        Assert.Equal((2027, Yuan.Of(120_000)), (kept.Refunds.Single().Year, kept.Refunds.Single().Amount));
        Assert.Equal((2026, new ReceiptAllocation("c1", Yuan.Of(480_000), Yuan.Of(384_000))), (kept.Year, kept.Allocations.Single()));
    }

    [Fact]
    public async Task A_refund_that_arrives_first_contains_the_whole_receipt()
    {
        var (inbox, copies) = await NewAsync();

        await inbox.Run(Message(Refunded, 6).AsMessage(), default);

        Assert.Equal((Yuan.Of(480_000), "12500107MB0A1B0135"), ((await FindAsync(copies))!.Amount, (await FindAsync(copies))!.Payee.Uscc));
    }

    private static Task<ReceiptFacts?> FindAsync(Copies copies) => copies.FindAsync<ReceiptFacts>(ContractRecords.ReceiptCopies, "r1");

    private static string Message<T>(T body, long version)
        where T : ReceiptMessage =>
        Json.Write(
            new Envelope(
                $"receipt|r1|{version}",
                WireName.Of<T>(),
                "r1",
                version,
                DateTimeOffset.UnixEpoch,
                JsonSerializer.SerializeToElement(body, Json.Options),
                null
            )
        );

    private static async Task<(Inbox, Copies)> NewAsync()
    {
        var app = await RewardsApp.NewAsync();
        return (app.Inbox, app.Copies);
    }
}
