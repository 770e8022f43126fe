using Azure.Core;
using Azure.Core.Pipeline;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Exports;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Findings;
using TechTransfer.Messages;
using TechTransfer.Spreadsheets;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Imports;

/// <summary>Imports on real storage: each row makes one contract, and never two.</summary>
public sealed class ImportTests
{
    private static readonly string Own = ContractLists.OfParty(Given.Filer.Organisation!);

    [Fact]
    public async Task Each_row_becomes_a_draft_with_the_prechecks_word_on_it()
    {
        var app = await ImportApp.NewAsync();

        var (job, rows) = await app.RunAsync(Sheet.Of("C01", "C03"));

        Assert.Equal((ImportStatus.Done, 2, new ImportCounts(2, 0, 0, 0)), (job.Status, job.RowsDone(), job.Counts));
        Assert.Equal([(2, RowOutcome.Drafted), (3, RowOutcome.Drafted)], rows.Select(r => (r.Row, r.Outcome)));
        var drafted = (await app.Contracts.LoadAsync(rows[0].ContractId!)).State!;
        Assert.Equal(ContractStatus.Draft, drafted.Status);
        Assert.Equal(new Filer(Given.Filer.Organisation!, Given.Filer.Subject), drafted.Filer);
        Assert.Equal(Json.Write(Given.Content("C01")), Json.Write(drafted.Content));
        Assert.Contains(rows[0].Findings!, f => f is { Code: "paper_missing", Severity: Severity.Error });
        Assert.Equal(rows.Select(r => r.ContractId), (await app.ListAsync(Own)).Select(c => c.Id));
        Assert.Equal(0, (await app.Storage.BacklogAsync([app.Queue])).Markers);
    }

    [Fact]
    public async Task A_refused_row_says_which_column_and_the_others_go_on()
    {
        var app = await ImportApp.NewAsync();
        var sheet = Sheet
            .Of("C01", "C01", "C01", "C02", "C03")
            .With("signdate", "昨天")
            .With("projectname", new string('长', 201), 1)
            .With("claimedcostlines", "", 2)
            .With("costlines", "[{\"type\":\"equipment\",\"description\":\"台\",\"amount\":-1}]", 2);

        var (job, rows) = await app.RunAsync(sheet);

        Assert.Equal(new ImportCounts(1, 0, 0, 4), job.Counts);
        Assert.Equal(("row_malformed", "signdate", "not_a_date"), (rows[0].Code, rows[0].Errors![0].Path, rows[0].Errors![0].Code));
        Assert.Equal(("checks_failed", "projectname", "text_unfit"), (rows[1].Code, rows[1].Errors![0].Path, rows[1].Errors![0].Code));
        Assert.Equal(
            ("checks_failed", "costlines[0].amount", "figure_out_of_range"),
            (rows[2].Code, rows[2].Errors![0].Path, rows[2].Errors![0].Code)
        );
        // The seller in C02 is the institute, so the university may not file it.
        Assert.Equal(("filer_not_entitled", "seller_name"), (rows[3].Code, rows[3].Errors![0].Path));
        Assert.Equal(RowOutcome.Drafted, rows[4].Outcome);
    }

    [Fact]
    public async Task The_same_file_again_is_the_same_import()
    {
        var app = await ImportApp.NewAsync();
        var sheet = Sheet.Of("C01", "C03");
        var first = await app.StartAsync(sheet);
        await app.DrainAsync();

        var again = await app.StartAsync(sheet, caller: Given.Caller("office-u1-b"), key: "another");

        Assert.Equal(first.Value.Id, again.Value.Id);
        Assert.Equal(ImportStatus.Done, again.Value.State!.Status);
        Assert.Equal(0, await app.DrainAsync());
        Assert.Equal(2, (await app.ListAsync(Own)).Count);
    }

    [Fact]
    public async Task The_request_that_began_an_import_gets_the_version_of_its_first_answer_again()
    {
        var app = await ImportApp.NewAsync();
        var sheet = Sheet.Of("C01", "C03");
        var first = await app.StartAsync(sheet);
        await app.DrainAsync();

        var repeated = await app.StartAsync(sheet);
        var other = await app.StartAsync(sheet, key: "another");

        Assert.Equal((first.Value.Version, ImportStatus.Done), (repeated.Value.Version, repeated.Value.State!.Status));
        Assert.True(other.Value.Version > first.Value.Version);
    }

    [Fact]
    public async Task The_same_file_at_once_is_one_import()
    {
        var app = await ImportApp.NewAsync();
        var sheet = Sheet.Of("C01");

        var started = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => app.StartAsync(sheet, key: $"k{i}")));
        await app.DrainAsync();

        Assert.Single(started.Select(s => s.Value.Id).Distinct());
        Assert.Single(await app.ListAsync(Own));
    }

    [Fact]
    public async Task The_same_file_of_another_organisation_is_another_import()
    {
        var app = await ImportApp.NewAsync();
        var sheet = Sheet.Of("C01");

        var (own, _) = await app.RunAsync(sheet);
        var (other, rows) = await app.RunAsync(sheet, caller: Given.Caller("office-u2"), key: "other");

        Assert.NotEqual(own.Id, other.Id);
        Assert.Equal("filer_not_entitled", rows[0].Code);
    }

    [Fact]
    public async Task A_key_that_brought_a_file_brings_no_other()
    {
        var app = await ImportApp.NewAsync();
        await app.StartAsync(Sheet.Of("C01"), key: "k");

        Assert.Equal("idempotency_key_reused", (await app.StartAsync(Sheet.Of("C03"), key: "k")).Problem!.Kind.Code);
        Assert.Null((await app.StartAsync(Sheet.Of("C03"), caller: Given.Caller("office-u1-b"), key: "k")).Problem);
    }

    [Fact]
    public async Task A_contract_that_was_drafted_before_is_a_duplicate_whatever_else_the_row_says()
    {
        var app = await ImportApp.NewAsync();
        var (_, first) = await app.RunAsync(Sheet.Of("C01"));

        var (job, rows) = await app.RunAsync(Sheet.Of("C01", "C03").With("buyer_contacttel", "023-99999999"), key: "second");

        Assert.Equal(new ImportCounts(1, 0, 1, 0), job.Counts);
        Assert.Equal((RowOutcome.Duplicate, first[0].ContractId, "row_duplicate"), (rows[0].Outcome, rows[0].ContractId, rows[0].Code));
        Assert.Equal("023-00000004", (await app.Contracts.LoadAsync(first[0].ContractId!)).State!.Content.Buyers[0].Phone);
    }

    [Fact]
    public async Task Of_equal_rows_in_one_file_the_first_makes_the_draft()
    {
        var app = await ImportApp.NewAsync();

        var (_, rows) = await app.RunAsync(Sheet.Of("C03", "C01", "C01", "C01"));

        Assert.Equal([RowOutcome.Drafted, RowOutcome.Drafted, RowOutcome.Duplicate, RowOutcome.Duplicate], rows.Select(r => r.Outcome));
        Assert.Equal(2, (await app.ListAsync(Own)).Count);
    }

    [Fact]
    public async Task A_draft_with_errors_is_counted_apart_and_shows_them()
    {
        var app = await ImportApp.NewAsync();

        var (job, rows) = await app.RunAsync(Sheet.Of("C01", "C03").With("buyer_uscc", "91500106MA5XUAO15P"));

        Assert.Equal(new ImportCounts(1, 0, 0, 0, 1), job.Counts);
        Assert.Equal([RowOutcome.DraftedWithErrors, RowOutcome.Drafted], rows.Select(r => r.Outcome));
        var finding = rows[0].Findings!.First(f => f.Code == "uscc_invalid");
        Assert.Contains("character 15, 'O', is probably '0'", finding.Message.En, StringComparison.Ordinal);
        Assert.Equal(("买方统一社会信用代码", "Q2"), (rows[0].Cells![finding.Path].Heading, rows[0].Cells![finding.Path].Cell));
        var draft = await app.Contracts.LoadAsync(rows[0].ContractId!);
        var view = (ContractView)ContractSetup.CommandsOf(Given.Rules, app.Time).View(draft, Given.Filer);
        Assert.Equal(rows[0].Findings!.Select(f => f.Code), view.Findings!.Select(f => f.Code));
    }

    [Fact]
    public async Task Rows_of_the_same_number_on_two_sheets_are_two_contracts()
    {
        var app = await ImportApp.NewAsync();
        var lines = Sheet.Of("C01", "C03").Lines().ToArray();
        string Rows(string[] line) => RawWorkbook.Row(1, lines[0]) + RawWorkbook.Row(2, line);

        var started = await app.StartAsync(RawWorkbook.Of(("上半年", Rows(lines[1])), ("下半年", Rows(lines[2]))));
        await app.DrainAsync();

        var (job, rows) = await app.ResultAsync(started.Value.Id);
        Assert.Equal(new ImportCounts(2, 0, 0, 0), job.Counts);
        Assert.Equal([("上半年", 2), ("下半年", 2)], rows.Select(r => (r.Sheet, r.Row)));
        Assert.Equal(2, rows.Select(r => r.ContractId).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_imported_export_drafts_no_contract_that_is_registered(bool isRenamed)
    {
        var app = await ImportApp.NewAsync();
        var registered = Given.Registered("C01") with
        {
            Id = "registered",
            Number = Given.Rules2026.RegistrationNumber.Format(Given.Today, 1),
        };
        await app.Numbers.AllotAsync(Given.Rules2026.RegistrationNumber.Series(Given.Today), "registered");
        await app.Contracts.CommitAsync(await app.Contracts.LoadAsync("registered"), new(registered, null), Given.Filer, null);
        using var export = new MemoryStream();
        await CsvFile.WriteAsync(export, ExportNational.Lines(app.Export.OfYearAsync(2026, Given.Filer)), default);
        // A row with a registration number refers to that contract even if the title differs. Without a number, the row's content
        // identifies it.
        var text = System.Text.Encoding.UTF8.GetString(export.ToArray());
        text = isRenamed
            ? text.Replace(registered.Content.Title, "另一个名称", StringComparison.Ordinal)
            : text.Replace(registered.Number!, "", StringComparison.Ordinal);

        var started = await app.StartAsync(System.Text.Encoding.UTF8.GetBytes(text));
        await app.DrainAsync();

        var (job, rows) = await app.ResultAsync(started.Value.Id);
        Assert.Equal(new ImportCounts(0, 0, 1, 0), job.Counts);
        Assert.Equal((RowOutcome.Duplicate, "registered", "duplicate_contract"), (rows[0].Outcome, rows[0].ContractId, rows[0].Code));
    }

    [Fact]
    public async Task A_file_of_several_parts_goes_on_from_message_to_message()
    {
        var app = await ImportApp.NewAsync();

        var started = await app.StartAsync(Sheet.Many(450));
        Assert.Equal(2, started.Value.State!.Parts.Count);
        var messages = await app.DrainAsync();

        var (job, rows) = await app.ResultAsync(started.Value.Id);
        Assert.Equal(2, messages);
        Assert.Equal((ImportStatus.Done, 450, new ImportCounts(450, 0, 0, 0)), (job.Status, job.RowsDone(), job.Counts));
        Assert.Equal(Enumerable.Range(2, 450), rows.Select(r => r.Row));
        Assert.Equal(450, rows.Select(r => r.ContractId).Distinct().Count());
        Assert.Equal(450, (await app.ListAsync(Own)).Count);
    }

    [Theory]
    [InlineData(ImportMode.Drafts, 6)]
    [InlineData(ImportMode.Historical, 10)]
    public async Task A_row_more_costs_a_few_calls(ImportMode mode, int calls)
    {
        Assert.Equal(calls, (await CountAsync(30) - await CountAsync(10)) / 20.0);

        async Task<int> CountAsync(int rows)
        {
            var app = await ImportApp.NewAsync();
            var sheet = Sheet.Many(rows + 8);
            if (mode == ImportMode.Historical)
            {
                for (var i = 0; i < rows + 8; i++)
                    sheet.Registered(i, $"500099{2026}{i + 1:D6}", "2026-05-20");
            }
            var started = await app.StartAsync(sheet, mode);
            var counting = new Counting();
            var counted = await app.AgainAsync(options => options.AddPolicy(counting, HttpPipelinePosition.PerRetry));
            var job = await app.JobAsync(started.Value.Id);
            // One row after the other, since rows at once meet each other at the counters of the year.
            foreach (var row in FileTests.Read(sheet.Csv(), mode))
            {
                if (row.Number == 8 + 1)
                    counting.Calls = 0;
                await counted.Rows.MakeAsync(job, row, default);
            }
            return counting.Calls;
        }
    }

    private sealed class Counting : HttpPipelinePolicy
    {
        public int Calls { get; set; }

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Calls++;
            return ProcessNextAsync(message, pipeline);
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage calls are asynchronous.");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(400)]
    [InlineData(850)]
    public async Task A_part_that_was_cut_short_is_repeated_and_makes_nothing_twice(int calls)
    {
        var app = await ImportApp.NewAsync();
        var started = await app.StartAsync(Sheet.Many(200));
        var dying = await app.AgainAsync(options => options.AddPolicy(new DiesAfter(calls), HttpPipelinePosition.PerCall));

        await Assert.ThrowsAnyAsync<Exception>(() => dying.Steps.StepAsync(started.Value.Id, 0, default));
        Assert.Equal(0, (await app.JobAsync(started.Value.Id)).RowsDone());

        // The message is delivered again after the lease of the dead process has expired; the sweeper finishes interrupted commands.
        app.Time.Now += TimeSpan.FromMinutes(10);
        await app.DrainAsync();
        app.Time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(0, (await app.Sweeper.RunAsync()).Failed);
        var (job, rows) = await app.ResultAsync(started.Value.Id);
        Assert.Equal((ImportStatus.Done, new ImportCounts(200, 0, 0, 0)), (job.Status, job.Counts));
        Assert.All(rows, r => Assert.Equal(RowOutcome.Drafted, r.Outcome));
        var listed = await app.ListAsync(Own);
        Assert.Equal(rows.Select(r => r.ContractId).Order(StringComparer.Ordinal), listed.Select(c => c.Id).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await app.Storage.BacklogAsync([])).Markers);
    }

    [Fact]
    public async Task A_message_that_comes_twice_or_late_does_nothing()
    {
        var app = await ImportApp.NewAsync();
        var started = await app.StartAsync(Sheet.Many(5));
        await app.DrainAsync();
        var before = await app.Imports.LoadAsync(started.Value.Id);

        await app.Steps.StepAsync(started.Value.Id, 0, default);
        await app.Steps.StepAsync(started.Value.Id, 1, default);
        await app.Steps.StepAsync(started.Value.Id, 7, default);
        await app.Steps.StepAsync("unknown", 0, default);

        Assert.Equal(before.Version, (await app.Imports.LoadAsync(started.Value.Id)).Version);
    }

    [Fact]
    public async Task The_same_part_twice_at_once_makes_one_report()
    {
        var app = await ImportApp.NewAsync();
        var started = await app.StartAsync(Sheet.Many(60));

        await Task.WhenAll(app.Steps.StepAsync(started.Value.Id, 0, default), app.Steps.StepAsync(started.Value.Id, 0, default));

        var (job, _) = await app.ResultAsync(started.Value.Id);
        Assert.Equal(new ImportCounts(60, 0, 0, 0), job.Counts);
        Assert.Equal(60, (await app.ListAsync(Own)).Count);
    }

    [Fact]
    public async Task An_import_whose_message_failed_for_good_stops_and_the_same_file_gets_it_going()
    {
        var app = await ImportApp.NewAsync();
        var started = await app.StartAsync(Sheet.Many(10));
        var poison = Json.Write(
            new Envelope(
                "import|x|1|ImportStepDue",
                MessageNames.ImportStepDue,
                started.Value.Id,
                1,
                Given.Now,
                System.Text.Json.JsonSerializer.SerializeToElement(new ImportStepDue(started.Value.Id, 0), Json.Options),
                null
            )
        );

        await app.Steps.Stop(poison.AsMessage(), default);
        Assert.Equal(ImportStatus.Stopped, (await app.JobAsync(started.Value.Id)).Status);
        await app.DrainAsync();
        Assert.Equal(0, (await app.JobAsync(started.Value.Id)).RowsDone());

        Assert.Equal(ImportStatus.Running, (await app.StartAsync(Sheet.Many(10), key: "again")).Value.State!.Status);
        await app.DrainAsync();

        Assert.Equal(
            (ImportStatus.Done, 10),
            ((await app.JobAsync(started.Value.Id)).Status, (await app.JobAsync(started.Value.Id)).RowsDone())
        );
        Assert.Equal(
            ["ImportStarted", "ImportStopped", "ImportResumed", "ImportAdvanced"],
            (await app.Imports.ReadHistoryAsync(started.Value.Id)).Entries.Select(e =>
                System.Text.Json.JsonDocument.Parse(e.Json).RootElement.GetProperty("type").GetString()
            )
        );
    }

    [Fact]
    public async Task An_import_whose_process_was_lost_is_found_and_goes_on()
    {
        var app = await ImportApp.NewAsync();
        var started = await app.StartAsync(Sheet.Many(10));
        await app.LoseMessagesAsync();

        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));
        Assert.Null(await StalledSinceAsync());
        var begun = app.Time.Now;
        app.Time.Now += Stall.After + TimeSpan.FromSeconds(1);
        Assert.Equal(begun, await StalledSinceAsync());
        Assert.Equal(1, await app.Runner.ResumeStalledAsync(default));
        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));
        // A resumption alone is no progress.
        Assert.Equal(begun, await StalledSinceAsync());
        Assert.Equal(1, await app.DrainAsync());
        Assert.Null(await StalledSinceAsync());

        Assert.Equal(ImportStatus.Done, (await app.JobAsync(started.Value.Id)).Status);
        app.Time.Now += TimeSpan.FromHours(1);
        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));

        async Task<DateTimeOffset?> StalledSinceAsync() => ImportView.Of(await app.JobAsync(started.Value.Id), app.Time.Now).StalledSince;
    }

    [Fact]
    public async Task A_step_that_was_slow_and_resumed_meanwhile_still_counts()
    {
        var app = await ImportApp.NewAsync();
        var started = await app.StartAsync(Sheet.Many(10));
        await app.LoseMessagesAsync();
        var resumed = 0;
        var slow = await app.AgainAsync(options =>
            options.AddPolicy(
                new Before(
                    "/$batch",
                    async () =>
                    {
                        if (Interlocked.Exchange(ref resumed, 1) == 1)
                            return;
                        app.Time.Now += TimeSpan.FromMinutes(3);
                        Assert.Equal(1, await app.Runner.ResumeStalledAsync(default));
                    }
                ),
                HttpPipelinePosition.PerCall
            )
        );

        await slow.Steps.StepAsync(started.Value.Id, 0, default);

        Assert.Equal((1, ImportStatus.Done), (resumed, (await app.JobAsync(started.Value.Id)).Status));
        Assert.Equal(1, await app.DrainAsync());
        Assert.Equal(10, (await app.ListAsync(Own)).Count);
    }

    [Fact]
    public async Task A_malformed_file_makes_no_import()
    {
        var app = await ImportApp.NewAsync();

        var refused = await app.StartAsync([0xEF, 0xBB, 0xBF]);

        Assert.Equal("import_file_empty", refused.Problem!.Kind.Code);
        Assert.False(
            (await app.Imports.LoadAsync(ImportSetup.IdOf(ImportMode.Drafts, Given.Filer, Ids.Sha256([0xEF, 0xBB, 0xBF])))).Exists
        );
        Assert.Equal(0, await app.DrainAsync());
    }

    /// <summary>Simulates the death of the process: after this many storage calls every call fails.</summary>
    private sealed class DiesAfter(int calls) : HttpPipelinePolicy
    {
        private int count;

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            Interlocked.Increment(ref count) > calls
                ? throw new InvalidOperationException("The process has ended.")
                : ProcessNextAsync(message, pipeline);

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage calls are asynchronous.");
    }

    private sealed class Before(string address, Func<Task> act) : HttpPipelinePolicy
    {
        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (message.Request.Uri.ToString().Contains(address, StringComparison.Ordinal))
                await act();
            await ProcessNextAsync(message, pipeline);
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage calls are asynchronous.");
    }
}
