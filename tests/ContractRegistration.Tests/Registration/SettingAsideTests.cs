using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.ContractRegistration.Replays;
using TechTransfer.ContractRegistration.Tests.Imports;
using TechTransfer.ContractRegistration.Tests.Notifications;
using TechTransfer.ContractRegistration.Tests.Statistics;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

/// <summary>A contract that cannot be read, or a row that cannot be imported, is set aside and does not delay others.</summary>
public class SettingAsideTests
{
    private static readonly Caller System = Caller.System();

    [Fact]
    public async Task A_rebuild_works_out_all_other_contracts_and_the_one_when_it_can()
    {
        var app = await StatisticsApp.NewAsync();
        foreach (var id in (string[])["a1", "a2", "a3"])
            await app.PutAsync(CountedContract.Of(id) with { DuplicateKey = null, Number = id });
        var mended = await SpoiledState.MakeAsync(app.App, "case", "a1");
        Assert.Equal(3 - 1, (await StepsAsync()).Checked - (await StepsAsync()).SetAside);
        Assert.Equal("statistics", (await OnlyAsync(app.Asides)).Work);
        await mended();
        app.Time.Now += TimeSpan.FromHours(1);
        Assert.Equal(1, (await app.Sweeper.RunAsync()).Retried);
        Assert.Empty(await app.Asides.CountAsync());

        async Task<(int Checked, int SetAside)> StepsAsync()
        {
            var step = (await app.Rebuild.StepAsync(2026, null)).Value;
            Assert.NotNull(step.Cursor);
            return (step.Checked, step.SetAside);
        }
    }

    [Fact]
    public async Task A_months_figures_wait_a_day_for_a_command_that_cannot_be_finished_and_no_longer()
    {
        var app = await StatisticsApp.NewAsync(new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero));
        var pending = new TableServiceClient(await AzuriteServer.ConnectionStringAsync()).GetTableClient($"{app.App}Pending");
        var at = app.Time.Now;
        await pending.AddEntityAsync(
            new TableEntity("marker|0", $"{at.UtcTicks:D19}|gone|x|0000000001|a")
            {
                ["Kind"] = "gone",
                ["Aggregate"] = "x",
                ["Version"] = 1L,
                ["Attempt"] = "a",
                ["At"] = at,
                ["Reservations"] = "[]",
            }
        );
        app.Time.Now = at.AddHours(12);
        await app.Sweeper.RunAsync();
        Assert.Empty(await app.FreezeMonths.FreezeAsync());
        app.Time.Now = at.AddHours(37);
        Assert.Contains("2026-06", await app.FreezeMonths.FreezeAsync());
    }

    [Fact]
    public async Task Import_continues_past_an_unreadable_row_and_retries_it_later()
    {
        var app = await ImportApp.NewAsync();
        var (_, rows) = await (await ImportApp.NewAsync()).RunAsync(Sheet.Of("C01", "C03"));
        var first = rows[0].ContractId!;
        // An unreadable aggregate already has the id that the row's contract would get.
        await app.Contracts.CommitAsync(
            await app.Contracts.LoadAsync(first),
            new(Given.Accepted("C01") with { Id = first, DuplicateKey = null }, null),
            System,
            null
        );
        await SpoiledState.MakeAsync(app.App, "case", first);

        var (job, reports) = await app.RunAsync(Sheet.Of("C01", "C03"));

        Assert.Equal(
            (ImportStatus.Done, RowOutcome.Refused, "row_set_aside", RowOutcome.Drafted),
            (job.Status, reports[0].Outcome, reports[0].Code, reports[1].Outcome)
        );
        Assert.Equal(("importRow", 1), await OnlyAsync(app.Asides));
        var table = new TableServiceClient(await AzuriteServer.ConnectionStringAsync()).GetTableClient($"{app.App}Aggregates");
        await table.DeleteEntityAsync($"case|{first}", "state");
        app.Time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(1, (await app.Sweeper.RunAsync()).Retried);
        Assert.Equal(ContractStatus.Draft, (await app.Contracts.LoadAsync(first)).State!.Status);
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task All_other_imports_that_stalled_are_resumed()
    {
        var app = await ImportApp.NewAsync();
        var ids = new List<string>();
        foreach (var sample in (string[])["C01", "C03"])
            ids.Add((await app.StartAsync(Sheet.Of(sample), key: $"k{sample}")).Value.Id);
        await app.LoseMessagesAsync();
        var mended = await SpoiledState.MakeAsync(app.App, "import", ids[1]);
        app.Time.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(1, await app.Runner.ResumeStalledAsync(default));
        // Set aside are the job that cannot be read, and the stalled job that has not moved yet.
        Assert.Equal(("resumeImport", 2), await OnlyAsync(app.Asides));
        await mended();
        Assert.True(await app.Runner.ResumeStalledAsync(default) > 0);
        await app.DrainAsync();
        await app.Runner.ResumeStalledAsync(default);
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task A_replay_sends_all_other_contracts_and_the_one_when_it_can()
    {
        var name = TestStorage.NewName();
        string consumer = $"{name}-first",
            steps = $"{name}-steps";
        var storage = await TestStorage.OpenAsync(
            name,
            consumers: new Dictionary<string, IReadOnlyList<string>>
            {
                [MessageNames.ContractRegistered] = [consumer],
                [MessageNames.ReplayStepDue] = [steps],
            }
        );
        await storage.CreateMissingAsync([consumer, steps]);
        var time = new TestTime(Given.Now);
        var asides = new SetAsides(storage, time, NullLogger<SetAsides>.Instance);
        var cases = new AggregateStore<Contract>(
            storage,
            new("case") { Lists = ContractLists.Of, HoldsPersons = true },
            time,
            NullLogger<AggregateStore<Contract>>.Instance
        );
        var replays = new AggregateStore<Replay>(storage, ReplaySetup.Aggregate, time, NullLogger<AggregateStore<Replay>>.Instance);
        var runner = new StepRunner<Replay>(replays, ReplaySetup.Job, storage, asides, time, NullLogger<StepRunner<Replay>>.Instance);
        var replay = new ReplaySteps(
            runner,
            cases,
            new AggregateStore<Receipt>(storage, new("receipt"), time, NullLogger<AggregateStore<Receipt>>.Instance),
            new(storage),
            new(storage),
            asides,
            Given.Rules,
            time
        );
        foreach (var id in (string[])["a1", "a2"])
            Assert.Null(
                (
                    await cases.CommitAsync(
                        await cases.LoadAsync(id),
                        new(Given.Registered() with { Id = id, DuplicateKey = null, Number = id }, null),
                        System,
                        null
                    )
                ).Problem
            );
        var mended = await SpoiledState.MakeAsync(name, "case", "a1");
        var officer = Given.Caller("policy");
        await replays.CommitAsync(
            await replays.LoadAsync("r"),
            StartReplay.Begin("r", new(consumer, 2026), officer, time.Now),
            officer,
            null
        );

        await replay.StepAsync("r", 0, default);

        var done = (await replays.LoadAsync("r")).State!;
        Assert.Equal((ReplayStatus.Done, 1), (done.Status, done.Sent.Contracts));
        Assert.Equal(("replay", 1), await OnlyAsync(asides));
        Assert.Equal(1, (await storage.BacklogAsync([consumer])).Queues[consumer]);
        await mended();
        time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(1, (await new Sweeper(storage, [], asides, [replay], time).RunAsync()).Retried);
        Assert.Equal(2, (await storage.BacklogAsync([consumer])).Queues[consumer]);
        Assert.Empty(await asides.CountAsync());
    }

    [Fact]
    public async Task A_filing_reaches_all_its_other_parties_and_later_filings_are_processed()
    {
        const string first = "91500107MA5XUA0231",
            second = "91500106MA5XUA015P",
            third = "91500112MA5XUA058T";
        var app = await StatisticsApp.NewAsync();
        var directory = new AggregateStore<DirectoryParty>(
            app.Storage,
            PartySetup.Aggregate,
            app.Time,
            NullLogger<AggregateStore<DirectoryParty>>.Instance
        );
        var inbox = new PartiesInbox(directory, app.Contracts, new(app.Storage));
        Task FileAsync(string id, params string[] parties)
        {
            var seen = new ContractPartiesFiled(
                id,
                Given.Now,
                [.. parties.Select(p => new FiledParty(p, JsonSerializer.SerializeToElement(new { name = $"{id}（虚构）" })))]
            );
            return inbox.Receive(
                Json.Write(
                        new Envelope(
                            $"case|{id}|1",
                            MessageNames.ContractPartiesFiled,
                            id,
                            1,
                            Given.Now,
                            JsonSerializer.SerializeToElement(seen, Json.Options),
                            null
                        )
                    )
                    .AsMessage(),
                default
            );
        }
        await FileAsync("a1", first);
        var mended = await SpoiledState.MakeAsync(app.App, "party", first);

        await Assert.ThrowsAsync<JsonException>(() => FileAsync("a2", first, second));
        Assert.Equal("a2（虚构）", (await directory.LoadAsync(second)).State!.Name());
        await FileAsync("a3", third);
        Assert.Equal("a3（虚构）", (await directory.LoadAsync(third)).State!.Name());
        await mended();
        await FileAsync("a2", first, second);
        Assert.Equal(2, (await directory.LoadAsync(first)).State!.Filed["name"].Count);
    }

    [Fact]
    public async Task A_notice_reaches_all_its_other_recipients_and_later_notices_are_processed()
    {
        const string first = "91500107MA5XUA0231",
            second = "91500106MA5XUA015P";
        using var app = await NotificationApp.NewAsync(null);
        Envelope Of(int number, params string[] recipients) =>
            NotificationApp.Message(NotificationApp.Notice(recipients), $"case|c1|{number}|CaseNotice");
        Task TellAsync(Envelope message) => app.Inbox.Receive(Json.Write(message).AsMessage(), default);
        async Task<bool> IsToldAsync(int number) => (await app.Store.LoadAsync(NoticesInbox.IdOf(Of(number), second))).Exists;
        await TellAsync(Of(1, first));
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "notification", NoticesInbox.IdOf(Of(1), first));

        await Assert.ThrowsAsync<JsonException>(() => TellAsync(Of(1, first, second)));
        Assert.True(await IsToldAsync(1));
        await TellAsync(Of(2, second));
        Assert.True(await IsToldAsync(2));
        await mended();
        await TellAsync(Of(1, first, second));
    }

    [Fact]
    public async Task All_other_replays_that_stalled_are_resumed()
    {
        var app = await StatisticsApp.NewAsync();
        var replays = new AggregateStore<Replay>(
            app.Storage,
            ReplaySetup.Aggregate with
            {
                Messages = (_, _) => [],
            },
            app.Time,
            NullLogger<AggregateStore<Replay>>.Instance
        );
        var lists = new Lists(app.Storage);
        var runner = new StepRunner<Replay>(
            replays,
            ReplaySetup.Job,
            app.Storage,
            app.Asides,
            app.Time,
            NullLogger<StepRunner<Replay>>.Instance
        );
        var officer = Given.Caller("policy");
        foreach (var id in (string[])["r1", "r2"])
        {
            Assert.Null(
                (
                    await replays.CommitAsync(
                        await replays.LoadAsync(id),
                        StartReplay.Begin(id, new($"{id}-inbox", 2026), officer, app.Time.Now),
                        officer,
                        null
                    )
                ).Problem
            );
        }
        var first = (await lists.ReadAsync(ReplaySetup.Running, 10, null)).Value.Items[0].GetProperty("id").GetString()!;
        var mended = await SpoiledState.MakeAsync(app.App, "replay", first);
        app.Time.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(1, await runner.ResumeStalledAsync(default));
        Assert.Equal(("resumeReplay", 2), await OnlyAsync(app.Asides));
        await mended();
        Assert.Equal(1, await runner.ResumeStalledAsync(default));
        foreach (var id in (string[])["r1", "r2"])
            await runner.StopAsync(id, 0, default);
        await runner.ResumeStalledAsync(default);
        Assert.Empty(await app.Asides.CountAsync());
    }

    private static async Task<(string Work, int Count)> OnlyAsync(SetAsides asides)
    {
        var work = Assert.Single(await asides.CountAsync());
        return (work.Work, work.Count);
    }
}
