using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Ledger;

public sealed class GetGrantLedger(Ledgers ledgers)
{
    [Function("GetGrantLedger")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The ledger of a grant, including the entries that concern the whole achievement",
        Answer = typeof(LedgerView),
        AnswerMediaTypes = [TableResult.Csv, TableResult.Xlsx],
        Query = [TableResult.Format]
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "grants/{id}/ledger")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ledgers.LedgerAsync(request, PartIds.AchievementOf(id), id, cancellation);
}
