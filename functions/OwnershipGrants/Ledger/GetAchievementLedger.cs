using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Ledger;

public sealed class GetAchievementLedger(Ledgers ledgers)
{
    [Function("GetAchievementLedger")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The achievement's ledger: every right, decision, document, income and payment in order",
        Answer = typeof(LedgerView),
        AnswerMediaTypes = [TableResult.Csv, TableResult.Xlsx],
        Query = [TableResult.Format]
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "achievements/{id}/ledger")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ledgers.LedgerAsync(request, id, null, cancellation);
}
