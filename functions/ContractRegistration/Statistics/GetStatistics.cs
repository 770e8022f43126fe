using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Statistics;

/// <summary>For the public: cells with few contracts are hidden.</summary>
public sealed class GetStatistics(StatisticsReader statistics)
{
    [Function("GetStatistics")]
    [OpenToAll]
    [Operation(
        "Registered contracts of a year: number, value, technical amount; cells with few contracts are left out",
        Answer = typeof(StatisticsView),
        Query = [StatisticsQuery.YearText, StatisticsQuery.ByText, StatisticsQuery.AsOfText]
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "statistics")] HttpRequest request,
        CancellationToken cancellation
    ) => statistics.AnswerAsync(request, seesAll: false, cancellation);
}
