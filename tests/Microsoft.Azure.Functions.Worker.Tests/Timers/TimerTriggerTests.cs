using System.Net;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TechTransfer.Testing;
using Blobs = global::Azure.Storage.Blobs;

namespace Microsoft.Azure.Functions.Worker.Tests.Timers;

public sealed class TimerTriggerTests
{
    private readonly string _hostId = $"t{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task A_timer_fires_at_its_time_and_not_a_second_time()
    {
        await using var host = await StartAsync(typeof(EverySecondFunction));
        var recorder = Recorded(host);
        await recorder.UntilAsync(4);
        var gaps = recorder.Calls.Skip(1).Zip(recorder.Calls, (later, earlier) => later.At - earlier.At);
        Assert.All(gaps, gap => Assert.InRange(gap, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public async Task Of_two_hosts_only_one_fires_and_the_other_takes_over_when_it_stops()
    {
        await using var first = await StartAsync(typeof(EverySecondFunction));
        await Recorded(first).UntilAsync(1);
        await using var second = await StartAsync(typeof(EverySecondFunction));
        await Recorded(first).UntilAsync(4);
        Assert.Empty(Recorded(second).Values);

        await first.StopAsync();
        var firedByFirst = Recorded(first).Calls.Length;
        await Recorded(second).UntilAsync(2);
        Assert.Equal(firedByFirst, Recorded(first).Calls.Length);
    }

    [Fact]
    public async Task A_host_that_loses_its_lease_fires_no_more()
    {
        await using var host = await StartAsync(typeof(EverySecondFunction), timings => timings with { LeaseRenewal = TimeSpan.FromMilliseconds(300), LeaseRetry = TimeSpan.FromHours(1) });
        await Recorded(host).UntilAsync(1);
        var lease = (await LockAsync("EverySecond")).GetBlobLeaseClient();
        await lease.BreakAsync(TimeSpan.Zero);
        await lease.AcquireAsync(TimeSpan.FromSeconds(60));
        await Until.TrueAsync(() => host.Logs.Lines(LogLevel.Warning).Any(line => line.StartsWith("The lease of a timer is lost", StringComparison.Ordinal)), () => "The loss was not noticed.");
        var fired = Recorded(host).Calls.Length;
        await Task.Delay(2500);
        Assert.InRange(Recorded(host).Calls.Length, fired, fired + 1);
    }

    [Fact]
    public async Task The_lock_names_its_holder()
    {
        await using var host = await StartAsync(typeof(EverySecondFunction));
        await Recorded(host).UntilAsync(1);
        var properties = (await (await LockAsync("EverySecond")).GetPropertiesAsync()).Value;
        Assert.Equal(Blobs.Models.LeaseState.Leased, properties.LeaseState);
        Assert.Contains($"{Environment.ProcessId}", properties.Metadata["FunctionInstance"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_times_of_a_monitored_timer_are_kept_and_shown()
    {
        var night = new DateTime(2026, 3, 1, 18, 0, 0, DateTimeKind.Utc);
        var clock = new ShiftedClock(new DateTimeOffset(night.AddSeconds(-2)));
        await using var host = await StartAsync(typeof(NightlyFunction), timings => timings with { Clock = clock });
        await Recorded(host).UntilAsync(1);

        var timer = (TimerInfo)Recorded(host).Values.Single()!;
        Assert.False(timer.IsPastDue);
        Assert.Equal(default, timer.ScheduleStatus!.Last);
        Assert.Equal(night, timer.ScheduleStatus.Next);

        var blob = (await ContainerAsync()).GetBlockBlobClient($"timers/{_hostId}/Host.Functions.Nightly/status");
        ScheduleStatus? kept = null;
        await Until.TrueAsync(
            async () => (kept = (await blob.DownloadContentAsync()).Value.Content.ToObjectFromJson<ScheduleStatus>())!.Last >= night,
            () => $"The status still says {kept!.Last}.");
        Assert.InRange(kept!.Last, night, night.AddSeconds(5));
        Assert.Equal(kept.Last, kept.LastUpdated);
        Assert.Equal(night.AddDays(1), kept.Next);
    }

    [Fact]
    public async Task The_next_run_sees_when_the_last_one_was()
    {
        var night = new DateTime(2026, 3, 1, 18, 0, 0, DateTimeKind.Utc);
        foreach (var (day, last) in new[] { (night, default(DateTime)), (night.AddDays(1), night) })
        {
            var clock = new ShiftedClock(new DateTimeOffset(day.AddSeconds(-1)));
            await using var host = await StartAsync(typeof(NightlyFunction), timings => timings with { Clock = clock });
            await Recorded(host).UntilAsync(1);
            var timer = (TimerInfo)Recorded(host).Values.Single()!;
            Assert.False(timer.IsPastDue);
            Assert.InRange(timer.ScheduleStatus!.Last, last, last == default ? last : last.AddSeconds(5));
        }
    }

    [Fact]
    public async Task A_timer_that_fires_more_than_once_a_minute_is_not_monitored()
    {
        await using var host = await StartAsync(typeof(EverySecondFunction));
        await Recorded(host).UntilAsync(1);
        Assert.Null(((TimerInfo)Recorded(host).Values.First()!).ScheduleStatus);
        Assert.False(await (await ContainerAsync()).GetBlockBlobClient($"timers/{_hostId}/Host.Functions.EverySecond/status").ExistsAsync());
    }

    [Fact]
    public async Task A_timer_may_run_once_at_the_start()
    {
        await using var host = await StartAsync(typeof(AtStartFunction));
        await Recorded(host).UntilAsync(1);
        await Task.Delay(500);
        Assert.Single(Recorded(host).Values);
    }

    [Fact]
    public async Task A_schedule_may_stand_in_a_setting()
    {
        await using var host = await StartAsync(typeof(ConfiguredFunction), arguments: ["--Sweeper:Schedule", "*/1 * * * * *"]);
        await Recorded(host).UntilAsync(1);
    }

    [Fact]
    public async Task A_schedule_whose_setting_is_missing_turns_the_timer_off_with_a_warning()
    {
        await using var host = await StartAsync(typeof(ConfiguredFunction));
        Assert.Equal(["Function Configured is disabled: the setting Sweeper__Schedule, which holds its schedule, is missing."], host.Logs.Lines(LogLevel.Warning));
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_read_is_named()
    {
        await using var host = await StartAsync(typeof(ConfiguredFunction), arguments: ["--Sweeper:Schedule", "every night"]);
        Assert.Equal(["Function Configured does not run: The schedule 'every night' is not an NCRONTAB expression."], host.Logs.Lines(LogLevel.Error));
    }

    [Fact]
    public async Task A_disabled_timer_does_not_fire()
    {
        await using var host = await StartAsync(typeof(EverySecondFunction), arguments: ["--AzureWebJobs.EverySecond.Disabled", "1"]);
        await Task.Delay(2000);
        Assert.Empty(Recorded(host).Values);
    }

    [Fact]
    public async Task A_run_that_fails_is_logged_and_the_next_one_comes_at_its_time()
    {
        await using var host = await StartAsync(typeof(FailingTimerFunction));
        await Recorded(host).UntilAsync(2);
        Assert.Contains("Timer FailingTimer failed.", host.Logs.Lines(LogLevel.Error));
    }

    [Fact]
    public async Task A_running_timer_may_finish_before_the_host_stops()
    {
        await using var host = await StartAsync(typeof(LongTimerFunction));
        await Recorded(host).UntilAsync(1);
        await host.StopAsync();
        Assert.Equal(["begun", "done"], Recorded(host).Values);
    }

    [Fact]
    public async Task A_timer_is_run_by_hand_in_development()
    {
        await using var host = await StartAsync(typeof(NightlyFunction), arguments: ["--environment", "Development"]);
        Assert.Equal(HttpStatusCode.Accepted, await RunByHandAsync(host, "nightly", """{ "input": "" }"""));
        await Recorded(host).UntilAsync(1);
        Assert.Equal(HttpStatusCode.NotFound, await RunByHandAsync(host, "Unknown", """{ "input": "" }"""));
        Assert.Equal(HttpStatusCode.BadRequest, await RunByHandAsync(host, "Nightly", "nothing"));
    }

    [Fact]
    public async Task A_queue_function_is_run_by_hand_with_its_message()
    {
        await using var host = await StartAsync(typeof(Queues.TextFunction), arguments: ["--environment", "Development"]);
        Assert.Equal(HttpStatusCode.Accepted, await RunByHandAsync(host, "Text", """{ "input": "by hand" }"""));
        await Recorded(host).UntilAsync(1);
        Assert.Equal(["by hand"], Recorded(host).Values);
    }

    [Theory]
    [InlineData("/admin/functions/Nightly")]
    [InlineData("/api/Nightly")]
    [InlineData("/Nightly")]
    public async Task Outside_development_a_timer_cannot_be_reached_through_http(string path)
    {
        await using var host = await StartAsync(typeof(NightlyFunction));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.PostAsync(path, new StringContent("{}"))).StatusCode);
    }

    private static async Task<HttpStatusCode> RunByHandAsync(TestHost host, string function, string body) =>
        (await host.Client.PostAsync($"/admin/functions/{function}", new StringContent(body))).StatusCode;

    private async Task<TestHost> StartAsync(Type function, Func<HostTimings, HostTimings>? timings = null, string[]? arguments = null)
    {
        var quick = new HostTimings { LeaseRetry = TimeSpan.FromMilliseconds(300) };
        return await TestHost.StartAsync(
            [function],
            ["--AzureWebJobsStorage", await AzuriteServer.ConnectionStringAsync(), "--AzureFunctionsWebHost:hostid", _hostId, .. arguments ?? []],
            builder =>
            {
                builder.Services.AddSingleton<Recorder>();
                builder.Services.AddSingleton(timings?.Invoke(quick) ?? quick);
            });
    }

    private static async Task<Blobs.BlobContainerClient> ContainerAsync() =>
        new Blobs.BlobServiceClient(await AzuriteServer.ConnectionStringAsync()).GetBlobContainerClient("azure-webjobs-hosts");

    private async Task<BlockBlobClient> LockAsync(string function) =>
        (await ContainerAsync()).GetBlockBlobClient($"locks/{_hostId}/Host.Functions.{function}.Listener");

    private static Recorder Recorded(TestHost host) => host.Services.GetRequiredService<Recorder>();
}
