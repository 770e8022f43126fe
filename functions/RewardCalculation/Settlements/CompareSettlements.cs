using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Settlements;

public sealed class CompareSettlements(AggregateStore<SettlementRun> runs, RunDocuments documents)
{
    [Function("CompareSettlements")]
    [Allowed(Role.Finance, Role.Auditor)]
    [Operation(
        "The differences from an earlier settlement of the same policy year, claim by claim",
        Answer = typeof(DifferencePage),
        Query = ["against!: The earlier run", "limit: 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "settlements/{id}/differences")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var found = await runs.FindAsync(id, request.Caller(), cancellation);
        if (found.Problem is { } problem)
            return new ProblemResult(problem);
        var earlier = await runs.FindAsync(request.Asked("against") ?? "", request.Caller(), cancellation);
        var run = found.Value.State!;
        if (earlier.Problem is not null || earlier.Value.State!.PolicyId != run.PolicyId || earlier.Value.State.Year != run.Year)
            return new ProblemResult(
                WrongQuery.Of(
                    "against",
                    $"请选择同一政策{run.Year}年度的另一次年度核定",
                    $"choose another settlement of the same policy for {run.Year}"
                )
            );
        if (run.Totals is null || earlier.Value.State.Totals is null)
            return new ProblemResult(Problem.Of(Catalogue.SettlementRunning) with { RetryAfterSeconds = 2 });
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var (limit, cursor) = paging.Value;
        if (!LinePages.IsCursor(cursor))
            return new ProblemResult(Problem.Of(Catalogue.MalformedCursor).At("cursor"));
        var differences = Differences.Between(
            documents.LinesAsync(earlier.Value.State, cursor, cancellation),
            documents.LinesAsync(run, cursor, cancellation)
        );
        var items = await LinePages.TakeAsync(differences, limit + 1);
        return Results.Json(
            new DifferencePage(
                earlier.Value.State.Totals,
                run.Totals,
                [.. items.Take(limit)],
                items.Count > limit ? paging.Value.Next(items[limit - 1].ClaimId) : null
            ),
            Json.Options
        );
    }
}
