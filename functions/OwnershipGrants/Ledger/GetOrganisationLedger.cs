using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;

namespace TechTransfer.OwnershipGrants.Ledger;

public sealed class GetOrganisationLedger(AggregateStore<Achievement> achievements, AggregateStore<Distribution> distributions, Lists lists)
{
    [Function("GetOrganisationLedger")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The ledger of an organisation's achievements in a year, in chronological order",
        Answer = typeof(LedgerView),
        AnswerMediaTypes = [TableResult.Csv, TableResult.Xlsx],
        Query = ["year!: A year", "org: The organisation's USCC; an office's own if not given", TableResult.Format]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "ledger")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var organisation = OrganisationAsked.Of(request);
        if (organisation.Problem is { } refused)
            return new ProblemResult(refused);
        var year = request.NeededYear();
        var achievementRows = lists.EachAsync(
            AchievementLists.OfOrganisation(organisation.Value),
            id => Ledgers.RowsAsync(achievements, id, id, cancellation),
            cancellation
        );
        var distributionRows = lists.EachAsync(
            DistributionLists.OfOrganisation(organisation.Value),
            id => Ledgers.RowsAsync(distributions, id, PartIds.AchievementOf(id), cancellation),
            cancellation
        );
        return Ledgers.Answer(
            request,
            await Ledgers.MergeAsync(achievementRows.Concat(distributionRows), r => r.At.ChinaDate().Year == year),
            $"ledger-{year}"
        );
    }
}
