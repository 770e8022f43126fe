using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Spreadsheets;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>A table as an answer: JSON, or the file that the caller asks for. No text in it runs as a formula.</summary>
internal static class TableResult
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="name">The file's name, without its ending.</param>
    /// <param name="json">The same for a caller who names no format.</param>
    public static IResult Of(HttpRequest request, string name, string sheet, IReadOnlyList<string> headings, IEnumerable<object?[]> rows, object json) => request.Query["format"].ToString() switch
    {
        "" => Results.Json(json, Json.Options),
        "csv" => new CsvFile($"{name}.csv", Lines(headings, rows)),
        "xlsx" => new Workbook($"{name}.xlsx", sheet, headings, rows),
        _ => new ProblemResult(Problem.Of(Catalogue.MalformedQuery, ("name", "format"), ("reason", "csv, xlsx")).At("format")),
    };

    private static async IAsyncEnumerable<string[]> Lines(IReadOnlyList<string> headings, IEnumerable<object?[]> rows)
    {
        yield return [.. headings];
        foreach (var row in rows) yield return [.. row.Select(ExportCell.TextOf)];
        await Task.CompletedTask;
    }

    // In memory first: a workbook is sent whole or not at all, and a ledger is small.
    private sealed class Workbook(string name, string sheet, IReadOnlyList<string> headings, IEnumerable<object?[]> rows) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var file = new MemoryStream();
            if (await XlsxFile.WriteAsync(file, sheet, headings, Async(), httpContext.RequestAborted) is { } place) throw new InvalidOperationException($"The cell {place} of {name} is longer than a workbook takes.");
            await Results.File(file.ToArray(), Xlsx, name).ExecuteAsync(httpContext);
        }

        private async IAsyncEnumerable<object?[]> Async()
        {
            foreach (var row in rows) yield return row;
            await Task.CompletedTask;
        }
    }
}
