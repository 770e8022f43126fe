using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Statistics;

public sealed class GetStatisticsCsv(ContractsClient contracts, TimeProvider time)
{
    [Function("GetStatisticsCsv")]
    [OpenToAll]
    [Operation(
        "The table of the statistics page as csv",
        AnswerMediaTypes = ["text/csv"],
        TakesOtherParameters = true,
        Query = ["year: as of the page", "by: as of the page"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "statistics.csv")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var view = View.Of(request);
        var by = ShowStatistics.ByOf(request);
        var figures = await contracts.StatisticsAsync(ShowStatistics.YearOf(request), by.Word, view.Asker, cancellation);
        if (figures.Problem is { } problem)
            return new ProblemResult(problem);
        var table = Write(new(figures.Value, by, time.ChinaToday().Year), view);
        return Download.Of(new MemoryStream(table), "text/csv", $"statistics-{figures.Value.Year}-{by.Word}.csv");
    }

    // With a byte order mark: otherwise Excel would not read it as UTF-8.
    internal static byte[] Write(StatisticsModel model, View view)
    {
        var text = new StringBuilder("\uFEFF");
        Line(
            text,
            view.Say(model.By.Name),
            view.Say(StatisticsWords.Number),
            view.Say(StatisticsWords.Value),
            view.Say(StatisticsWords.TechnicalAmount),
            view.Say(StatisticsWords.Growth)
        );
        foreach (var (row, _) in model.Lines.Append((model.Figures.Total, false)))
        {
            Line(
                text,
                ReferenceEquals(row, model.Figures.Total) ? view.Say(StatisticsWords.Total) : view.Say(row.Name),
                row.Shown,
                Plain(row.ContractValue),
                Plain(row.TechnicalAmount),
                row.Growth?.ContractValue is null ? "" : StatisticsWords.Percent(row.Growth.ContractValue)
            );
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Plain(Yuan? amount) => amount?.Amount.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    private static void Line(StringBuilder text, params string[] cells) =>
        text.AppendJoin(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");
}
