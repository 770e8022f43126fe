using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Ledger;

public sealed class GetDistributionHistory(AggregateStore<Distribution> distributions)
{
    [Function("GetDistributionHistory")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The events of a distribution with actor, time and hash chain; for one older than its chain, the first events are those "
            + "of its achievement",
        Answer = typeof(HistoryView),
        Query = ["verify: As in the other apps; the hash chain is checked in any case"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "distributions/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (
            (await distributions.LoadAsync(id, cancellation)).State is not { } state
            || !Access.MaySee(state.Organisation, request.Caller())
        )
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return HistoryView.Answer(await distributions.ReadHistoryAsync(id, cancellation), _ => true);
    }
}
