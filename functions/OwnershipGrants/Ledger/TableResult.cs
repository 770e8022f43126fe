using Microsoft.AspNetCore.Http;
using TechTransfer.Spreadsheets;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>Cell texts are escaped, so that none runs as a formula in a spreadsheet.</summary>
internal static class TableResult
{
    public const string Format = "format: csv or xlsx; JSON if not given";
    public const string Csv = "text/csv";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="name">File name without extension.</param>
    /// <param name="json">Content of the JSON response, used if the caller names no format.</param>
    public static IResult Of(
        HttpRequest request,
        string name,
        string sheet,
        IReadOnlyList<string> headings,
        IEnumerable<object?[]> rows,
        object json
    ) =>
        request.AskedFormat("csv", "xlsx") switch
        {
            null => Results.Json(json, Json.Options),
            "csv" => Download.Written(
                CsvFile.MediaType,
                $"{name}.csv",
                stream => CsvFile.WriteAsync(stream, Lines(headings, rows), request.HttpContext.RequestAborted)
            ),
            _ => Workbook($"{name}.xlsx", sheet, headings, rows, request.HttpContext.RequestAborted),
        };

    private static async IAsyncEnumerable<string[]> Lines(IReadOnlyList<string> headings, IEnumerable<object?[]> rows)
    {
        yield return [.. headings];
        foreach (var row in rows)
            yield return [.. row.Select(ExportCell.TextOf)];
        await Task.CompletedTask;
    }

    // Built in memory, because a workbook that fails halfway must not be sent; ledgers are small enough.
    private static Download Workbook(
        string name,
        string sheet,
        IReadOnlyList<string> headings,
        IEnumerable<object?[]> rows,
        CancellationToken cancellation
    ) =>
        Download.Written(
            Xlsx,
            name,
            async output =>
            {
                using var file = new MemoryStream();
                if (await XlsxFile.WriteAsync(file, sheet, headings, Async(rows), cancellation) is { } place)
                    throw new InvalidOperationException($"The cell {place} of {name} is longer than a workbook takes.");
                file.Position = 0;
                await file.CopyToAsync(output, cancellation);
            }
        );

    private static async IAsyncEnumerable<object?[]> Async(IEnumerable<object?[]> rows)
    {
        foreach (var row in rows)
            yield return row;
        await Task.CompletedTask;
    }
}
