using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Settlements;
using TechTransfer.RewardCalculation.Tests.Claims;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;
using static TechTransfer.RewardCalculation.Tests.Claims.ClaimApp;

namespace TechTransfer.RewardCalculation.Tests.Settlements;

/// <summary>Whenever a process dies in the middle of a settlement, the next process completes it with the same result.</summary>
public sealed class KilledSettlements
{
    [Fact]
    public async Task A_settlement_killed_at_any_call_comes_to_the_same_end()
    {
        var expected = await RunAsync(killAt: null);
        Assert.Equal((3, 100_000m, 3), (expected.Amounts.Count, expected.Amounts.Values.Sum(), expected.Notices));
        for (var killAt = 1; killAt < expected.Calls; killAt += Extent.Of(71, inLongTests: 1))
        {
            var killed = await RunAsync(killAt);
            // The number of calls varies slightly between runs, so the last calls may not be reached in this run.
            Assert.True(killed.WasKilled || killAt > expected.Calls * 9 / 10, $"call {killAt} of {expected.Calls}");
            Assert.Equal(expected.Amounts, killed.Amounts);
            Assert.Equal((expected.Notices, expected.Spent), (killed.Notices, killed.Spent));
        }
    }

    private sealed record Ending(IReadOnlyDictionary<string, decimal> Amounts, int Notices, long Spent, int Calls, bool WasKilled);

    private static async Task<Ending> RunAsync(int? killAt)
    {
        var calls = new DyingCalls();
        var policy = Given.Policy() with { Budget = new(Yuan.Of(100_000), "第九条") { Cut = BudgetCut.ProRata } };
        var app = await NewAsync(calls.Hook, policy);
        await SettlementTests.CheckedAsync(app, [60_000, 50_000, 40_000]);

        calls.Begin(killAt);
        string? id = null;
        Task StartAsync() =>
            calls.SurvivingAsync(async () =>
                id = Ok(await app.SettleAsync(Given.FinanceA, new JsonObject { ["policyId"] = Given.PolicyId, ["year"] = 2026 }), 201).Id
            );
        await StartAsync();
        for (var round = 0; round < 60; round++)
        {
            await calls.SurvivingAsync(async () => await app.DrainAsync());
            // The work of the timers: the sweeper sends missing messages, and stalled jobs are resumed.
            app.Time.Now += TimeSpan.FromMinutes(11);
            await calls.SurvivingAsync(async () => await app.Of<Sweeper>().RunAsync());
            await calls.SurvivingAsync(async () => await app.Of<StepRunner<SettlementRun>>().ResumeStalledAsync(default));
            if (id is null)
            {
                await StartAsync();
                continue;
            }
            Reply? now = null;
            await calls.SurvivingAsync(async () => now = Ok(await app.GetRunAsync(Given.FinanceA, id)));
            if (now is null)
                continue;
            if (now.State == "ready")
                await calls.SurvivingAsync(async () => await app.RunAsync(Given.FinanceA, "publish", id, now.Tag));
            if (now.State == "published")
                break;
        }
        var (count, killed) = calls.End();

        await app.DrainAsync();
        await app.Of<Sweeper>().RunAsync();
        Assert.Equal("published", (await app.GetRunAsync(Given.FinanceA, id!)).State);
        var amounts = new Dictionary<string, decimal>();
        foreach (var line in (await app.ListAsync(Given.FinanceA, $"policy={Given.PolicyId}&year=2026")).Json!["items"]!.AsArray())
        {
            var claim = await app.GetAsync(Given.FinanceA, (string)line!["id"]!);
            amounts[(string)claim.Json!["beneficiary"]!["uscc"]!] = claim.Money("amount");
        }
        var notices = (await app.ListAsync(Given.FinanceA, "status=onNotice")).Json!["items"]!.AsArray().Count;
        var spent = (await app.Of<ClaimAccounts>().ProgrammeAsync(ClaimAccounts.ProgrammeOf(policy), default)).GetValueOrDefault(
            ClaimAccounts.Spent(2026)
        );
        return new(amounts, notices, spent, count, killed);
    }

    /// <summary>Simulates a process that dies at a certain storage call: all its later calls fail, until a new process starts.</summary>
    private sealed class DyingCalls : HttpPipelinePolicy
    {
        private int count;
        private int? killAt;
        private bool counting;
        private bool dead;
        private bool killed;

        public void Hook(ClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerCall);

        public void Begin(int? at) => (killAt, counting, count) = (at, true, 0);

        public (int Calls, bool Killed) End()
        {
            counting = false;
            return (count, killed);
        }

        public async Task SurvivingAsync(Func<Task> act)
        {
            try
            {
                await act();
            }
            catch (Exception death) when (dead && death is RequestFailedException or AggregateException or InvalidOperationException)
            {
                // The simulated process died during the action.
            }
            dead = false;
        }

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (counting && Interlocked.Increment(ref count) == killAt)
                (dead, killed) = (true, true);
            return dead ? throw new RequestFailedException(503, "The process is gone.") : ProcessNextAsync(message, pipeline);
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage calls are asynchronous.");
    }
}
