using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Money;

namespace TechTransfer.ContractRegistration.Tests.Imports;

public sealed class PastRegistrationTests
{
    private const string Number = "5000992026000012";

    private static Sheet Past(string sample = "C01", string number = Number, string on = "2026-05-20") =>
        Sheet.Of(sample).Registered(0, number, on);

    [Fact]
    public async Task A_past_registration_is_a_registered_contract_with_its_number_and_sends_nothing()
    {
        var app = await ImportApp.NewAsync();

        var (job, rows) = await app.RunAsync(Past(), ImportMode.Historical);

        Assert.Equal(new ImportCounts(0, 1, 0, 0), job.Counts);
        var state = (await app.Contracts.LoadAsync(rows[0].ContractId!)).State!;
        Assert.Equal(
            (ContractStatus.Registered, Number, new DateOnly(2026, 5, 20), true),
            (state.Status, state.NationalNumber, state.RegisteredOn, state.Historical)
        );
        Assert.Equal(Yuan.Of(960_000m), state.Assessment!.TechnicalAmount);
        Assert.Equal(Given.Filer.Organisation, state.Filer.Organisation);
        Assert.Equal("NEW-2026", state.RuleSet);
        Assert.Null(state.Clock);
        foreach (
            var list in (string[])
                [
                    ContractLists.OfYear(2026),
                    ContractLists.OfNumber(Number),
                    ContractLists.OfStatus(ContractStatus.Registered),
                    ContractLists.OfParty(Given.Filer.Organisation!),
                ]
        )
        {
            Assert.Equal(Number, Assert.Single(await app.ListAsync(list)).NationalNumber);
        }
        Assert.Equal(0, (await app.Storage.BacklogAsync([$"{app.App}-rewards"])).Queues.Values.Sum());
        var view = ContractView.Of(state, Given.RegistrarA, 1);
        Assert.Equal((Number, true), (view.NationalNumber, view.Historical));
    }

    [Fact]
    public async Task Rules_of_the_day_of_registration_are_pinned()
    {
        var app = await ImportApp.NewAsync();
        var sheet = Past("C01", "5000992019000012", "2019-05-20")
            .With("signdate", "2019-05-01")
            .With("contractbegindate", "2019-05-01")
            .With("contractenddate", "2020-05-01");

        var (_, rows) = await app.RunAsync(sheet, ImportMode.Historical);

        Assert.Equal("OLD-2000/2001", (await app.Contracts.LoadAsync(rows[0].ContractId!)).State!.RuleSet);
        Assert.Single(await app.ListAsync(ContractLists.OfYear(2019)));
    }

    [Fact]
    public async Task A_national_number_belongs_to_one_contract()
    {
        var app = await ImportApp.NewAsync();
        var sheet = Sheet
            .Of("C01", "C03")
            .Registered(0, Number, "2026-06-01")
            .Registered(1, Number, "2026-06-01")
            .With("technicalamount", "800000", 1);

        var (job, rows) = await app.RunAsync(sheet, ImportMode.Historical);

        Assert.Equal(new ImportCounts(0, 1, 1, 0), job.Counts);
        Assert.Equal("national_number_taken", rows.Single(r => r.Outcome == RowOutcome.Duplicate).Code);
        Assert.Single(await app.ListAsync(ContractLists.OfYear(2026)));
    }

    [Fact]
    public async Task A_contract_that_was_filed_here_is_a_duplicate()
    {
        var app = await ImportApp.NewAsync();
        var filed = await app.Contracts.CommitAsync(
            await app.Contracts.LoadAsync("filed"),
            new(Given.Submitted("C01") with { Id = "filed" }, null),
            Given.Filer,
            null
        );

        var (_, rows) = await app.RunAsync(Past(), ImportMode.Historical);

        Assert.Null(filed.Problem);
        Assert.Equal((RowOutcome.Duplicate, "duplicate_contract"), (rows[0].Outcome, rows[0].Code));
    }

    [Fact]
    public async Task A_number_of_our_own_series_is_not_allotted_again()
    {
        var app = await ImportApp.NewAsync();
        var pattern = Given.Rules2026.RegistrationNumber;
        var series = pattern.Series(Given.Today);
        Assert.Equal(1, await app.Numbers.AllotAsync(series, "first"));

        var sheet = Sheet
            .Of("C01", "C03")
            .Registered(0, pattern.Format(Given.Today, 7), "2026-06-01")
            .Registered(1, pattern.Format(Given.Today, 1), "2026-06-01")
            .With("technicalamount", "800000", 1);
        var (_, rows) = await app.RunAsync(sheet, ImportMode.Historical);

        Assert.Equal([RowOutcome.Registered, RowOutcome.Duplicate], rows.Select(r => r.Outcome));
        Assert.Equal("national_number_taken", rows[1].Code);
        Assert.Equal(rows[0].ContractId, await app.Numbers.OwnerOfAsync(series, 7));
        Assert.Equal(8, await app.Numbers.AllotAsync(series, "next"));
    }

    [Fact]
    public async Task A_repeated_part_makes_no_second_registration()
    {
        var app = await ImportApp.NewAsync();
        var started = await app.StartAsync(Past(), ImportMode.Historical);
        // Simulates a crash after the rows were imported but before the step was completed.
        var job = started.Value.State!;
        var rows = FileTests.Read(Past().Csv(), ImportMode.Historical);
        await app.Rows.RunAsync(job, rows, [], default);

        await app.DrainAsync();

        var (after, reports) = await app.ResultAsync(job.Id);
        Assert.Equal((new ImportCounts(0, 1, 0, 0), RowOutcome.Registered), (after.Counts, reports.Single().Outcome));
        Assert.Single(await app.ListAsync(ContractLists.OfYear(2026)));
    }

    [Fact]
    public async Task Registrars_import_for_their_office()
    {
        var app = await ImportApp.NewAsync();
        var first = await app.StartAsync(Past(), ImportMode.Historical);

        var again = await app.StartAsync(Past(), ImportMode.Historical, Given.RegistrarB);

        Assert.Equal(first.Value.Id, again.Value.Id);
        Assert.False(ImportSetup.MaySee(again.Value.State!, Given.Filer));
        Assert.True(ImportSetup.MaySee(again.Value.State!, Given.RegistrarB));
        Assert.True(ImportSetup.MaySee(again.Value.State!, Given.Caller("auditor")));
    }

    [Theory]
    [InlineData("nationalnumber", "123", "nationalnumber", "national_number_malformed")]
    [InlineData("nationalnumber", "500099202600001X", "nationalnumber", "national_number_malformed")]
    [InlineData("nationalnumber", "", "nationalnumber", "value_missing")]
    [InlineData("registeredon", "", "registeredon", "value_missing")]
    [InlineData("registeredon", "2026-06-02", "registeredon", "registered_on_out_of_range")]
    [InlineData("registeredon", "2000-01-01", "registeredon", "registered_on_out_of_range")]
    [InlineData("registeredon", "2026-03-02", "registeredon", "registered_before_signing")]
    [InlineData("technicalamount", "", "technicalamount", "value_missing")]
    [InlineData("technicalamount", "1200000.01", "technicalamount", "technical_amount_out_of_range")]
    [InlineData("technicalamount", "-1", "technicalamount", "technical_amount_out_of_range")]
    [InlineData("totalamount", "", "totalamount", "value_missing")]
    [InlineData("contracttype", "Z9", "contracttype", "unknown_kind")]
    [InlineData("techarea", "99", "techarea", "unknown_code")]
    [InlineData("buyer_uscc", "91500107MA0A1B0000", "buyer_uscc", "uscc_invalid")]
    [InlineData("projectname", "   ", "projectname", "value_missing")]
    [InlineData("costlines", "[null]", "costlines[0]", "not_a_list")]
    [InlineData(
        "costlines",
        "[{\"type\":\"equipment\",\"description\":\"台\",\"amount\":-1}]",
        "costlines[0].amount",
        "figure_out_of_range"
    )]
    [InlineData("moresellers", "[null]", "moresellers[0]", "not_a_list")]
    [InlineData("contractenddate", "2020-01-01", "contractenddate", "dates_out_of_order")]
    public async Task A_row_that_cannot_be_counted_is_refused_with_code_and_column(string column, string value, string path, string code)
    {
        var app = await ImportApp.NewAsync();

        var (job, rows) = await app.RunAsync(Past().With(column, value), ImportMode.Historical);

        Assert.Equal(new ImportCounts(0, 0, 0, 1), job.Counts);
        Assert.True(
            rows[0].Errors!.Any(e => e.Path == path && e.Code == code),
            string.Join("; ", rows[0].Errors!.Select(e => $"{e.Path} {e.Code}"))
        );
    }

    [Fact]
    public void Only_a_registrar_enters_past_registrations()
    {
        var content = Given.Content("C01");
        var past = new PastRegistration(Number, Given.Today, "D1", Yuan.Of(1m), [], null);

        Assert.Equal(
            "not_allowed",
            EnterPastRegistration.Decide("x", content, past, Given.Filer, Given.Rules, Given.Now).Problem!.Kind.Code
        );
    }

    [Theory]
    [InlineData("5000012026000007", "500001-2026", 7L)]
    [InlineData("5000992026000007", null, 0L)]
    [InlineData("500001202600000", null, 0L)]
    [InlineData("5000012026000000", null, 0L)]
    public void Only_numbers_of_our_own_series_have_a_series_and_serial(string number, string? series, long serial) =>
        Assert.Equal(series is null ? null : (series, serial), Given.Rules2026.RegistrationNumber.SerialOf(number));
}
