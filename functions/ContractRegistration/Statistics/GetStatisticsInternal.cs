using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Statistics;

/// <summary>For officials: no cells are hidden.</summary>
public sealed class GetStatisticsInternal(StatisticsReader statistics)
{
    [Function("GetStatisticsInternal")]
    [Allowed(Role.Registrar, Role.Auditor, Role.Finance, Role.Policy)]
    [Operation(
        "The same for officials: every cell with its corrections, and the fixed figures of a closed month",
        Answer = typeof(StatisticsView),
        Query = [StatisticsQuery.YearText, StatisticsQuery.ByText, StatisticsQuery.AsOfText]
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "statistics/internal")] HttpRequest request,
        CancellationToken cancellation
    ) => statistics.AnswerAsync(request, seesAll: true, cancellation);
}
