using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Reissuing;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Certificates.Tests;

/// <summary>A certificate that cannot be made is set aside and does not delay others.</summary>
public sealed class SettingAsideTests
{
    // None of our fonts has this hieroglyph.
    private const string Unprintable = "第\U00013000号装置开发（虚构）";

    [Fact]
    public async Task A_certificate_whose_title_no_font_has_is_halted_with_the_reason_and_takes_no_number()
    {
        var app = await IssuingApp.NewAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("bad", Unprintable)).AsMessage(), default);
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("good")).AsMessage(), default);

        var halted = await app.CertificateAsync("bad");
        Assert.Equal((CertificateStatus.Halted, null), (halted.Status, halted.Number));
        Assert.StartsWith("Project: character 2 “\U00013000” (U+13000): ", halted.Reason!.Value.En, StringComparison.Ordinal);
        Assert.Equal("CQGX-2026-000001", (await app.CertificateAsync("good")).Number);

        // What the office sees: the line in the list of certificates, and the event in the history.
        var line = Assert.Single(await app.CertificateStatuses.CertificatesOfAsync("bad", default));
        Assert.Equal((CertificateStatus.Halted, null, halted.Reason), (line.Summary.Status, line.Summary.Number, line.Summary.Reason));
        var events = (await app.Certificates.ReadHistoryAsync(halted.Key.Id)).Entries.Select(e => e.Json);
        Assert.Single(events, json => json.Contains("\"certificateHalted\"", StringComparison.Ordinal));
        // What the operator sees: work that was set aside, with its reason.
        var set = Assert.Single(await app.Asides.CountAsync());
        Assert.Equal(("certificate", 1, "No font has U+13000"), (set.Work, set.Count, Assert.Single(set.Reasons).Key));

        // The same message once more changes nothing.
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("bad", Unprintable)).AsMessage(), default);
        Assert.Equal(halted.Since, (await app.CertificateAsync("bad")).Since);
    }

    [Fact]
    public async Task A_corrected_contract_has_its_certificate_at_once_and_the_notice_describes_the_old_title()
    {
        var app = await IssuingApp.NewAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("bad", Unprintable)).AsMessage(), default);
        await app.Inbox.Run(Changed(IssuingApp.Facts("bad", "象形文字装置开发（虚构）"), edition: 2).AsMessage(), default);

        Assert.Equal(CertificateStatus.Valid, (await app.CertificateAsync("bad", 2)).Status);
        var lines = await app.CertificateStatuses.CertificatesOfAsync("bad", default);
        Assert.Equal(["changeNotice", "registration"], lines.Select(l => l.Key.Kind).Order(StringComparer.Ordinal));
        Assert.All(lines, l => Assert.Equal(CertificateStatus.Valid, l.Summary.Status));
        var notice = lines.Single(l => l.Key.Kind == "changeNotice").Key;
        Assert.Contains("第〔U+13000〕号装置开发（虚构）", await TextOfAsync(app, notice), StringComparison.Ordinal);

        var first = await app.CertificateAsync("bad");
        Assert.Equal((CertificateStatus.Superseded, null), (first.Status, first.Number));
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_made_and_was_replaced_before_sends_no_notification()
    {
        var app = await IssuingApp.NewAsync();
        var changed = Changed(IssuingApp.Facts("bad", "象形文字装置开发（虚构）"), edition: 2).AsMessage();
        await Assert.ThrowsAsync<NotYetException>(() => app.Inbox.Run(changed, default));
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("bad", Unprintable)).AsMessage(), default);

        var first = await app.CertificateAsync("bad");
        Assert.Equal((CertificateStatus.Superseded, null), (first.Status, first.Number));
        var events = (await app.Certificates.ReadHistoryAsync(first.Key.Id)).Entries.Select(e => e.Json);
        Assert.DoesNotContain(events, json => json.Contains("\"certificateHalted\"", StringComparison.Ordinal));
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task A_halted_certificate_ends_with_its_contract()
    {
        var app = await IssuingApp.NewAsync();
        await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts("bad", Unprintable)).AsMessage(), default);
        await app.IssueCertificates.CarryOutAsync(
            new([], [new("bad", CertificateStatus.Revoked, new("已撤销。", "Revoked."))]),
            "event",
            8,
            TimeProvider.System.GetUtcNow(),
            default
        );
        Assert.Equal(CertificateStatus.Revoked, (await app.CertificateAsync("bad")).Status);
        Assert.Empty(await app.CertificateStatuses.CertificatesOfAsync("bad", default));
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task A_halted_certificate_is_made_by_itself_once_the_fonts_have_its_characters()
    {
        var app = await IssuingApp.NewAsync();
        // A certificate that was halted because the fonts of that time lacked a character; today's fonts have it.
        var key = new CertificateKey(RegistrationContent.Kind, "late", 1);
        var at = TimeProvider.System.GetUtcNow();
        var requested = FinishCertificate.Request(key, new RegistrationContent(IssuingApp.Facts("late")), "event", at);
        var reason = new Text("项目名称", "Project: U+9999");
        var halted = requested.State with { Status = CertificateStatus.Halted, Reason = reason };
        await app.Certificates.CommitAsync(
            await app.Certificates.LoadAsync(key.Id),
            new(halted, new CertificateHalted(reason)),
            IssueCertificates.System,
            null
        );
        await HaltedCertificates.SetAsideAsync(app.Asides, key.Id, halted.Content, default);

        var time = new TestTime(at.AddMinutes(2));
        var asides = new SetAsides(app.Storage, time, NullLogger<SetAsides>.Instance);
        await new Sweeper(app.Storage, [app.Certificates], asides, [new HaltedCertificates(app.Certificates)], time).RunAsync();

        var made = await app.CertificateAsync("late");
        Assert.Equal((CertificateStatus.Valid, null), (made.Status, made.Reason));
        Assert.Equal(at, made.IssuedAt);
        Assert.Empty(await asides.CountAsync());
    }

    private static string Changed(ContractRegistered facts, int edition)
    {
        var changed = new ContractChanged
        {
            Contract = facts,
            Edition = edition,
            ChangedOn = new(2026, 12, 1),
            ClericalSlip = false,
        };
        return Json.Write(
            new Envelope(
                $"case|{facts.ContractId}|9|ContractChanged",
                MessageNames.ContractChanged,
                facts.ContractId,
                9,
                TimeProvider.System.GetUtcNow(),
                System.Text.Json.JsonSerializer.SerializeToElement(changed, Json.Options),
                null
            )
        );
    }

    private static async Task<string> TextOfAsync(IssuingApp app, CertificateKey key)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, await app.FileAsync((await app.Certificates.LoadAsync(key.Id)).State!));
        var text = (await Tool.RunAsync("pdftotext", "-raw", file, "-")).Output;
        File.Delete(file);
        return string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_asked_for_keeps_none_of_the_same_message_waiting()
    {
        var app = await IssuingApp.NewAsync();
        await Assert.ThrowsAsync<ArgumentException>(() =>
            app.IssueCertificates.CarryOutAsync(
                new(
                    [
                        new("no id", 1, new RegistrationContent(IssuingApp.Facts("bad"))),
                        new("good", 1, new RegistrationContent(IssuingApp.Facts("good"))),
                    ],
                    []
                ),
                "event",
                1,
                TimeProvider.System.GetUtcNow(),
                default
            )
        );
        Assert.Equal(CertificateStatus.Valid, (await app.CertificateAsync("good")).Status);
    }

    [Fact]
    public async Task A_reissue_continues_after_a_certificate_that_cannot_be_read_and_reissues_it_later()
    {
        var app = await IssuingApp.NewAsync();
        foreach (var id in (string[])["a", "b", "c"])
            await app.Inbox.Run(IssuingApp.Message(IssuingApp.Facts(id)).AsMessage(), default);
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
