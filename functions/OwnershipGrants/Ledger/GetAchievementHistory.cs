using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Ledger;

public sealed class GetAchievementHistory(Ledgers ledgers)
{
    [Function("GetAchievementHistory")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The achievement's events with actor, time and hash chain",
        Answer = typeof(HistoryView),
        Query = ["verify: As in the other apps; the hash chain is checked in any case"]
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "achievements/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ledgers.HistoryAsync(request, id, null, cancellation);
}
