using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Exports;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.ContractRegistration.Tests.Imports;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Spreadsheets;

namespace TechTransfer.ContractRegistration.Tests.Exports;

/// <summary>Exported contracts can be imported again without any change.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Samples = [.. Enumerable.Range(1, 16).Select(i => $"C{i:D2}")];

    [Theory]
    [InlineData(ImportFile.Csv)]
    [InlineData(ImportFile.Xlsx)]
    public async Task An_export_imported_into_an_empty_system_exports_the_same(string mediaType)
    {
        var first = await RegisteredAsync();
        var exported = await ExportAsync(first, mediaType, Given.RegistrarA);

        var second = await ImportApp.NewAsync();
        var started = await second.StartAsync(exported, ImportMode.Historical);
        await second.DrainAsync();
        var (job, rows) = await second.ResultAsync(started.Value.Id);

        Assert.True(
            job.Counts == new ImportCounts(0, Samples.Length, 0, 0),
            string.Join(
                "\n",
                rows.Where(r => r.Code is not null)
                    .Select(r => $"{r.Row} {r.Code} {string.Join(", ", (r.Errors ?? []).Select(e => $"{e.Path} {e.Code}"))}")
            )
        );
        var again = await ExportAsync(second, mediaType, Given.RegistrarA);
        Assert.Equal(Cells(exported), Cells(again));
        Assert.Equal(Cells(await ExportAsync(first, ImportFile.Csv, Given.RegistrarA)), Cells(again));
        if (mediaType == ImportFile.Csv)
            Assert.Equal(exported, again);
    }

    [Fact]
    public async Task Every_contract_comes_back_with_content_and_assessment()
    {
        var first = await RegisteredAsync();
        var second = await ImportApp.NewAsync();
        await second.StartAsync(await ExportAsync(first, ImportFile.Csv, Given.RegistrarA), ImportMode.Historical);
        await second.DrainAsync();

        var before = await ContractsAsync(first);
        var after = await ContractsAsync(second);

        Assert.Equal(Samples.Length, before.Count);
        foreach (var (was, now) in before.Zip(after))
        {
            Assert.Equal(Json.Write(was.Content), Json.Write(now.Content));
            Assert.Equal(
                (was.Assessment!.Kind, was.Assessment.TechnicalAmount, was.Assessment.Remarks, was.RegisteredOn, was.Number),
                (now.Assessment!.Kind, now.Assessment.TechnicalAmount, now.Assessment.Remarks, now.RegisteredOn, now.NationalNumber)
            );
            Assert.Equal(Json.Write(was.Assessment.CostLines), Json.Write(now.Assessment.CostLines));
        }
    }

    [Fact]
    public async Task Imported_into_the_system_that_it_came_from_every_row_is_a_duplicate()
    {
        var app = await RegisteredAsync();
        var exported = await ExportAsync(app, ImportFile.Csv, Given.RegistrarA);

        var started = await app.StartAsync(exported, ImportMode.Historical);
        await app.DrainAsync();

        Assert.Equal(new ImportCounts(0, 0, Samples.Length, 0), (await app.JobAsync(started.Value.Id)).Counts);
        Assert.Equal(exported, await ExportAsync(app, ImportFile.Csv, Given.RegistrarA));
    }

    [Fact]
    public async Task An_organisation_gets_its_own_contracts_without_others_contacts()
    {
        var app = await RegisteredAsync();
        var e1 = Given.Caller("company-e1");

        var rows = FileTests.Read(await ExportAsync(app, ImportFile.Csv, e1), ImportMode.Historical);

        var own = Samples
            .Select(s => Given.Content(s))
            .Where(c => c.AllParties().Any(p => p.Party.Uscc == e1.Organisation))
            .Select(c => c.Title);
        Assert.Equal(own.Order(StringComparer.Ordinal), rows.Select(r => r.Cells[NationalForm.Title]).Order(StringComparer.Ordinal));
        var c01 = rows.Single(r => r.Cells[NationalForm.Title] == Given.Content("C01").Title);
        Assert.True(c01.Cells.ContainsKey("buyer_contact"));
        Assert.False(c01.Cells.ContainsKey("seller_contact"));
    }

    [Fact]
    public async Task Only_registered_contracts_of_the_year_go_out()
    {
        var app = await ImportApp.NewAsync();
        foreach (
            var state in (Contract[])
                [
                    Given.Registered("C01"),
                    Given.Submitted("C03"),
                    Given.Drafted("C04"),
                    Given.Registered("C05") with
                    {
                        RegisteredOn = new(2025, 12, 31),
                        SubmittedAt = Given.Now,
                    },
                ]
        )
        {
            await KeepAsync(app, state);
        }

        Assert.Equal(Given.Content("C01").Title, (await ContractsAsync(app)).Single().Content.Title);
    }

    [Fact]
    public async Task Texts_that_look_like_formulas_are_guarded_and_come_back()
    {
        var app = await ImportApp.NewAsync();
        var state = Given.Registered("C01");
        string[] titles = ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "'=1", "引号\"与,逗号", "_x0041_"];
        for (var i = 0; i < titles.Length; i++)
        {
            await KeepAsync(
                app,
                state with
                {
                    Id = $"case-{i}",
                    Number = $"500099202600000{i}",
                    CreatedAt = Given.Now.AddTicks(-i),
                    DuplicateKey = null,
                    Content = state.Content with { Title = titles[i] },
                    Assessment = state.Assessment! with { Remarks = $"{titles[i]}\r\n第二行\n第三行" },
                }
            );
        }

        foreach (var mediaType in (string[])[ImportFile.Csv, ImportFile.Xlsx])
        {
            var exported = await ExportAsync(app, mediaType, Given.RegistrarA);
            var rows = FileTests.Read(exported, ImportMode.Historical);
            Assert.Equal(titles, rows.Select(r => r.Cells[NationalForm.Title]));
            Assert.Equal(titles.Select(t => $"{t}\r\n第二行\n第三行"), rows.Select(r => r.Cells[NationalForm.Remarks]));
            if (mediaType == ImportFile.Csv)
                Assert.Contains("'=HYPERLINK", System.Text.Encoding.UTF8.GetString(exported), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_workbook_is_valid_and_its_codes_are_text()
    {
        var app = await RegisteredAsync();

        using var file = new MemoryStream(await ExportAsync(app, ImportFile.Xlsx, Given.RegistrarA));
        using var document = SpreadsheetDocument.Open(file, false);

        Assert.Empty(new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath} {e.Description}"));
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var number = NationalForm.Exported.ToList().FindIndex(c => c.Name == NationalForm.NationalNumber);
        var cells = sheet
            .Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>()
            .Where(c => c.InlineString?.InnerText.Length == 16 && c.InlineString.InnerText.All(char.IsAsciiDigit))
            .ToArray();
        Assert.Equal(Samples.Length, cells.Length);
        Assert.True(number > 0);
    }

    [Fact]
    public async Task Too_long_cell_fails_the_workbook_export_but_not_the_csv_export()
    {
        var app = await ImportApp.NewAsync();
        var state = Given.Registered("C01");
        var lines = Enumerable.Range(0, 100).Select(i => new CostLine("equipment", new string('长', 400), Yuan.FromFen(i))).ToArray();
        await KeepAsync(app, state with { Assessment = state.Assessment! with { CostLines = lines } });

        using var file = new MemoryStream();
        var problem = await ExportNational.WriteWorkbookAsync(file, app.Export.OfYearAsync(2026, Given.RegistrarA), default);

        Assert.Equal("cell_too_long", problem!.Kind.Code);
        var row = FileTests.Read(await ExportAsync(app, ImportFile.Csv, Given.RegistrarA), ImportMode.Historical).Single();
        Assert.Equal(Json.Write(lines), row.Cells["costlines"]);
    }

    private static async Task<ImportApp> RegisteredAsync()
    {
        var app = await ImportApp.NewAsync();
        for (var i = 0; i < Samples.Length; i++)
        {
            var state = Given.Registered(Samples[i]);
            await KeepAsync(
                app,
                state with
                {
                    Number = Given.Rules2026.RegistrationNumber.Format(Given.Today, i + 1),
                    CreatedAt = Given.Now.AddTicks(-i),
                }
            );
        }
        return app;
    }

    private static async Task KeepAsync(ImportApp app, Contract state) =>
        Assert.Null(
            (await app.Contracts.CommitAsync(await app.Contracts.LoadAsync(state.Id), new(state, null), Given.Filer, null)).Problem
        );

    private static async Task<List<Contract>> ContractsAsync(ImportApp app)
    {
        var cases = new List<Contract>();
        await foreach (var state in app.Export.OfYearAsync(2026, Given.RegistrarA))
            cases.Add(state);
        return cases;
    }

    private static async Task<byte[]> ExportAsync(ImportApp app, string mediaType, Caller caller)
    {
        using var file = new MemoryStream();
        var cases = app.Export.OfYearAsync(2026, caller);
        if (mediaType == ImportFile.Csv)
            await CsvFile.WriteAsync(file, ExportNational.Lines(cases), default);
        else
            Assert.Null(await ExportNational.WriteWorkbookAsync(file, cases, default));
        return file.ToArray();
    }

    private static IReadOnlyList<string> Cells(byte[] file) =>
        [
            .. FileTests
                .Read(file, ImportMode.Historical)
                .SelectMany(r => NationalForm.Exported.Select(c => $"{r.Number} {c.Name} {Plain(c, r.Cells.GetValueOrDefault(c.Name))}")),
        ];

    // Workbooks have the number 1200000 where CSV files have 1200000.00, so drop the zero fen before comparing.
    private static string? Plain(Column column, string? cell) =>
        column.Kind == CellKind.Money && cell?.EndsWith(".00", StringComparison.Ordinal) == true ? cell[..^3] : cell;
}
