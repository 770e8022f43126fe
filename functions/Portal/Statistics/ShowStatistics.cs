using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Statistics;

public sealed class ShowStatistics(ContractsClient contracts, TimeProvider time)
{
    [Function("ShowStatistics")]
    [OpenToAll]
    [Operation(
        "Registered contracts of a year",
        AnswerMediaTypes = ["text/html"],
        TakesOtherParameters = true,
        Query = ["year: this year if not given", "by: kind, field, sellerKind, buyerRegion or month"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "statistics")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var view = View.Of(request);
        var by = ByOf(request);
        var figures = await contracts.StatisticsAsync(YearOf(request), by.Word, view.Asker, cancellation);
        return figures.Problem is { } problem
            ? new ProblemResult(problem)
            : new Page<StatisticsPage, StatisticsModel>(view, new(figures.Value, by, time.ChinaToday().Year));
    }

    /// <summary>Null when no year is asked for; an unreadable one is left to the service to refuse.</summary>
    internal static int? YearOf(HttpRequest request) =>
        request.Query["year"].ToString() is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year
        : 0;

    internal static Breakdown ByOf(HttpRequest request) =>
        Breakdown.All.FirstOrDefault(by => by.Word == request.Query["by"].ToString()) ?? Breakdown.All[0];
}
