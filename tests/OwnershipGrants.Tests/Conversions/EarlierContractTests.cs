using System.Text.Json;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.OwnershipGrants.Tests.Distributions;
using TechTransfer.Storage.Aggregates;

namespace TechTransfer.OwnershipGrants.Tests.Conversions;

/// <summary>Contracts stored by earlier versions, which kept two copies of each: one for conversions, one for receipts.</summary>
public sealed class EarlierContractTests
{
    private static readonly Caller Inbox = Caller.System("inbox", "收件");

    [Fact]
    public async Task The_two_copies_of_a_contract_are_read_as_one()
    {
        var app = await GrantsApp.NewAsync(Given.Later);
        var id = await app.PutAsync(DistributionGiven.Granted() with { Conversions = [] });
        await PutAsync(app, id, ConversionStatus.Standing, receipts: 1);

        await app.ReceiveAsync(
            "c03",
            12,
            new ContractRevoked
            {
                ContractId = "c03",
                Number = "5000012026000003",
                Edition = 1,
                RevokedOn = Given.Later.ChinaDate(),
                Reason = "弄虚作假。",
            }
        );

        var record = (await app.Records.LoadAsync("c03")).State!;
        Assert.Equal((12, ConversionStatus.Revoked, 12), (record.Version(), record.Status(), record.Followed));
        Assert.Equal((9, "5000012026000003"), (record.Contract!.Version, record.Contract.Converted!.Number));
        Assert.Equal("r1", record.Receipts.Single().ReceiptId);
        var conversion = Assert.Single((await app.StateAsync(id)).Conversions);
        Assert.Equal((ConversionStatus.Revoked, 12), (conversion.Status, conversion.ContractVersion));
    }

    [Fact]
    public async Task A_message_that_was_cut_off_between_the_copies_is_followed_when_it_comes_again()
    {
        var app = await GrantsApp.NewAsync(Given.Later);
        var id = await app.PutAsync(DistributionGiven.Granted() with { Conversions = [] });
        await PutAsync(app, id, ConversionStatus.Standing, receipts: 0);

        await app.ReceiveAsync("c03", 9, Given.C03(id) with { ContractId = "c03" });

        Assert.Equal(ConversionStatus.Standing, Assert.Single((await app.StateAsync(id)).Conversions).Status);
    }

    [Fact]
    public async Task A_contract_is_linked_by_hand_although_only_the_earlier_copy_has_what_the_link_needs()
    {
        var app = await GrantsApp.NewAsync(Given.Later);
        var id = await app.PutAsync(DistributionGiven.Granted() with { Conversions = [] });
        await PutAsync(app, "another", ConversionStatus.Standing, receipts: 0);

        var record = await app.Contracts.FindAsync("c03", CancellationToken.None);
        Assert.True(record!.IsRegistered());
        Assert.True(FollowContract.IsEntitled(await app.StateAsync(id), record));
        await app.Contracts.RememberAsync("c03", id, CancellationToken.None);
        Assert.Equal(["another", id], (await app.Records.LoadAsync("c03")).State!.Followers);
    }

    [Fact]
    public void An_end_that_arrives_before_the_contract_is_kept()
    {
        var copy = new EarlierContract
        {
            Version = 15,
            Status = ConversionStatus.Cancelled,
            Reason = new("已注销", "Cancelled."),
        };
        var record = copy.PutInto(new() { Id = "c03", Contract = new(9, "5000012026000003", new(2026, 6, 1), "a1") });

        Assert.Equal((15, ConversionStatus.Cancelled, IncomeLoss.Cancellation), (record.Version(), record.Status(), record.Fall!.Loss));
        Assert.Equal(9, record.Contract!.Version);
    }

    // Stores the two copies of a contract that earlier versions kept: one for conversions, one for receipts.
    private static async Task PutAsync(GrantsApp app, string achievement, ConversionStatus status, int receipts)
    {
        var message = Given.C03(achievement) with { ContractId = "c03" };
        var copy = new
        {
            ContractId = "c03",
            Version = 9,
            Status = status,
            Contract = message,
            Achievements = (string[])[achievement],
        };
        var money = new
        {
            Id = "c03",
            Contract = new
            {
                Version = 9,
                message.Number,
                message.RegisteredOn,
                AchievementId = achievement,
            },
            Receipts = Enumerable
                .Range(1, receipts)
                .Select(i => new
                {
                    ReceiptId = $"r{i}",
                    Version = 3,
                    Payee = Given.U1.Uscc,
                    ReceivedOn = "2026-06-01",
                    Amount = 100_000m,
                    Refunds = Array.Empty<object>(),
                    IsFollowed = true,
                }),
        };
        await KeepAsync(app.EarlierContracts, copy);
        await KeepAsync(app.Records, money);
    }

    private static async Task KeepAsync<T>(AggregateStore<T> store, object stored)
    {
        var state = JsonSerializer.SerializeToElement(stored, Json.Options).Deserialize<T>(Json.Options)!;
        Assert.Null((await store.CommitAsync(await store.LoadAsync("c03"), new(state, null), Inbox, null)).Problem);
    }
}
