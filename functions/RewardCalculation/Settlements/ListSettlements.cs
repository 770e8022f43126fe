using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Settlements;

public sealed class ListSettlements(Lists lists)
{
    [Function("ListSettlements")]
    [Allowed(Role.Finance, Role.Auditor)]
    [Operation(
        "The settlements of a policy year, newest first",
        Answer = typeof(PageBody),
        Query = ["policy!: A policy's id", "year!: The policy year", "limit: 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "settlements")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var (policy, year) = (request.Asked("policy") ?? "", request.NeededYear());
        if (!ListClaims.IsPolicyId(policy))
            return new ProblemResult(WrongQuery.Of("policy", "请选择政策", "choose a policy"));
        return await lists.PageAsync<SettlementSummary>(
            request,
            SettlementSetup.OfPolicy(policy, year),
            _ => SettlementSetup.MaySee(request.Caller()),
            cancellation: cancellation
        );
    }
}
