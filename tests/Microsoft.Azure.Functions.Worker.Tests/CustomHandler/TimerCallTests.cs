using Microsoft.Azure.Functions.Worker.Tests.Timers;

namespace Microsoft.Azure.Functions.Worker.Tests.CustomHandler;

public sealed class TimerCallTests
{
    [Fact]
    public async Task A_timer_brings_its_status()
    {
        var timer = await CallAsync("""
            { "Data": { "timer": { "Schedule": { "AdjustForDST": true },
                "ScheduleStatus": { "Last": "2026-11-20T18:00:00.0012+00:00", "Next": "2026-11-21T18:00:00+00:00", "LastUpdated": "2026-11-20T18:00:00.0012+00:00" }, "IsPastDue": true } },
              "Metadata": { "sys": { "MethodName": "Nightly", "UtcNow": "2026-11-21T18:00:01Z", "RandGuid": "b9a1" } } }
            """);
        Assert.True(timer.IsPastDue);
        Assert.Equal(new DateTime(2026, 11, 21, 18, 0, 0, DateTimeKind.Utc), timer.ScheduleStatus!.Next);
        Assert.Equal(DateTimeKind.Utc, timer.ScheduleStatus.Last.Kind);
    }

    [Fact]
    public async Task Times_of_another_zone_become_utc()
    {
        var timer = await CallAsync("""
            { "Data": { "timer": { "ScheduleStatus": { "Last": "2026-11-22T02:00:00+08:00", "Next": "2026-11-23T02:00:00+08:00", "LastUpdated": "2026-11-22T02:00:00+08:00" }, "IsPastDue": false } } }
            """);
        Assert.Equal(new DateTime(2026, 11, 21, 18, 0, 0, DateTimeKind.Utc), timer.ScheduleStatus!.Last);
    }

    [Fact]
    public async Task Before_its_first_run_a_timer_has_no_last_one()
    {
        var timer = await CallAsync("""
            { "Data": { "timer": { "ScheduleStatus": { "Last": "0001-01-01T00:00:00", "Next": "2026-11-21T18:00:00Z", "LastUpdated": "2026-11-21T00:00:00Z" }, "IsPastDue": false } }, "Metadata": {} }
            """);
        Assert.Equal(default, timer.ScheduleStatus!.Last);
    }

    [Theory]
    [InlineData("""{ "Data": { "timer": { "Schedule": {}, "ScheduleStatus": null, "IsPastDue": false } } }""")]
    [InlineData("""{ "Data": { "timer": "{\"Schedule\":{},\"ScheduleStatus\":null,\"IsPastDue\":false}" } }""")]
    public async Task A_timer_that_is_not_monitored_has_no_status(string payload)
    {
        var timer = await CallAsync(payload);
        Assert.Null(timer.ScheduleStatus);
        Assert.False(timer.IsPastDue);
    }

    [Fact]
    public async Task A_retry_by_policy_is_seen()
    {
        await using var handler = await HandlerUnderTest.StartAsync([typeof(NightlyFunction)]);
        const string Payload = """{ "Data": { "timer": { "IsPastDue": false } }, "Metadata": { "RetryContext": { "RetryCount": 2, "MaxRetryCount": 3, "Exception": "x" } } }""";
        Assert.Equal(Verdict.Done, await handler.Host.CallAsync("Nightly", Payload));
        var context = handler.Recorder.Calls.Single().Context;
        Assert.Equal((2, 3), (context.RetryContext.RetryCount, context.RetryContext.MaxRetryCount));
    }

    [Fact]
    public async Task A_failing_timer_is_told_to_the_host()
    {
        await using var handler = await HandlerUnderTest.StartAsync([typeof(FailingTimerFunction)]);
        Assert.Equal(Verdict.Failed, await handler.Host.CallAsync("FailingTimer", """{ "Data": { "timer": { "IsPastDue": false } } }"""));
    }

    [Theory]
    [InlineData("""{ "Data": { "timer": 7 } }""")]
    [InlineData("""{ "Data": { "timer": "no json" } }""")]
    [InlineData("""{ "Data": { "timer": null } }""")]
    [InlineData("""{ "Data": { "timer": { "IsPastDue": "perhaps" } } }""")]
    public async Task What_is_not_a_timer_is_refused(string payload)
    {
        await using var handler = await HandlerUnderTest.StartAsync([typeof(NightlyFunction)]);
        using var answer = await handler.Host.PostAsync("Nightly", payload);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Empty(handler.Recorder.Values);
    }

    [Fact]
    public async Task The_clock_is_left_to_the_host()
    {
        await using var handler = await HandlerUnderTest.StartAsync(
            [typeof(EverySecondFunction)], "--AzureWebJobsStorage", await TechTransfer.Testing.AzuriteServer.ConnectionStringAsync());
        await Task.Delay(2500);
        Assert.Empty(handler.Recorder.Values);
    }

    private static async Task<TimerInfo> CallAsync(string payload)
    {
        await using var handler = await HandlerUnderTest.StartAsync([typeof(NightlyFunction)]);
        Assert.Equal(Verdict.Done, await handler.Host.CallAsync("Nightly", payload));
        return (TimerInfo)handler.Recorder.Values.Single()!;
    }
}
