using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Achievements;

public sealed class GetAchievement(Commands<Achievement> commands)
{
    [Function("GetAchievement")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("An achievement", Answer = typeof(AchievementView))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "achievements/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);
}
