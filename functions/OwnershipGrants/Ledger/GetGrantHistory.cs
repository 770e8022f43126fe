using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Ledger;

public sealed class GetGrantHistory(Ledgers ledgers)
{
    [Function("GetGrantHistory")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "A grant's events with actor, time and hash chain; the chain is the whole achievement's",
        Answer = typeof(HistoryView),
        Query = ["verify: As in the other apps; the hash chain is checked in any case"]
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "grants/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ledgers.HistoryAsync(request, PartIds.AchievementOf(id), id, cancellation);
}
