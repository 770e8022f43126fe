using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Notices;

public sealed class ListNotices(Lists lists, TimeProvider time)
{
    [Function("ListNotices")]
    [OpenToAll]
    [Operation(
        "The current public notices: beneficiary, contract numbers, amount, last day",
        Answer = typeof(PageBody<NoticeLine>),
        Query = ["limit: 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "notices")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var today = time.ChinaToday();
        // A notice ends with its last day, even before the timer records it; an open objection keeps it running.
        return await lists.PageAsync<NoticeLine>(
            request,
            ClaimLists.Notices,
            notice => notice.Objected || notice.Until >= today,
            cancellation: cancellation
        );
    }
}
