using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Spreadsheets;

namespace TechTransfer.ContractRegistration.Imports;

public sealed class GetImportRows(ImportSteps steps, AggregateStore<ImportJob> imports)
{
    [Function("GetImportRows")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Auditor)]
    [Operation(
        "The result of each row so far, page by page, or the whole report as CSV",
        Answer = typeof(PageBody),
        AnswerMediaTypes = [ImportFile.Csv],
        Query = [
            "outcome: Filter: drafted, draftedWithErrors, registered, duplicate, refused",
            "format: csv for the whole report",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "imports/{id}/rows")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await imports.LoadAsync(id, cancellation);
        if (!loaded.Exists || !ImportSetup.MaySee(loaded.State!, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var outcome = request.AskedChoice<RowOutcome>("outcome", RowOutcomeNames.Name);
        request.OneOf("format", "limit");
        request.OneOf("format", "cursor");
        if (request.AskedFormat("csv") is not null)
        {
            return Download.Written(
                CsvFile.MediaType,
                $"import-{id}.csv",
                stream => CsvFile.WriteAsync(stream, Lines(loaded.State!, outcome, request.Language(), cancellation), cancellation)
            );
        }
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var from = 0;
        if (paging.Value.Cursor is { } cursor && !ReportCursor.TryRead(id, cursor, out from))
            return new ProblemResult(Problem.Of(Catalogue.MalformedCursor).At("cursor"));
        var page = await PageAsync(loaded.State!, from, paging.Value.Limit, outcome, cancellation);
        return Results.Json(page with { Cursor = paging.Value.Next(page.Cursor) }, Json.Options);
    }

    // Reads at most two report documents per request, because few rows may match the filter. While the import runs, the last page may be
    // empty but has a cursor.
    private async Task<PageBody> PageAsync(ImportJob job, int from, int limit, RowOutcome? outcome, CancellationToken cancellation)
    {
        var items = new List<JsonElement>();
        var at = from;
        for (var documents = 0; documents < 2 && items.Count < limit && at < job.RowsDone(); documents++)
        {
            var report = await steps.ReportAsync(job, at / ImportLimits.RowsPerPart, cancellation);
            foreach (var row in report.Skip(at % ImportLimits.RowsPerPart))
            {
                if (items.Count == limit)
                    break;
                if (outcome is null || row.Outcome == outcome)
                    items.Add(JsonSerializer.SerializeToElement(row, Json.Options));
                at++;
            }
        }
        return new(items, at < job.Rows ? ReportCursor.Write(job.Id, at) : null);
    }

    // Prefixes the message with heading and cell of the file, unless the message already contains the cell.
    private static string Entry(RowReport row, string path, Text message, Language language)
    {
        var said = message.In(language);
        if (row.Cells?.GetValueOrDefault(path) is { } place)
            return said.Contains(place.Cell, StringComparison.Ordinal)
                ? said
                : new Text($"“{place.Heading}”（{place.Cell}）：{said}", $"{place.Heading} ({place.Cell}): {said}").In(language);
        return NationalForm.HeadingOf(path) is { Length: > 0 } heading && !said.Contains(heading, StringComparison.Ordinal)
            ? new Text($"“{heading}”：{said}", $"{heading}: {said}").In(language)
            : said;
    }

    private async IAsyncEnumerable<string[]> Lines(
        ImportJob job,
        RowOutcome? outcome,
        Language language,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        yield return [.. Heads.Select(head => head.In(language))];
        for (var part = 0; part < job.Reports.Count; part++)
        {
            foreach (var row in await steps.ReportAsync(job, part, cancellation))
            {
                if (outcome is not null && row.Outcome != outcome)
                    continue;
                var number = row.Row.ToString(CultureInfo.InvariantCulture);
                yield return
                [
                    row.Sheet is { } sheet ? $"{sheet}!{number}" : number,
                    row.Outcome.Name().In(language),
                    row.Title ?? "",
                    row.ContractId ?? "",
                    row.Message?.In(language) ?? "",
                    string.Join(" ", (row.Errors ?? []).Select(e => Entry(row, e.Path, e.Message, language))),
                    string.Join(
                        " ",
                        (row.Findings ?? [])
                            .Select(f => (f.Path, f.Message))
                            .Concat((row.Notices ?? []).Select(n => (n.Path, n.Message)))
                            .Select(f => Entry(row, f.Path, f.Message, language))
                    ),
                ];
            }
        }
    }

    private static readonly Text[] Heads =
    [
        new("行号", "Row"),
        new("结果", "Outcome"),
        new("项目名称", "Title"),
        new("事项编号", "Contract"),
        new("说明", "Message"),
        new("错误", "Errors"),
        new("提示", "Findings"),
    ];
}

/// <summary>Cursor of a report page: the position of a row, with a checksum so that it is valid for one import only.</summary>
internal static class ReportCursor
{
    public static string Write(string import, int place) =>
        string.Create(CultureInfo.InvariantCulture, $"{Ids.Derive("report", import, $"{place}")[..8]}{place}");

    public static bool TryRead(string import, string cursor, out int place)
    {
        place = 0;
        return cursor.Length is > 8 and < 20
            && int.TryParse(cursor.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out place)
            && Write(import, place) == cursor;
    }
}
