using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Migration;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class StoredContractTests
{
    private sealed class Office
    {
        public required AppStorage Storage { get; init; }
        public required AggregateStore<Contract> Contracts { get; init; }
        public TestTime Time { get; } = new(Given.Now);

        public Lists Lists => new(Storage);

        public static async Task<Office> OpenAsync()
        {
            // Separate queues, so that parallel tests do not read each other's messages.
            var name = TestStorage.NewName();
            string[] ofTheAppItself = [Topics.PartiesInbox, Topics.NoticesInbox, Topics.HookQueue];
            var consumers = Topics.Consumers.ToDictionary(
                topic => topic.Key,
                IReadOnlyList<string> (topic) => [ofTheAppItself.Contains(topic.Value[0]) ? $"{name}-own" : $"{name}-out"]
            );
            var storage = await TestStorage.OpenAsync(name, consumers: consumers);
            await storage.CreateMissingAsync([$"{name}-out", $"{name}-own"]);
            var services = new ServiceCollection().AddSingleton(Given.Rules).AddSingleton(new NumberSeries(storage)).BuildServiceProvider();
            return new()
            {
                Storage = storage,
                Contracts = new(storage, ContractSetup.Of(services), TimeProvider.System, NullLogger<AggregateStore<Contract>>.Instance),
            };
        }

        public async Task<Loaded<Contract>> KeepAsync(Contract state, object? happened = null)
        {
            var before = await Contracts.LoadAsync(state.Id);
            return (
                await Contracts.CommitAsync(before, new(state, happened ?? new ContractDrafted("x", "x", Given.Now)), Given.Filer, null)
            ).Value;
        }

        public SetAsides Asides => new(Storage, Time, NullLogger<SetAsides>.Instance);

        public RemindOfDueContracts Reminders =>
            new(Contracts, Lists, Asides, Given.Rules, Time, NullLogger<RemindOfDueContracts>.Instance);

        /// <summary>Runs the watch on a day. Returns the metrics, the log lines and the number of storage calls.</summary>
        public async Task<(IReadOnlyDictionary<(string, string), double> Figures, IReadOnlyList<string> Lines, int Calls)> WatchAsync(
            DateOnly day
        )
        {
            var (figures, lines, calls) = (new Dictionary<(string, string), double>(), new List<string>(), 0);
            var counted = await TestStorage.OpenAsync(
                Storage.App,
                options => options.AddPolicy(new Counting(() => calls++), HttpPipelinePosition.PerRetry)
            );
            // Other tests record metrics at the same time; the AsyncLocal marks those of this call.
            var mine = new AsyncLocal<bool> { Value = true };
            using var listener = new MeterListener
            {
                InstrumentPublished = (one, all) =>
                {
                    if (one.Meter.Name == Meters.MeterName)
                        all.EnableMeasurementEvents(one);
                },
            };
            listener.SetMeasurementEventCallback<long>(
                (one, value, tags, _) =>
                {
                    if (mine.Value)
                        figures[(one.Name, tags.Length == 0 ? "" : $"{tags[0].Value}")] = value;
                }
            );
            listener.Start();
            Time.Now = Given.At(day);
            await new ContractWatch(new(counted), new(counted), new(counted), Given.Rules, Time, new Heard(lines)).LookAsync(default);
            return (figures, lines, calls);
        }

        public async Task<int> MessagesAsync() => (await Storage.BacklogAsync([$"{Storage.App}-out"])).Queues.Values.Single();

        public async Task<IEnumerable<string>> EventsAsync(string id) =>
            (await Contracts.ReadHistoryAsync(id)).Entries.Select(e =>
                System.Text.Json.JsonDocument.Parse(e.Json).RootElement.GetProperty("type").GetString()!
            );

        public async Task<IEnumerable<string>> ListedAsync(string list) =>
            (await Lists.ReadAsync(list, 50, null)).Value.Items.Select(i => i.GetProperty("id").GetString()!);
    }

    private sealed class Counting(Action count) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => count();
    }

    private sealed class Heard(List<string> lines) : ILogger<ContractWatch>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            Assert.Equal(Alarms.CasesOverdue, eventId);
            lines.Add(formatter(state, exception));
        }
    }

    [Fact]
    public async Task Each_due_date_is_reminded_of_once_however_often_the_timer_runs()
    {
        var office = await Office.OpenAsync();
        await office.KeepAsync(Given.Accepted("C01"));
        await office.KeepAsync(Given.ExpertReview("C13"));
        await office.KeepAsync(Given.Registered("C03"));

        var reminded = new List<int>();
        foreach (
            var day in (DateOnly[])
                [
                    new(2026, 6, 10),
                    new(2026, 6, 17),
                    new(2026, 6, 18),
                    new(2026, 6, 24),
                    new(2026, 6, 25),
                    new(2026, 7, 10),
                    new(2026, 7, 15),
                ]
        )
        {
            office.Time.Now = Given.At(day);
            reminded.Add(await office.Reminders.RunAsync(default));
            Assert.Equal(0, await office.Reminders.RunAsync(default));
        }

        // C01 is due on 23 June, C13 with its expert review on 14 July.
        Assert.Equal([0, 1, 0, 1, 0, 1, 1], reminded);
        Assert.Equal(["ContractDrafted", "CaseDueSoon", "CaseOverdue"], await office.EventsAsync("case-C01"));
        Assert.Equal(["ContractDrafted", "CaseDueSoon", "CaseOverdue"], await office.EventsAsync("case-C13"));
        Assert.Equal(["case-C01", "case-C13"], (await office.ListedAsync(ContractLists.Overdue)).Order());
        Assert.Equal(["case-C01"], await office.ListedAsync(ContractLists.OfDueMonth(2026, 6)));
        Assert.Equal(0, await office.MessagesAsync());
    }

    [Fact]
    public async Task A_contract_that_cannot_be_read_does_not_stop_the_reminders_of_others()
    {
        var office = await Office.OpenAsync();
        foreach (var id in (string[])["a1", "a2"])
            await office.KeepAsync(Given.Accepted("C01") with { Id = id, DuplicateKey = null });
        var mended = await SpoiledState.MakeAsync(office.Storage.App, "case", "a1");
        office.Time.Now = Given.At(new(2026, 6, 24));
        Assert.Equal(1, await office.Reminders.RunAsync(default));
        Assert.Equal(("due", 1), (await office.Asides.CountAsync()).Select(w => (w.Work, w.Count)).Single());
        await mended();
        Assert.Equal(1, await office.Reminders.RunAsync(default));
        Assert.Empty(await office.Asides.CountAsync());
    }

    [Fact]
    public async Task The_watch_counts_open_contracts_and_raises_an_alarm_for_late_ones()
    {
        var office = await Office.OpenAsync();
        foreach (
            var state in (Contract[])
                [Given.Submitted("C02"), Given.Submitted("C04"), Given.Accepted("C01"), Given.ExpertReview("C13"), Given.Registered("C03")]
        )
            await office.KeepAsync(state);
        // C01 is due on 23 June, C13 with its expert review on 14 July.
        var before = await office.WatchAsync(new(2026, 6, 23));
        Assert.Equal([2, 0, 1, 0, 1, 0], Statuses.Select(s => before.Figures[("techtransfer.case.count", s)]));
        Assert.Equal(1, before.Figures[("techtransfer.case.registered", "2026")]);
        Assert.Equal(
            (0, 1, 0),
            (
                before.Figures[("techtransfer.case.clock", "overdue")],
                before.Figures[("techtransfer.case.clock", "0")],
                before.Figures[("techtransfer.case.nearest", "")]
            )
        );
        Assert.Empty(before.Lines);

        var after = await office.WatchAsync(new(2026, 6, 24));
        Assert.Equal(
            (1, 0, 1),
            (
                after.Figures[("techtransfer.case.clock", "overdue")],
                after.Figures[("techtransfer.case.clock", "0")],
                after.Figures[("techtransfer.case.clock", "more")]
            )
        );
        Assert.Equal(
            "CasesOverdue: 1 contracts are past their due date, the longest case-C01, due on 2026-06-23",
            Assert.Single(after.Lines)
        );

        // In October the watch no longer reads the list of contracts due in June, but still reports this contract, because the reminder has
        // put it into the overdue list.
        office.Time.Now = Given.At(new(2026, 6, 24));
        await office.Reminders.RunAsync(default);
        var late = await office.WatchAsync(new(2026, 10, 12));
        Assert.Contains("case-C01", Assert.Single(late.Lines), StringComparison.Ordinal);
        Assert.InRange(late.Calls, 1, 25);
        Assert.Equal(before.Calls, after.Calls);
    }

    private static readonly string[] Statuses = ["submitted", "returned", "accepted", "underReview", "expertReview", "decided"];

    [Fact]
    public async Task Two_timer_runs_at_once_remind_of_a_due_date_once()
    {
        var office = await Office.OpenAsync();
        await office.KeepAsync(Given.Accepted("C01"));
        office.Time.Now = Given.At(new(2026, 6, 24));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => office.Reminders.RunAsync(default)));

        Assert.Equal(["ContractDrafted", "CaseOverdue"], await office.EventsAsync("case-C01"));
    }

    [Fact]
    public async Task A_contract_leaves_the_list_of_what_is_overdue_when_it_is_decided()
    {
        var office = await Office.OpenAsync();
        var overdue = (RemindOfDueContracts.Remind(Given.UnderReview(), Given.Rules, Given.At(new(2026, 6, 24))))!;
        await office.KeepAsync(overdue.State, overdue.Event);
        Assert.Equal(["case-C01"], await office.ListedAsync(ContractLists.Overdue));

        var decided = Register.Decide(overdue.State, Given.RegistrarB, Given.Rules, Given.At(new(2026, 6, 25))).Value;
        var registered = await office.KeepAsync(decided.State, decided.Event);

        Assert.Equal(ContractStatus.Registered, registered.State!.Status);
        Assert.Empty(await office.ListedAsync(ContractLists.Overdue));
        Assert.Empty(await office.ListedAsync(ContractLists.OfDueMonth(2026, 6)));
    }

    [Fact]
    public async Task The_migration_puts_lists_that_had_a_partition_each_into_their_group()
    {
        var office = await Office.OpenAsync();
        await office.KeepAsync(Given.Accepted());
        var table = new TableServiceClient(await AzuriteServer.ConnectionStringAsync()).GetTableClient($"{office.Storage.App}Lists");
        // As version 2 had it.
        await foreach (var row in table.QueryAsync<TableEntity>(row => row.PartitionKey == ">office"))
            await table.DeleteEntityAsync(row);
        await table.AddEntityAsync(new TableEntity("status|accepted", "0|case-C01") { ["Version"] = 1L, ["Summary0"] = "{}" });

        await GroupLists.Steps.Steps[2](office.Storage, office.Time, default);

        Assert.Equal(["case-C01"], await office.ListedAsync(ContractLists.OfStatus(ContractStatus.Accepted)));
        Assert.Equal(["case-C01"], await office.ListedAsync(WorkList.Open));
        Assert.Empty(table.Query<TableEntity>(row => row.PartitionKey == "status|accepted"));
        Assert.NotEmpty(await office.ListedAsync(ContractLists.OfParty(Given.Filer.Organisation!)));
    }

    [Fact]
    public async Task The_same_text_filed_by_another_is_found_for_the_registrar()
    {
        var office = await Office.OpenAsync();
        var first = Given.Submitted("C01");
        var second = Given.Submitted("C03") with
        {
            Attachments = [first.Attachments.First(a => a.Kind == "contract") with { Name = "另一份.pdf" }],
        };
        await office.KeepAsync(first);
        await office.KeepAsync(second);
        await office.KeepAsync(Given.Submitted("C04"));
        var sameText = new SameText(office.Lists);

        Assert.Equal(["case-C03"], (await sameText.OfAsync(first, default)).Select(c => c.Id));
        Assert.Equal(["case-C01"], (await sameText.OfAsync(second, default)).Select(c => c.Id));
        Assert.Empty(await sameText.OfAsync(Given.Submitted("C04"), default));
    }

    [Fact]
    public async Task A_change_holds_both_contracts_and_gives_the_old_one_free_when_it_is_registered()
    {
        var office = await Office.OpenAsync();
        await office.KeepAsync(Given.Changing(ContractStatus.UnderReview));
        var copyOfOld = Given.Submitted("C01") with { Id = "copy-of-old" };
        var copyOfNew = copyOfOld with { Id = "copy-of-new", DuplicateKey = DuplicateKey.Of(Given.ChangedContent()) };

        Assert.Equal("duplicate_contract", await ProblemOf(copyOfOld));
        Assert.Equal("duplicate_contract", await ProblemOf(copyOfNew));
        await office.KeepAsync(
            Given.Changing(ContractStatus.Registered),
            new RegistrationDecided("D1", Yuan.Zero, Yuan.Zero, "x", Given.Now) { Edition = 2 }
        );
        Assert.Equal("duplicate_contract", await ProblemOf(copyOfNew));
        Assert.Null(await ProblemOf(copyOfOld));
        Assert.Equal(1, await office.MessagesAsync());

        async Task<string?> ProblemOf(Contract state) =>
            (
                await office.Contracts.CommitAsync(
                    await office.Contracts.LoadAsync(state.Id),
                    new(state, new ContractDrafted("x", "x", Given.Now)),
                    Given.Filer,
                    null
                )
            )
                .Problem
                ?.Kind
                .Code;
    }

    [Fact]
    public async Task Every_step_of_a_change_lies_in_one_sound_history()
    {
        var office = await Office.OpenAsync();
        await office.KeepAsync(Given.Registered());
        var state = Given.Registered();
        foreach (
            var step in (Func<Contract, Outcome<Change<Contract>>>[])
                [
                    s => FileChange.Decide(s, new(Given.ChangedContent(s.Content), "协商。"), Given.Filer, Given.Rules, Given.Now),
                    s => Accept.Decide(s, Given.RegistrarA, Given.Rules, Given.Now),
                    s =>
                        Assess.Decide(
                            s,
                            Given.AssessmentOf("C01") with
                            {
                                TechnicalAmount = Yuan.Of(910_000),
                            },
                            Given.RegistrarB,
                            Given.Rules,
                            Given.Now
                        ),
                    s => Register.Decide(s, Given.RegistrarB, Given.Rules, Given.Now),
                    s => Cancel.Decide(s, Given.AnEnd, Given.Filer, Given.Now),
                ]
        )
        {
            var change = step(state).Value;
            state = (await office.KeepAsync(change.State, change.Event)).State!;
        }

        Assert.Equal(
            ["ContractDrafted", "ChangeFiled", "CaseAccepted", "CaseAssessed", "RegistrationDecided", "RegistrationCancelled"],
            await office.EventsAsync("case-C01")
        );
        Assert.Null((await office.Contracts.ReadHistoryAsync("case-C01")).BrokenAt);
        Assert.Equal((ContractStatus.Cancelled, 2), (state.Status, state.Edition));
        // One for the application of the change, one for each edition that was registered or ended.
        Assert.Equal(3, await office.MessagesAsync());
    }
}
