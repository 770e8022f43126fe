using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Grants;

public sealed class GetGrant(Commands<Achievement> commands, GrantCommands grants)
{
    [Function("GetGrant")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("A grant", Answer = typeof(GrantView))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "grants/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadPartAsync(request, PartIds.AchievementOf(id), (loaded, caller) => grants.View(loaded, id, caller), cancellation);
}
