using Azure.Core;
using Azure.Core.Pipeline;
using TechTransfer.RewardCalculation.Tests.Claims;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;
using static TechTransfer.RewardCalculation.Tests.Claims.ClaimApp;

namespace TechTransfer.RewardCalculation.Tests.Settlements;

public sealed class ClaimCosts
{
    [Fact]
    public async Task An_operation_costs_the_same_with_few_and_with_many_claims_in_the_tables()
    {
        var calls = new CountedCalls();
        var app = await NewAsync(calls.Hook);
        var few = await MeasureAsync(app, calls, 100);
        await SettlementTests.CheckedAsync(app, [.. Enumerable.Repeat(1_000m, Extent.Of(20, inLongTests: 60))], from: 1_000);
        var many = await MeasureAsync(app, calls, 200);

        Assert.Equal(few, many);
        Assert.All(few, c => Assert.InRange(c.Value, 1, 60));
    }

    private static async Task<Dictionary<string, int>> MeasureAsync(ClaimApp app, CountedCalls calls, int organisation)
    {
        var counted = new Dictionary<string, int>();
        var claimant = Given.Organisation(organisation);
        var entitled = app.Entitle(claimant, 12_000);
        async Task<Reply> Count(string operation, Func<Task<Reply>> act)
        {
            calls.Count = 0;
            var reply = await act();
            Assert.True(reply.Status is 200 or 201, $"{operation}: {reply.Status} {reply.Code}");
            counted[operation] = calls.Count;
            return reply;
        }
        var claim = await Count("file a claim", () => app.FileAsync(claimant, entitled));
        claim = await Count("check a claim", () => app.ActAsync(Given.FinanceA, "check", claim));
        claim = await Count("settle a claim alone", () => app.ActAsync(Given.FinanceA, "settle", claim));
        claim = await Count("open its public notice", () => app.ActAsync(Given.FinanceA, "publish", claim));
        await Count("read the public notices", () => app.NoticesAsync("limit=5"));
        var now = app.Time.Now;
        app.Time.Now += TimeSpan.FromDays(12);
        claim = await Count("approve a claim", () => app.ActAsync(Given.FinanceB, "approve", claim));
        claim = await Count("pay a claim", () => app.ActAsync(Given.FinanceA, "pay", claim, Given.Payment(new(2026, 6, 1))));
        app.Time.Now = now;
        await Count("read a claim", () => app.GetAsync(claimant, claim.Id));
        await Count("read a claim's history", () => app.HistoryAsync(claimant, claim.Id));
        await Count("a page of claims", () => app.ListAsync(Given.FinanceA, "status=paid&limit=5"));
        calls.Count = 0;
        Assert.Equal(1, await app.ReduceAsync(claimant, 5_000));
        counted["a claw-back (from its message)"] = calls.Count;
        return counted;
    }

    private sealed class CountedCalls : HttpPipelinePolicy
    {
        private int count;

        public int Count
        {
            get => count;
            set => count = value;
        }

        public void Hook(ClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerCall);

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref count);
            return ProcessNextAsync(message, pipeline);
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage calls are asynchronous.");
    }
}
