using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Reissuing;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;

namespace TechTransfer.Certificates.Tests;

/// <summary>A certificate that cannot be made is set aside and does not delay others.</summary>
public sealed class SettingAsideTests
{
    // None of our fonts has the subscript ₂.
    private const string Unprintable = "CO₂捕集装置开发（虚构）";

    [Fact]
    public async Task A_title_that_no_font_has_is_set_aside_with_its_character_and_all_others_are_certified()
    {
        var app = await IssuingApp.NewAsync();
        string[] bad = ["bad1", "bad2", "bad3", "bad4", "bad5", "bad6"];
        foreach (var id in bad)
            await Assert.ThrowsAnyAsync<Exception>(() => app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts(id, Unprintable)), default));
        // Simulates a process that dies between the request and the issue of a certificate.
        var facts = IssuingApp.Facts("good");
        var halted = new AggregateStore<Certificate>(
            app.Storage,
            new("paper") { HoldsPersons = true, FollowUp = (_, _) => throw new InvalidOperationException("The process is gone.") },
            TimeProvider.System,
            NullLogger<AggregateStore<Certificate>>.Instance
        );
        var key = new CertificateKey(RegistrationContent.Kind, "good", 1);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await halted.CommitAsync(
                await halted.LoadAsync(key.Id),
                FinishCertificate.Request(key, new RegistrationContent(facts), "event", TimeProvider.System.GetUtcNow()),
                new("x", "x", new HashSet<Role>(), null),
                null
            )
        );

        var time = new TestTime(TimeProvider.System.GetUtcNow().AddMinutes(11));
        var asides = new SetAsides(app.Storage, time, NullLogger<SetAsides>.Instance);
        var sweeper = new Sweeper(app.Storage, [app.Certificates], asides, [], time);
        Assert.Equal(new Sweep(1, 0, bad.Length), await sweeper.RunAsync());

        Assert.Equal(CertificateStatus.Valid, (await app.CertificateAsync("good")).Status);
        var set = Assert.Single(await asides.CountAsync());
        Assert.Equal(("marker", bad.Length, "DocumentDrawingException: U+2082"), (set.Work, set.Count, Assert.Single(set.Reasons).Key));

        // After the title is corrected, the contract gets its certificate at once.
        var corrected = IssuingApp.Facts("bad1") with
        {
            Title = "二氧化碳捕集装置开发（虚构）",
        };
        var changed = new ContractChanged
        {
            Contract = corrected,
            Edition = 2,
            ChangedOn = new(2026, 12, 1),
            ClericalSlip = false,
        };
        await Assert.ThrowsAnyAsync<Exception>(() =>
            app.Inbox.Run(
                Json.Write(
                    new Envelope(
                        "case|bad1|9|ContractChanged",
                        MessageNames.ContractChanged,
                        "bad1",
                        9,
                        time.Now,
                        System.Text.Json.JsonSerializer.SerializeToElement(changed, Json.Options),
                        null
                    )
                ),
                default
            )
        );
        Assert.Equal(CertificateStatus.Valid, (await app.CertificateAsync("bad1", 2)).Status);
    }

    [Fact]
    public async Task A_statement_that_cannot_be_made_keeps_none_of_the_same_message_waiting()
    {
        var app = await IssuingApp.NewAsync();
        DueCertificate Of(string id, string title) => new(id, 1, new RegistrationContent(IssuingApp.Facts(id, title)));
        await Assert.ThrowsAnyAsync<Exception>(() =>
            app.IssueCertificates.CarryOutAsync(
                new([Of("bad", Unprintable), Of("good", "开发（虚构）")], []),
                "event",
                1,
                TimeProvider.System.GetUtcNow(),
                default
            )
        );
        Assert.Equal(CertificateStatus.Valid, (await app.CertificateAsync("good")).Status);
    }

    [Fact]
    public async Task A_reissue_goes_on_behind_a_certificate_that_cannot_be_read_which_is_issued_anew_when_it_can()
    {
        var app = await IssuingApp.NewAsync();
        foreach (var id in (string[])["a", "b", "c"])
            await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts(id)), default);
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "paper", "registration.a.1");
        var reissues = new AggregateStore<Reissue>(
            app.Storage,
            ReissueSetup.Of(null!) with
            {
                Messages = (_, _) => [],
            },
            TimeProvider.System,
            NullLogger<AggregateStore<Reissue>>.Instance
        );
        var registrar = new Caller("r", "登记员（虚构）", new HashSet<Role> { Role.Registrar }, null);
        var begun = StartReissue.Decide("again", new(2026, [], "版式更新"), 3, registrar, new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));
        Assert.Null((await reissues.CommitAsync(await reissues.LoadAsync("again"), begun.Value, registrar, null)).Problem);
        var time = new TestTime(TimeProvider.System.GetUtcNow());
        var asides = new SetAsides(app.Storage, time, NullLogger<SetAsides>.Instance);
        var runner = new StepRunner<Reissue>(
            reissues,
            ReissueSetup.Job,
            app.Storage,
            asides,
            time,
            NullLogger<StepRunner<Reissue>>.Instance
        );
        var steps = new ReissueSteps(
            runner,
            reissues,
            app.Certificates,
            app.IssueCertificates,
            app.Numbers,
            IssuingApp.Settings,
            new(app.Storage),
            asides,
            time
        );

        await steps.StepAsync("again", 1, default);
        var done = (await reissues.LoadAsync("again")).State!;
        Assert.Equal((ReissueStatus.Done, 2), (done.Status, done.Issued));
        Assert.Equal(new ReissueFailure("CQGX-2026-000001", "JsonException"), Assert.Single(done.Failures));
        Assert.Equal("reissue", Assert.Single(await asides.CountAsync()).Work);

        await mended();
        time.Now += TimeSpan.FromMinutes(1);
        await new Sweeper(app.Storage, [], asides, [steps], time).RunAsync();
        Assert.Equal(CertificateStatus.Superseded, (await app.CertificateAsync("a")).Status);
        Assert.Empty(await asides.CountAsync());
    }
}
