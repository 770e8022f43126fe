using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Spreadsheets;

namespace TechTransfer.RewardCalculation.Settlements;

public sealed class GetSettlement(AggregateStore<SettlementRun> runs, RunDocuments documents, PaymentFile payments, TimeProvider time)
{
    private const string Csv = "text/csv";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Function("GetSettlement")]
    [Allowed(Role.Finance, Role.Auditor)]
    [Operation(
        "A settlement with its totals and a page of result lines, or its payment file",
        Answer = typeof(SettlementView),
        AnswerMediaTypes = [Csv, Xlsx],
        Query = ["format: csv or xlsx for the payment file", "limit: Lines, 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "settlements/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var found = await runs.FindAsync(id, request.Caller(), cancellation);
        if (found.Problem is { } problem)
            return new ProblemResult(problem);
        var (run, version) = (found.Value.State!, found.Value.Version);
        request.OneOf("format", "limit");
        request.OneOf("format", "cursor");
        if (request.AskedFormat("csv", "xlsx") is { } format)
        {
            if (run.Totals is null)
                return new ProblemResult(Problem.Of(Catalogue.SettlementRunning) with { RetryAfterSeconds = 2 });
            return format == "xlsx"
                ? await payments.WorkbookAsync(run, request.Caller(), cancellation)
                : Download.Written(
                    CsvFile.MediaType,
                    $"settlement-{run.PolicyId}-{run.Year}.csv",
                    stream => CsvFile.WriteAsync(stream, payments.LinesAsync(run, request.Caller(), cancellation), cancellation)
                );
        }
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        if (!LinePages.IsCursor(paging.Value.Cursor))
            return new ProblemResult(Problem.Of(Catalogue.MalformedCursor).At("cursor"));
        var lines = await LinePages.TakeAsync(documents.LinesAsync(run, paging.Value.Cursor, cancellation), paging.Value.Limit + 1);
        var cursor = lines.Count > paging.Value.Limit ? lines[paging.Value.Limit - 1].ClaimId : null;
        request.HttpContext.Response.Headers.ETag = $"\"{version}\"";
        return Results.Json(
            SettlementView.Of(run, version, time.GetUtcNow(), [.. lines.Take(paging.Value.Limit)], paging.Value.Next(cursor)),
            Json.Options
        );
    }
}
