using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

public sealed class ListPolicies(PublishedPolicies policies, TimeProvider time)
{
    [Function("ListPolicies")]
    [OpenToAll]
    [Operation(
        "The policies in force on a day",
        Answer = typeof(IReadOnlyList<PolicySummary>),
        Query = ["on: YYYY-MM-DD, today if not given"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "policies")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var day = request.AskedDay("on") ?? time.GetUtcNow().ChinaDate();
        return Results.Json((await policies.CurrentAsync(cancellation)).Book.InForceOn(day).Select(PolicySummary.Of), Json.Options);
    }
}

/// <param name="Beneficiary">Role that is rewarded.</param>
public sealed record PolicySummary(
    string Id,
    int Version,
    DateOnly From,
    DateOnly? To,
    bool Sample,
    Text Name,
    BeneficiaryRole Beneficiary,
    Citation Citation
)
{
    public static PolicySummary Of(Policy policy) =>
        new(policy.Id, policy.Version, policy.From, policy.To, policy.Sample, policy.Name, policy.Beneficiary, policy.Citation);
}
