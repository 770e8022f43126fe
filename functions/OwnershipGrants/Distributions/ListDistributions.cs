using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

public sealed class ListDistributions(
    AggregateStore<Achievement> achievements,
    AggregateStore<Distribution> distributions,
    Lists lists,
    DistributionBook book,
    TimeProvider time
)
{
    [Function("ListDistributions")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The distributions of a grant, oldest first",
        Answer = typeof(DistributionsView),
        Query = ["limit: 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "grants/{id}/distributions")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (
            (await achievements.LoadAsync(PartIds.AchievementOf(id), cancellation)).State is not { } achievement
            || !Access.MaySee(achievement, request.Caller())
            || achievement.Grants.All(g => g.Id != id)
        )
        {
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        }
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var page = await lists.ReadAsync(
            DistributionLists.OfGrant(id),
            paging.Value.Limit,
            paging.Value.Cursor,
            cancellation: cancellation
        );
        if (page.Problem is { } badCursor)
            return new ProblemResult(badCursor);
        var loaded = await Task.WhenAll(
            page.Value.Items.Select(line => distributions.LoadAsync(Json.Read<DistributionLine>(line.GetRawText()).Id, cancellation))
        );
        return Results.Json(
            new DistributionsView(
                [
                    .. loaded
                        .Where(d => d.Exists)
                        .Select(d => DistributionView.Of(d.State!, request.Caller(), book, time.ChinaToday(), d.Version)),
                ],
                paging.Value.Next(page.Value.Cursor)
            ),
            Json.Options
        );
    }
}

/// <param name="Cursor">Cursor of the next page; null on the last page.</param>
public sealed record DistributionsView(
    IReadOnlyList<DistributionView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor
);
