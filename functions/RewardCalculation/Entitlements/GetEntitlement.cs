using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Entitlements;

public sealed class GetEntitlement(Commands<Entitlement> commands)
{
    [Function("GetEntitlement")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation("An entitlement with its explanation", Answer = typeof(Entitlement))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "entitlements/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
