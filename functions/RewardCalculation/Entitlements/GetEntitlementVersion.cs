using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Entitlements;

public sealed class GetEntitlementVersion(AggregateStore<Entitlement> entitlements)
{
    [Function("GetEntitlementVersion")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation("One version of an entitlement", Answer = typeof(Entitlement))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "entitlements/{id}/versions/{version:long}")] HttpRequest request,
        string id,
        long version,
        CancellationToken cancellation
    )
    {
        var state = await FindAsync(entitlements, id, version, cancellation);
        return state is null || !EntitlementSetup.MaySee(state, request.Caller())
            ? new ProblemResult(Problem.Of(Catalogue.NotFound))
            : Results.Json(state, Json.Options);
    }

    public static async Task<Entitlement?> FindAsync(
        AggregateStore<Entitlement> entitlements,
        string id,
        long version,
        CancellationToken cancellation = default
    )
    {
        if (await entitlements.FindEventAsync(id, version, cancellation) is not { } entry)
            return null;
        using var happened = JsonDocument.Parse(entry.Json);
        return happened.RootElement.GetProperty("data").Deserialize<EntitlementRecalculated>(Json.Options)!.Entitlement;
    }
}
