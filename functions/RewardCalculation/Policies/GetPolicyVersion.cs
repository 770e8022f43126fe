using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

public sealed class GetPolicyVersion(PublishedPolicies policies)
{
    [Function("GetPolicyVersion")]
    [OpenToAll]
    [Operation("One version of a policy", Answer = typeof(Policy))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "policies/{id}/versions/{version:int}")] HttpRequest request,
        string id,
        int version,
        CancellationToken cancellation
    ) =>
        (await policies.CurrentAsync(cancellation)).Book.VersionsOf(id).FirstOrDefault(p => p.Version == version) is { } policy
            ? Results.Json(policy, Json.Options)
            : new ProblemResult(Problem.Of(Catalogue.NotFound));
}
