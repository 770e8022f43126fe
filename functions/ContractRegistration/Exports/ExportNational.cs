using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Spreadsheets;

namespace TechTransfer.ContractRegistration.Exports;

/// <summary>The columns are those that the import accepts, so that an export can be imported again.</summary>
public sealed class ExportNational(RegisteredContracts rows)
{
    [Function("ExportNational")]
    [Allowed(Role.Registrar, Role.Auditor, Role.Office, Role.Company)]
    [Operation(
        "The contracts registered in a year, in the national form's columns; an organisation gets its own",
        AnswerMediaTypes = [ImportFile.Csv, ImportFile.Xlsx],
        Query = ["year!: Year of registration", "format: csv or xlsx; csv if not given"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "exports/national")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var (year, format) = (request.NeededYear(), request.AskedFormat("csv", "xlsx"));
        var caller = request.Caller();
        if (!caller.Is(Role.Registrar) && !caller.Is(Role.Auditor) && !caller.ActsFor(caller.Organisation))
            return new ProblemResult(RoleNames.Needed(Role.Registrar, Role.Auditor, Role.Office, Role.Company));
        var contracts = rows.OfYearAsync(year, caller, cancellation);
        return format == "xlsx"
            ? await WorkbookAsync($"national-{year}.xlsx", contracts, cancellation)
            : Download.Written(
                CsvFile.MediaType,
                $"national-{year}.csv",
                stream => CsvFile.WriteAsync(stream, Lines(contracts), cancellation)
            );
    }

    public static async IAsyncEnumerable<string[]> Lines(IAsyncEnumerable<Contract> contracts)
    {
        yield return [.. NationalForm.Exported.Select(c => c.Heading)];
        await foreach (var state in contracts)
            yield return [.. NationalForm.Exported.Select(c => ExportCell.TextOf(c.Value!(state)))];
    }

    /// <summary>On the problem cell_too_long the output is incomplete and must be discarded.</summary>
    public static async Task<Problem?> WriteWorkbookAsync(
        Stream output,
        IAsyncEnumerable<Contract> contracts,
        CancellationToken cancellation
    )
    {
        var last = "";
        var tooLong = await XlsxFile.WriteAsync(
            output,
            "技术合同",
            [.. NationalForm.Exported.Select(c => c.Heading)],
            Rows(),
            cancellation
        );
        return tooLong is { } cell
            ? Problem.Of(
                Catalogue.CellTooLong,
                ("contract", last),
                ("column", NationalForm.Exported[cell.Column].Title),
                ("limit", XlsxFile.LongestCell)
            )
            : null;

        async IAsyncEnumerable<object?[]> Rows()
        {
            await foreach (var state in contracts)
            {
                last = state.Id;
                yield return [.. NationalForm.Exported.Select(c => c.Value!(state))];
            }
        }
    }

    // Written to a temporary file first, because a workbook that fails halfway must not be sent.
    private static async Task<IResult> WorkbookAsync(string name, IAsyncEnumerable<Contract> contracts, CancellationToken cancellation)
    {
        var file = TemporaryFile.Create();
        try
        {
            if (await WriteWorkbookAsync(file, contracts, cancellation) is { } problem)
            {
                await file.DisposeAsync();
                return new ProblemResult(problem);
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        file.Position = 0;
        return Download.Of(file, ImportFile.Xlsx, name);
    }
}
