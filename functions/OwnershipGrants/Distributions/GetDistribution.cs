using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

public sealed class GetDistribution(Commands<Distribution> commands)
{
    [Function("GetDistribution")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("A distribution with its explanation and the checklist of conditions", Answer = typeof(DistributionView))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "distributions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
