using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Kernel;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;

namespace TechTransfer.Storage.Tests.Steps;

public sealed class StepRunnerTests
{
    private const int Last = 3;

    private sealed record Job(string Id, int Done, bool Stopped, DateTimeOffset LastStepAt);

    [WireName("jobMoved")]
    private sealed record JobMoved;

    [Fact]
    public async Task Of_two_messages_for_one_step_only_one_works()
    {
        var app = await JobApp.NewAsync();
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = app.StepAsync(0, entered, goOn.Task);
        await entered.Task;

        await app.StepAsync(0);
        Assert.Equal((1, 0), (app.Works, (await app.JobAsync()).Done));
        goOn.SetResult();
        await first;
        await app.StepAsync(0);

        Assert.Equal((1, 1), (app.Works, (await app.JobAsync()).Done));
        Assert.Equal(0, await app.LeasesAsync());
    }

    [Fact]
    public async Task The_message_for_the_next_step_need_not_wait_for_the_worker_of_the_last()
    {
        var app = await JobApp.NewAsync();
        await app.StepAsync(0);
        // The first worker has sent the message but still holds its lease.
        await app.HoldAsync(0);

        await app.StepAsync(1);
        Assert.Equal((2, 2), (app.Works, (await app.JobAsync()).Done));
    }

    [Fact]
    public async Task A_step_that_failed_is_done_by_the_same_message_when_it_comes_again()
    {
        var app = await JobApp.NewAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            app.Runner.RunAsync("j", 0, (_, _) => throw new InvalidOperationException("No."), default)
        );
        await app.StepAsync(0);
        Assert.Equal(1, (await app.JobAsync()).Done);
    }

    [Fact]
    public async Task A_job_whose_worker_lives_is_not_resumed_however_long_its_step_takes()
    {
        var app = await JobApp.NewAsync();
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var working = app.StepAsync(0, entered, goOn.Task);
        await entered.Task;
        app.Time.Now += Stall.After + TimeSpan.FromSeconds(1);
        // Renews the lease, as a worker does every twenty seconds.
        await app.HoldAsync(0);

        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));
        Assert.Empty(await app.Asides.CountAsync());
        goOn.SetResult();
        await working;
        Assert.Equal(1, (await app.JobAsync()).Done);
    }

    [Fact]
    public async Task A_job_whose_worker_died_is_resumed_once_and_reported_until_it_moves()
    {
        var app = await JobApp.NewAsync();
        await app.HoldAsync(0);
        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));
        app.Time.Now += Stall.After + TimeSpan.FromSeconds(1);

        Assert.Equal(1, await app.Runner.ResumeStalledAsync(default));
        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));
        var setAside = Assert.Single(await app.Asides.CountAsync());
        Assert.Equal(("resumeJob", "Step 0 is due, and nobody was at work on it"), (setAside.Work, setAside.Reasons.Keys.Single()));
        Assert.Equal(0, await app.LeasesAsync());

        await app.StepAsync(0);
        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));
        Assert.Equal((1, 1), (app.Works, (await app.JobAsync()).Done));
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task A_worker_that_seemed_dead_and_the_one_in_its_place_count_once()
    {
        var app = await JobApp.NewAsync();
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = app.StepAsync(0, entered, goOn.Task);
        await entered.Task;
        app.Time.Now += Stall.After + TimeSpan.FromSeconds(1);
        Assert.Equal(1, await app.Runner.ResumeStalledAsync(default));
        await app.StepAsync(0);
        goOn.SetResult();
        await slow;

        // Both workers ran the step, because the first seemed dead; only the result of the second is stored.
        Assert.Equal((2, 1), (app.Works, (await app.JobAsync()).Done));
    }

    [Fact]
    public async Task A_step_that_failed_for_good_stops_the_job_and_one_that_is_done_does_not()
    {
        var app = await JobApp.NewAsync();
        await app.StepAsync(0);
        await app.Runner.StopAsync("j", 0, default);
        Assert.False((await app.JobAsync()).Stopped);
        await app.Runner.StopAsync("j", 1, default);
        Assert.True((await app.JobAsync()).Stopped);
        await app.StepAsync(1);
        Assert.Equal(1, (await app.JobAsync()).Done);
    }

    private sealed class JobApp
    {
        private const string Running = "jobs|running";
        private int works;

        private JobApp(NoteApp app, TestTime time)
        {
            (Storage, Asides, Time) = (app.Storage, app.Asides, time);
            Jobs = new(
                app.Storage,
                new("job") { Lists = job => job.Done < Last ? [new(Running, job.Id, new { job.Id })] : [] },
                time,
                NullLogger<AggregateStore<Job>>.Instance
            );
            var setup = new JobSetup<Job>("Job", Running)
            {
                Due = job => job.Done < Last && !job.Stopped ? job.Done : null,
                LastStepAt = job => job.LastStepAt,
                Resume = (job, now) => new(job with { LastStepAt = now }, new JobMoved()),
                Stop = (job, _) => new(job with { Stopped = true }, new JobMoved()),
            };
            Runner = new(Jobs, setup, app.Storage, app.Asides, time, NullLogger<StepRunner<Job>>.Instance);
        }

        public AppStorage Storage { get; }
        public SetAsides Asides { get; }
        public TestTime Time { get; }
        public AggregateStore<Job> Jobs { get; }
        public StepRunner<Job> Runner { get; }
        public int Works => works;

        public static async Task<JobApp> NewAsync()
        {
            var time = new TestTime(TimeProvider.System.GetUtcNow());
            var app = new JobApp(await NoteApp.NewAsync(time: time), time);
            await app.Jobs.CommitAsync(
                await app.Jobs.LoadAsync("j"),
                new(new("j", 0, false, time.Now), new JobMoved()),
                NoteApp.Someone,
                null
            );
            return app;
        }

        public async Task<Job> JobAsync() => (await Jobs.LoadAsync("j")).State!;

        public Task StepAsync(int step, TaskCompletionSource? entered = null, Task? goOn = null) =>
            Runner.RunAsync(
                "j",
                step,
                async (_, _) =>
                {
                    Interlocked.Increment(ref works);
                    entered?.SetResult();
                    if (goOn is not null)
                        await goOn;
                    return job => new(job with { Done = step + 1, LastStepAt = Time.Now }, new JobMoved());
                },
                default
            );

        public async Task<int> LeasesAsync() => await Storage.Pending.QueryAsync<TableEntity>(r => r.PartitionKey == "lease").CountAsync();

        public async Task HoldAsync(int step) =>
            await Storage.Pending.UpsertEntityAsync(new TableEntity("lease", $"Job|j|{step}") { ["Until"] = Time.Now + Leases.Length });
    }
}
