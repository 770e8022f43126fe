using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

public sealed class GetClaim(Commands<Claim> commands)
{
    [Function("GetClaim")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation("A claim with its figures, its explanation and its outcome", Answer = typeof(ClaimView))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "claims/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
