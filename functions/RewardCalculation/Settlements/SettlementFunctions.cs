using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.Spreadsheets;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Settlements of a policy year over HTTP: the work goes on in the background, step by step.</summary>
public sealed class SettlementFunctions(
    Commands<SettlementRun> commands,
    Commands<Claim> claimCommands,
    AggregateStore<SettlementRun> runs,
    ClaimGrounds grounds,
    ClaimAccounts accounts,
    SettlementContexts contexts,
    RunDocuments documents,
    PaymentFile payments,
    Lists lists,
    FindPolicies policies,
    TimeProvider time
)
{
    private const string Csv = "text/csv";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private DateTimeOffset Now => time.GetUtcNow();

    [Function("StartSettlement")]
    [Allowed(Role.Finance)]
    [Operation(
        "Settle a policy year: all checked claims together; claims change only when it is closed",
        Body = typeof(StartSettlement),
        Answer = typeof(SettlementView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settlements")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<StartSettlement>(
            request,
            async (id, body, caller) =>
            {
                var book = await policies(cancellation);
                if (book.VersionsOf(body.PolicyId).Count == 0)
                    return Problem.Of(Catalogue.PolicyNotFound, ("policy", body.PolicyId)).At("policyId");
                if (body.Year is < 2000 or > 2100)
                    return Problem
                        .Of(
                            Catalogue.InvalidValue,
                            ("reason", new Text("年度应在 2000 至 2100 之间。", "The year lies between 2000 and 2100."))
                        )
                        .At("year");
                if (book.ForYear(body.PolicyId, body.Year) is not { } policy)
                    return Problem.Of(Catalogue.PolicyNotInForce, ("policy", body.PolicyId), ("day", $"{body.Year}")).At("year");
                var spent = await accounts.ProgrammeAsync(ClaimAccounts.ProgrammeOf(policy), cancellation);
                return RunDecisions.Start(id, policy, body.Year, spent, Budgets.Left(book, policy, body.Year, spent), caller, Now);
            },
            cancellation
        );

    [Function("CloseSettlement")]
    [Allowed(Role.Finance)]
    [Operation(
        "Fix the set: its claims get their final amounts, and claims checked later go to the next run",
        Answer = typeof(SettlementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Close(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settlements/{id}/close")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (run, _, caller) => RunDecisions.Close(run, await accounts.ProgrammeAsync(run.Programme, cancellation), caller, Now),
            cancellation
        );

    [Function("PublishSettlement")]
    [Allowed(Role.Finance)]
    [Operation(
        "Open the public notices of its claims; a run that is not closed is closed first",
        Answer = typeof(SettlementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Publish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settlements/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (run, _, caller) => RunDecisions.Publish(run, await accounts.ProgrammeAsync(run.Programme, cancellation), caller, Now),
            cancellation
        );

    [Function("ResumeSettlement")]
    [Allowed(Role.Finance)]
    [Operation("Go on with a run that stopped", Answer = typeof(SettlementView), Effect = Effect.Changes)]
    public Task<IResult> Resume(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settlements/{id}/resume")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            (run, _, caller) =>
                RunDecisions.Resume(run, caller, Now) is { } resumed
                    ? resumed
                    : Problem.Of(Catalogue.WrongState, ("status", run.Status.Name()), ("action", new Text("继续", "resume"))),
            cancellation
        );

    [Function("SettleClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Settle a claim alone, under a policy that has neither a budget, nor a ranking, nor a cap shared with other policies",
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> SettleClaim(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/settle")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        claimCommands.ChangeAsync<NoContent>(
            request,
            id,
            async (claim, _, caller) =>
            {
                var policy = (await policies(cancellation)).VersionsOf(claim.PolicyId).First(v => v.Version == claim.PolicyVersion);
                var cover = await grounds.CoverAsync(claim, cancellation);
                return Settlements.SettleClaim.Alone(claim, policy, cover, await contexts.OfAsync(claim, cancellation), caller, Now);
            },
            cancellation
        );

    [Function("ListSettlements")]
    [Allowed(Role.Finance, Role.Auditor)]
    [Operation(
        "The runs of a policy year, newest first",
        Answer = typeof(PageBody),
        Query = ["policy!: A policy's id", "year!: The policy year", "limit: 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settlements")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var policy = request.Query["policy"].ToString();
        if (!ListClaims.IsPolicyId(policy))
            return Malformed("policy", "id");
        if (!ListClaims.TryYear(request.Query["year"], out var year))
            return Malformed("year", "2000..2100");
        return await lists.PageAsync<SettlementSummary>(
            request,
            SettlementKind.OfPolicy(policy, year),
            _ => SettlementKind.MaySee(request.Caller()),
            cancellation: cancellation
        );
    }

    [Function("GetSettlement")]
    [Allowed(Role.Finance, Role.Auditor)]
    [Operation(
        "A run with its totals and a page of result lines, or its payment file",
        Answer = typeof(SettlementView),
        AnswerMediaTypes = [Csv, Xlsx],
        Query = ["format: csv or xlsx for the payment file", "limit: Lines, 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settlements/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var found = await FindAsync(id, request, cancellation);
        if (found.Problem is { } problem)
            return new ProblemResult(problem);
        var (run, version) = (found.Value.State!, found.Value.Version);
        switch (request.Query["format"].ToString())
        {
            case "":
                break;
            case "csv" when run.Totals is not null:
                return Download.Written(
                    CsvFile.MediaType,
                    $"settlement-{run.PolicyId}-{run.Year}.csv",
                    stream => CsvFile.WriteAsync(stream, payments.LinesAsync(run, request.Caller(), cancellation), cancellation)
                );
            case "xlsx" when run.Totals is not null:
                return await payments.WorkbookAsync(run, request.Caller(), cancellation);
            case "csv" or "xlsx":
                return new ProblemResult(Problem.Of(Catalogue.SettlementRunning) with { RetryAfterSeconds = 2 });
            default:
                return Malformed("format", "csv, xlsx");
        }
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        if (!TryCursor(paging.Value.Cursor))
            return new ProblemResult(Problem.Of(Catalogue.MalformedCursor));
        var lines = await TakeAsync(documents.LinesAsync(run, paging.Value.Cursor, cancellation), paging.Value.Limit + 1);
        var cursor = lines.Count > paging.Value.Limit ? lines[paging.Value.Limit - 1].ClaimId : null;
        request.HttpContext.Response.Headers.ETag = $"\"{version}\"";
        return Results.Json(SettlementView.Of(run, version, [.. lines.Take(paging.Value.Limit)], cursor), Json.Options);
    }

    [Function("CompareSettlements")]
    [Allowed(Role.Finance, Role.Auditor)]
    [Operation(
        "What a run gives otherwise than an earlier one of the same policy year, claim by claim",
        Answer = typeof(DifferencePage),
        Query = ["against!: The earlier run", "limit: 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Compare(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settlements/{id}/differences")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var found = await FindAsync(id, request, cancellation);
        if (found.Problem is { } problem)
            return new ProblemResult(problem);
        var earlier = await FindAsync(request.Query["against"].ToString(), request, cancellation);
        var run = found.Value.State!;
        if (earlier.Problem is not null || earlier.Value.State!.PolicyId != run.PolicyId || earlier.Value.State.Year != run.Year)
            return Malformed("against", $"{run.PolicyId} {run.Year}");
        if (run.Totals is null || earlier.Value.State.Totals is null)
            return new ProblemResult(Problem.Of(Catalogue.SettlementRunning) with { RetryAfterSeconds = 2 });
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var (limit, cursor) = paging.Value;
        if (!TryCursor(cursor))
            return new ProblemResult(Problem.Of(Catalogue.MalformedCursor));
        var differences = Differences.Between(
            documents.LinesAsync(earlier.Value.State, cursor, cancellation),
            documents.LinesAsync(run, cursor, cancellation)
        );
        var items = await TakeAsync(differences, limit + 1);
        return Results.Json(
            new DifferencePage(
                earlier.Value.State.Totals,
                run.Totals,
                [.. items.Take(limit)],
                items.Count > limit ? items[limit - 1].ClaimId : null
            ),
            Json.Options
        );
    }

    private async Task<Outcome<Loaded<SettlementRun>>> FindAsync(string id, HttpRequest request, CancellationToken cancellation)
    {
        if (id.Length is 0 or > 100 || !id.All(char.IsAsciiLetterOrDigit))
            return Problem.Of(Catalogue.NotFound);
        var loaded = await runs.LoadAsync(id, cancellation);
        return loaded.Exists && SettlementKind.MaySee(request.Caller()) ? loaded : Problem.Of(Catalogue.NotFound);
    }

    // A cursor is the last line's claim: any text of that form names a place among the lines.
    private static bool TryCursor(string? cursor) =>
        cursor is null || (cursor.Length is > 0 and <= 100 && cursor.All(char.IsAsciiLetterOrDigit));

    private static async Task<List<T>> TakeAsync<T>(IAsyncEnumerable<T> items, int most)
    {
        var taken = new List<T>();
        await foreach (var item in items)
        {
            taken.Add(item);
            if (taken.Count == most)
                break;
        }
        return taken;
    }

    private static ProblemResult Malformed(string name, string reason) =>
        new(Problem.Of(Catalogue.MalformedQuery, ("name", name), ("reason", reason)).At(name));
}
