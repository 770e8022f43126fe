using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using TechTransfer.ContractRegistration.Receipts;
using static TechTransfer.ContractRegistration.Tests.Receipts.ReceiptGiven;

namespace TechTransfer.ContractRegistration.Tests.Receipts;

public sealed class ReceiptRaceTests
{
    [Fact]
    public async Task Receipts_confirmed_at_once_never_exceed_the_contract_together()
    {
        var app = await HttpHarness.NewAsync();
        var contract = await app.PutAsync(Contract(1_000, 700));
        var receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.RecordAsync(Payee, Body(contract, 300))));

        var replies = await Task.WhenAll(receipts.Select(r => app.ConfirmAsync(Payer, r.Id, r.Tag)));

        Assert.Equal(3, replies.Count(r => r.Status == 200));
        Assert.All(replies.Where(r => r.Status != 200), r => Assert.Equal((409, "receipt_not_confirmable"), (r.Status, r.Code)));
        Assert.All(replies.Where(r => r.Status != 200), r => Assert.Equal([("allocations[0].amount", "value_exceeded")], r.Errors));
        var income = (await app.IncomeAsync(Payee, contract)).Json!["cumulated"]!;
        Assert.Equal((900m, 630m, 3), ((decimal)income["received"]!, (decimal)income["technicalIncome"]!, (int)income["receipts"]!));
        // Receipts that would exceed the contract stay unconfirmed and can be withdrawn.
        foreach (var (receipt, reply) in receipts.Zip(replies).Where(p => p.Second.Status != 200))
        {
            var now = await app.GetReceiptAsync(Payee, receipt.Id);
            Assert.Equal("recorded", (string)now.Json!["status"]!);
            Assert.Equal(200, (await app.WithdrawAsync(Payee, receipt.Id, now.Tag)).Status);
        }
    }

    [Fact]
    public async Task What_one_contract_took_goes_back_when_the_other_refuses()
    {
        var app = await HttpHarness.NewAsync();
        var (wide, narrow) = (await app.PutAsync(Contract(1_000, 700)), await app.PutAsync(Contract(100, 70)));
        var receipt = await app.RecordAsync(Payee, Body([(wide, 500), (narrow, 80)]));
        var loaded = await app.Receipts.LoadAsync(receipt.Id);
        // Another receipt uses the remaining amount between the decision and the booking.
        var decided = ConfirmReceipt.Decide(loaded.State!, await app.Named.OfAsync(loaded.State!, default), Payer, Given.Now).Value;
        var faster = await app.RecordAsync(Payee, Body(narrow, 30));
        Assert.Equal(200, (await app.ConfirmAsync(Payer, faster.Id, faster.Tag)).Status);

        var after = (await app.Receipts.CommitAsync(loaded, decided, Payer, null)).Value.State!;

        Assert.Equal((ReceiptStatus.Recorded, Booking.None, "value_exceeded"), (after.Status, after.Booking, after.Refusal!.Code));
        Assert.Equal("allocations[1].amount", after.Refusal.Path);
        Assert.Equal(0m, (decimal)(await app.IncomeAsync(Payee, wide)).Json!["cumulated"]!["received"]!);
        Assert.Equal(30m, (decimal)(await app.IncomeAsync(Payee, narrow)).Json!["cumulated"]!["received"]!);
    }

    [Fact]
    public async Task A_confirmation_whose_process_ended_is_booked_by_the_sweeper_once()
    {
        var app = await HttpHarness.NewAsync();
        var contract = await app.PutAsync(Contract(1_000, 700));
        var receipt = await app.RecordAsync(Payee, Body(contract, 400));
        var before = await app.Receipts.LoadAsync(receipt.Id);
        var decided = ConfirmReceipt.Decide(before.State!, await app.Named.OfAsync(before.State!, default), Payer, Given.Now).Value;
        // Simulates a process that dies after the confirmation: every call to the accounts fails.
        var broken = app.Store(
            new(
                await app.OpenAgainAsync(options =>
                {
                    options.Retry.MaxRetries = 0;
                    options.AddPolicy(new NoCounters(), HttpPipelinePosition.PerCall);
                })
            )
        );
        await broken.CommitAsync(before, decided, Payer, null);
        Assert.Equal(ReceiptStatus.Confirming, (await app.Receipts.LoadAsync(receipt.Id)).State!.Status);

        app.Time.Now = app.Time.Now.AddMinutes(11);
        Assert.Equal(0, (await app.Sweeper.RunAsync()).Failed);
        await app.Sweeper.RunAsync();

        Assert.Equal("confirmed", (string)(await app.GetReceiptAsync(Payee, receipt.Id)).Json!["status"]!);
        var income = (await app.IncomeAsync(Payee, contract)).Json!["cumulated"]!;
        Assert.Equal((400m, 280m, 1), ((decimal)income["received"]!, (decimal)income["technicalIncome"]!, (int)income["receipts"]!));
        Assert.Single(await app.MessagesAsync());
    }

    [Fact]
    public async Task Recording_and_confirming_cost_the_same_however_many_receipts_a_contract_has()
    {
        var calls = new CallCount();
        var app = await HttpHarness.NewAsync(options => options.AddPolicy(calls, HttpPipelinePosition.PerRetry));
        var contract = await app.PutAsync(Contract(100_000, 70_000));
        var costs = new List<int>();
        for (var i = 0; i < 25; i++)
        {
            var before = calls.Count;
            var receipt = await app.RecordAsync(Payee, Body(contract, 100));
            Assert.Equal(200, (await app.ConfirmAsync(Payer, receipt.Id, receipt.Tag)).Status);
            costs.Add(calls.Count - before);
        }

        // Only the first receipt differs in its number of calls, because the rows do not exist yet.
        Assert.Single(costs.Skip(1).Distinct());
        Assert.Equal(2_500m, (decimal)(await app.IncomeAsync(Payee, contract)).Json!["cumulated"]!["received"]!);
        var beforeList = calls.Count;
        await app.ListAsync(Payee, $"contract={contract}&limit=5");
        await app.IncomeAsync(Payee, contract);
        Assert.Equal(4, calls.Count - beforeList);
    }

    private sealed class CallCount : HttpPipelinePolicy
    {
        private int count;

        public int Count => count;

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref count);
            return ProcessNextAsync(message, pipeline);
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage calls are asynchronous.");
    }

    private sealed class NoCounters : HttpPipelinePolicy
    {
        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            message.Request.Uri.ToString().Contains("Counters", StringComparison.Ordinal)
                ? throw new RequestFailedException("down")
                : ProcessNextAsync(message, pipeline);

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage calls are asynchronous.");
    }
}
