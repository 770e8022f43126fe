using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Reports;

public sealed class GetAnnualReport(AggregateStore<Achievement> achievements, AggregateStore<Distribution> distributions, Lists lists)
{
    [Function("GetAnnualReport")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The organisation's yearly report on conversion (促进科技成果转化法 art 21)",
        Answer = typeof(AnnualReportView),
        AnswerMediaTypes = [TableResult.Csv, TableResult.Xlsx],
        Query = ["org: The organisation's USCC; an office's own if not given", TableResult.Format]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "annual-reports/{year}")] HttpRequest request,
        string year,
        CancellationToken cancellation
    )
    {
        var organisation = OrganisationAsked.Of(request);
        if (organisation.Problem is { } refused)
            return new ProblemResult(refused);
        if (QueryParameters.YearOf(year) is not { } number)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var lines = AnnualReport.Of(
            await StatesAsync(achievements, AchievementLists.OfOrganisation(organisation.Value), cancellation),
            await StatesAsync(distributions, DistributionLists.OfOrganisation(organisation.Value), cancellation),
            number
        );
        return TableResult.Of(
            request,
            $"annual-report-{number}",
            "年度报告",
            ["项目编码", "项目", "数量", "金额（元）"],
            lines.Select(l => new object?[] { l.Code, l.Item.Zh, (decimal)l.Count, l.Amount is { } amount ? amount : null }),
            new AnnualReportView(organisation.Value, number, Instruments.ConversionLaw("第二十一条"), lines)
        );
    }

    private async Task<IReadOnlyList<TState>> StatesAsync<TState>(AggregateStore<TState> store, string list, CancellationToken cancellation)
        where TState : class =>
        await lists
            .EachAsync(list, async id => (await store.LoadAsync(id, cancellation)).State, cancellation)
            .OfType<TState>()
            .ToListAsync(cancellation);
}

/// <param name="Lines">The lines of the report.</param>
public sealed record AnnualReportView(string Organisation, int Year, Citation Citation, IReadOnlyList<ReportLine> Lines);
