using System.Text.Json.Nodes;
using Azure.Storage.Blobs.Models;
using TechTransfer.LocalHost.Tests.Hosts;

namespace TechTransfer.LocalHost.Tests.Conformance;

[Collection(SharedProbeFacts.Name)]
public sealed class TimerFacts(SharedProbe shared)
{
    private Probe Probe => shared.Probe;

    [Fact]
    public async Task A_timer_fires_again_and_again_and_keeps_no_status_within_a_minute()
    {
        await Until.TrueAsync(async () => (await Probe.AllAsync("TimerEachSecond")).Count >= 2, () => Probe.Host.Output);
        Assert.All(await Probe.AllAsync("TimerEachSecond"), seen => Assert.Equal("past due False, status False", seen.What));
    }

    [Fact]
    public async Task At_the_start_a_timer_runs_once_where_it_asks_for_it()
    {
        var seen = await Probe.SeenAsync("TimerAtStart", _ => true);
        var input = JsonNode.Parse(seen.What)!.AsObject();
        Assert.Equal(["Schedule", "ScheduleStatus", "IsPastDue"], input.Select(property => property.Key));
        Assert.True((bool?)input["Schedule"]!["AdjustForDST"]);
        Assert.Null(input["ScheduleStatus"]);
        Assert.False((bool?)input["IsPastDue"]);
        Assert.NotEmpty(seen.Metadata["TimerTrigger"]!);
        await Until.TrueAsync(async () => (await Probe.AllAsync("TimerEachSecond")).Count >= 2, () => Probe.Host.Output);
        Assert.Single(await Probe.AllAsync("TimerAtStart"));
    }

    [Fact]
    public async Task A_run_that_was_missed_is_made_up_for_at_the_start()
    {
        var input = JsonNode.Parse((await Probe.SeenAsync("TimerMonitored", _ => true)).What)!;
        Assert.True((bool?)input["IsPastDue"]);
        Assert.Equal(2020, ((DateTimeOffset)input["ScheduleStatus"]!["Last"]!).Year);
        Assert.NotNull(input["ScheduleStatus"]!["Next"]);
        Assert.NotNull(input["ScheduleStatus"]!["LastUpdated"]);
        // After the run the stored status has this run and the time of the next one.
        await Until.TrueAsync(
            async () =>
            {
                var status = JsonNode.Parse((await SharedProbe.StatusOf(Probe, "TimerMonitored").DownloadContentAsync()).Value.Content)!;
                return (DateTimeOffset)status["Next"]! > TimeProvider.System.GetUtcNow();
            },
            () => Probe.Host.Output
        );
    }

    [Fact]
    public async Task A_timer_holds_a_lease_among_the_locks_of_its_app()
    {
        await Probe.SeenAsync("TimerEachSecond", _ => true);
        var prefix = $"locks/{Probe.Name}/";
        var locks = await Probe.Locks.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, CancellationToken.None).ToArrayAsync();
        Assert.Contains(
            locks,
            blob =>
                blob.Name.EndsWith("TimerEachSecond.Listener", StringComparison.OrdinalIgnoreCase)
                && blob.Properties.LeaseState == LeaseState.Leased
        );
    }
}
