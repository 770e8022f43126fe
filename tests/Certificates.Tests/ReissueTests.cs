using Azure;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Reissuing;
using TechTransfer.Hosting.Commands;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Certificates.Tests;

public sealed class ReissueTests
{
    private const int Contracts = 43;
    private static readonly Caller Registrar = new("r", "登记员（虚构）", new HashSet<Role> { Role.Registrar }, null);

    private readonly TestTime time = new(TimeProvider.System.GetUtcNow());

    private async Task<(IssuingApp App, ReissueSteps Steps, AggregateStore<Reissue> Reissues)> OpenAsync(
        string? name = null,
        Action<Azure.Core.ClientOptions>? configure = null
    )
    {
        var app = name is null ? await IssuingApp.NewAsync(configure) : await IssuingApp.OpenAsync(name, configure);
        var reissues = new AggregateStore<Reissue>(
            app.Storage,
            ReissueSetup.Of(null!) with
            {
                Messages = (_, _) => [],
            },
            TimeProvider.System,
            NullLogger<AggregateStore<Reissue>>.Instance
        );
        var runner = new StepRunner<Reissue>(
            reissues,
            ReissueSetup.Job,
            app.Storage,
            app.Asides,
            time,
            NullLogger<StepRunner<Reissue>>.Instance
        );
        return (
            app,
            new(
                runner,
                reissues,
                app.Certificates,
                app.IssueCertificates,
                app.Numbers,
                IssuingApp.Settings,
                new(app.Storage),
                app.Asides,
                TimeProvider.System
            ),
            reissues
        );
    }

    private static readonly DateTimeOffset Began = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    private static async Task<Loaded<Reissue>> BeginAsync(IssuingApp app, AggregateStore<Reissue> reissues, params string[] kinds)
    {
        var begun = StartReissue.Decide(
            "again1",
            new(2026, kinds, "版式更新"),
            await app.Numbers.LastAsync("certificate|2026"),
            Registrar,
            Began
        );
        return (await reissues.CommitAsync(await reissues.LoadAsync("again1"), begun.Value, Registrar, null)).Value;
    }

    [Fact]
    public async Task A_year_is_reissued_once_even_when_every_step_breaks_off_and_comes_twice()
    {
        var (app, steps, reissues) = await OpenAsync();
        for (var i = 0; i < Contracts; i++)
            await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts($"case{i}")).AsMessage(), default);
        await app.IssueCertificates.CarryOutAsync(
            new([], [new("case7", CertificateStatus.Revoked, new("撤销", "revoked"))]),
            "end",
            9,
            TimeProvider.System.GetUtcNow(),
            default
        );
        await BeginAsync(app, reissues);

        var (calls, limit, broken) = (0, 20, 0);
        var (_, crashing, _) = await OpenAsync(
            app.Storage.App,
            options => options.AddPolicy(new BreakAt(() => ++calls > limit), Azure.Core.HttpPipelinePosition.PerCall)
        );
        for (
            var from = 1L;
            (await reissues.LoadAsync("again1")).State!.Status == ReissueStatus.Running;
            from = (await reissues.LoadAsync("again1")).State!.Next
        )
        {
            (calls, limit) = (0, limit + 41);
            try
            {
                await crashing.StepAsync("again1", from, default);
            }
            catch (Exception failed) when (failed is RequestFailedException or InvalidOperationException)
            {
                // The step failed; the host would deliver its message again.
                broken++;
                time.Now += TimeSpan.FromMinutes(1);
            }
            await steps.StepAsync("again1", from, default);
            await steps.StepAsync("again1", from, default);
        }

        Assert.True(broken > 0);
        var done = (await reissues.LoadAsync("again1")).State!;
        Assert.Equal((ReissueStatus.Done, Contracts - 1, 1, 0), (done.Status, done.Issued, done.PassedOver, done.Failures.Count));
        Assert.Equal(1m, ReissueView.Of(done, time.Now).Progress);
        Assert.Equal(2 * Contracts - 1, await app.Numbers.LastAsync("certificate|2026"));
        foreach (var i in (int[])[0, 20, 42])
        {
            var (old, again) = (
                await app.CertificateAsync($"case{i}"),
                (await app.Certificates.LoadAsync($"registration.case{i}.1.r1")).State!
            );
            Assert.Equal((CertificateStatus.Superseded, CertificateStatus.Valid, done.StartedAt), (old.Status, again.Status, old.Since));
            Assert.Equal(Json.Write(old.Content), Json.Write(again.Content));
            Assert.NotEqual(old.Number, again.Number);
            Assert.NotEqual(old.Code, again.Code);
            // The old file must still be available.
            Assert.Equal(old.Sha256, Ids.Sha256(await app.FileAsync(old)));
        }
        Assert.False((await app.Certificates.LoadAsync("registration.case7.1.r1")).Exists);
    }

    [Fact]
    public async Task Reissue_with_a_dead_worker_is_reported_and_resumed()
    {
        var (app, steps, reissues) = await OpenAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("case0")).AsMessage(), default);
        await BeginAsync(app, reissues);
        var runner = new StepRunner<Reissue>(
            reissues,
            ReissueSetup.Job,
            app.Storage,
            app.Asides,
            time,
            NullLogger<StepRunner<Reissue>>.Instance
        );

        time.Now = new(2026, 12, 1, 8, 1, 0, TimeSpan.Zero);
        Assert.Equal(0, await runner.ResumeStalledAsync(default));
        Assert.Null(await StalledSinceAsync());
        time.Now += Stall.After;
        var begun = (await reissues.LoadAsync("again1")).State!.StartedAt;
        Assert.Equal(begun, await StalledSinceAsync());
        Assert.Equal(1, await runner.ResumeStalledAsync(default));
        Assert.Equal("resumeReissue", Assert.Single(await app.Asides.CountAsync()).Work);
        // A resumption alone is no progress.
        Assert.Equal(begun, await StalledSinceAsync());
        await steps.StepAsync("again1", 1, default);
        Assert.Null((await reissues.LoadAsync("again1")).State!.StalledSince);
        Assert.Equal(0, await runner.ResumeStalledAsync(default));

        Assert.Equal(ReissueStatus.Done, (await reissues.LoadAsync("again1")).State!.Status);
        Assert.Empty(await app.Asides.CountAsync());

        async Task<DateTimeOffset?> StalledSinceAsync()
        {
            var commands = new Commands<Reissue>(reissues, ReissueSetup.Commands(time));
            var read = await FunctionCall.GetAsync(
                (r, c) => new GetReissue(commands).Run(r, "again1", c),
                Registrar,
                "/api/reissues/again1"
            );
            return (DateTimeOffset?)read.Json!["stalledSince"];
        }
    }

    [Fact]
    public async Task Reissue_started_by_an_earlier_version_is_resumed_after_its_message_failed()
    {
        var (app, _, reissues) = await OpenAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("case0")).AsMessage(), default);
        var before = new AggregateStore<Reissue>(
            app.Storage,
            new("reissue"),
            TimeProvider.System,
            NullLogger<AggregateStore<Reissue>>.Instance
        );
        await BeginAsync(app, before);
        var runner = new StepRunner<Reissue>(
            reissues,
            ReissueSetup.Job,
            app.Storage,
            app.Asides,
            time,
            NullLogger<StepRunner<Reissue>>.Instance
        );
        time.Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, await runner.ResumeStalledAsync(default));

        await new WaitForReissue(reissues, NullLogger<WaitForReissue>.Instance).Run(
            Json.Write(new Envelope("reissue|again1|1", MessageNames.ReissueStepDue, "again1", 1, time.Now, null, null)).AsMessage(),
            default
        );

        Assert.Equal(1, await runner.ResumeStalledAsync(default));
    }

    [Fact]
    public async Task Only_the_kinds_that_were_named_are_reissued()
    {
        var (app, steps, reissues) = await OpenAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        await BeginAsync(app, reissues, GrantContent.Kind);
        await steps.StepAsync("again1", 1, default);
        Assert.Equal((0, 1), ((await reissues.LoadAsync("again1")).State!.Issued, (await reissues.LoadAsync("again1")).State!.PassedOver));
    }

    [Fact]
    public async Task Only_one_reissue_of_a_year_runs_at_a_time()
    {
        var (app, _, reissues) = await OpenAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts()).AsMessage(), default);
        await BeginAsync(app, reissues);
        var second = await reissues.CommitAsync(
            await reissues.LoadAsync("again2"),
            StartReissue.Decide("again2", new(2026, null, "x"), 1, Registrar, Began).Value,
            Registrar,
            null
        );
        Assert.Equal("reissue_under_way", second.Problem!.Kind.Code);
    }

    private sealed class BreakAt(Func<bool> on) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(Azure.Core.HttpMessage message)
        {
            if (on())
                throw new RequestFailedException(403, "broken for the test");
        }
    }
}
