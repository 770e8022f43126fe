using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

public sealed class GetClaimHistory(AggregateStore<Claim> claims)
{
    [Function("GetClaimHistory")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation(
        "The events of the claim with actor, time and hash chain",
        Answer = typeof(ClaimHistory),
        Query = ["verify: true checks the hash chain"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "claims/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await claims.LoadAsync(id, cancellation);
        if (!loaded.Exists || !ClaimSetup.MaySee(loaded.State!, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var history = await claims.ReadHistoryAsync(id, cancellation);
        return Results.Json(ClaimHistory.Of(history, new(request.Caller()), request.AskedFlag("verify")), Json.Options);
    }
}
