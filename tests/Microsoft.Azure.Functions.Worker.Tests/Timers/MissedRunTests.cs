using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Testing;
using Blobs = global::Azure.Storage.Blobs;

namespace Microsoft.Azure.Functions.Worker.Tests.Timers;

/// <summary>A nightly timer (18:00 UTC) on hosts that are there at some times and at others are not.</summary>
public sealed class MissedRunTests
{
    private static readonly DateTime Night = new(2026, 3, 1, 18, 0, 0, DateTimeKind.Utc);

    private readonly string _hostId = $"t{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task A_missed_run_is_made_up_for_once_at_the_next_start()
    {
        await StartAt(Night.AddSeconds(-1), runs: 1);
        await using var late = await StartAsync(Night.AddDays(3).AddHours(5));
        await Recorded(late).UntilAsync(1);
        await Task.Delay(500);
        var timer = Timer(late);
        Assert.True(timer.IsPastDue);
        Assert.Equal(Night.AddDays(1), timer.ScheduleStatus!.Next);
        Assert.InRange(timer.ScheduleStatus.Last, Night, Night.AddSeconds(5));

        var kept = await KeptAsync(status => status.Last > Night.AddDays(3));
        Assert.Equal(Night.AddDays(4), kept.Next);
    }

    [Fact]
    public async Task What_was_made_up_for_is_not_made_up_for_again()
    {
        await StartAt(Night.AddSeconds(-1), runs: 1);
        await StartAt(Night.AddDays(1).AddHours(1), runs: 1);
        await StartAt(Night.AddDays(1).AddHours(2), runs: 0);
    }

    [Fact]
    public async Task A_timer_that_has_never_run_misses_its_first_run_too()
    {
        await StartAt(Night.AddHours(-1), runs: 0);
        await using var late = await StartAsync(Night.AddHours(1));
        await Recorded(late).UntilAsync(1);
        Assert.True(Timer(late).IsPastDue);
        Assert.Equal(default, Timer(late).ScheduleStatus!.Last);
    }

    [Fact]
    public async Task A_new_timer_has_missed_nothing() => await StartAt(Night.AddHours(1), runs: 0);

    [Fact]
    public async Task A_timer_whose_schedule_has_changed_has_missed_nothing_by_the_new_one()
    {
        await WriteStatusAsync("""{ "Last": "2026-03-01T03:00:00.01Z", "Next": "2026-03-02T03:00:00Z", "LastUpdated": "2026-03-01T03:00:00.01Z" }""");
        await StartAt(Night.AddDays(2).AddHours(1), runs: 0);
        var kept = await KeptAsync(status => status.Last == default);
        Assert.Equal(Night.AddDays(3), kept.Next);
    }

    [Fact]
    public async Task A_status_as_the_functions_host_writes_it_is_understood()
    {
        await WriteStatusAsync("""{"Last":"2026-03-02T02:00:00.0121+08:00","Next":"2026-03-03T02:00:00+08:00","LastUpdated":"2026-03-02T02:00:00.0121+08:00"}""");
        await StartAt(Night.AddHours(1), runs: 0);
        await StartAt(Night.AddDays(1).AddHours(1), runs: 1);
    }

    [Fact]
    public async Task A_status_that_cannot_be_read_is_begun_anew()
    {
        await WriteStatusAsync("no json");
        await StartAt(Night.AddHours(1), runs: 0);
        Assert.Equal(Night.AddDays(1), (await KeptAsync(_ => true)).Next);
    }

    [Fact]
    public async Task An_instance_that_takes_over_makes_up_for_what_the_other_one_missed()
    {
        await StartAt(Night.AddSeconds(-1), runs: 1);
        var first = await StartAsync(Night.AddHours(1));
        await using var second = await StartAsync(Night.AddDays(1).AddHours(1));
        await Task.Delay(1000);
        Assert.Empty(Recorded(second).Values);
        await first.DisposeAsync();
        await Recorded(second).UntilAsync(1);
        Assert.True(Timer(second).IsPastDue);
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_the_next_time_is_away_is_followed_at_once_by_one_run()
    {
        await using var host = await TestHost.StartAsync(
            [typeof(LongTimerFunction)],
            ["--AzureWebJobsStorage", await AzuriteServer.ConnectionStringAsync(), "--AzureFunctionsWebHost:hostid", _hostId],
            builder => builder.Services.AddSingleton<Recorder>());
        await Recorded(host).UntilAsync(6);
        var calls = Recorded(host).Calls;
        Assert.Equal(["begun", "done", "begun", "done", "begun", "done"], calls.Take(6).Select(call => call.Value));
        Assert.InRange(calls[2].At - calls[1].At, TimeSpan.Zero, TimeSpan.FromSeconds(0.4));
    }

    private async Task StartAt(DateTime time, int runs)
    {
        await using var host = await StartAsync(time);
        await Recorded(host).UntilAsync(runs);
        await KeptAsync(_ => true);
        await Task.Delay(runs == 0 ? 700 : 300);
        Assert.Equal(runs, Recorded(host).Calls.Length);
    }

    private async Task<TestHost> StartAsync(DateTime time) =>
        await TestHost.StartAsync(
            [typeof(NightlyFunction)],
            ["--AzureWebJobsStorage", await AzuriteServer.ConnectionStringAsync(), "--AzureFunctionsWebHost:hostid", _hostId],
            builder =>
            {
                builder.Services.AddSingleton<Recorder>();
                builder.Services.AddSingleton(new HostTimings { Clock = new ShiftedClock(new DateTimeOffset(time)), LeaseRetry = TimeSpan.FromMilliseconds(300) });
            });

    private async Task<ScheduleStatus> KeptAsync(Func<ScheduleStatus, bool> awaited)
    {
        var blob = await BlobAsync();
        ScheduleStatus? kept = null;
        await Until.TrueAsync(
            async () => await blob.ExistsAsync() && (kept = StatusIn((await blob.DownloadContentAsync()).Value.Content)) is not null && awaited(kept),
            () => $"The status says {kept?.Last} {kept?.Next}.");
        return kept!;

        static ScheduleStatus? StatusIn(BinaryData content) => content.ToString().StartsWith('{') ? content.ToObjectFromJson<ScheduleStatus>() : null;
    }

    private async Task WriteStatusAsync(string text)
    {
        await (await ContainerAsync()).CreateIfNotExistsAsync();
        var blob = await BlobAsync();
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await blob.StageBlockAsync("MDAwMA==", content);
        await blob.CommitBlockListAsync(["MDAwMA=="]);
    }

    private async Task<BlockBlobClient> BlobAsync() => (await ContainerAsync()).GetBlockBlobClient($"timers/{_hostId}/Host.Functions.Nightly/status");

    private static async Task<Blobs.BlobContainerClient> ContainerAsync() =>
        new Blobs.BlobServiceClient(await AzuriteServer.ConnectionStringAsync()).GetBlobContainerClient("azure-webjobs-hosts");

    private static Recorder Recorded(TestHost host) => host.Services.GetRequiredService<Recorder>();

    private static TimerInfo Timer(TestHost host) => (TimerInfo)Recorded(host).Values.First()!;
}
