using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Diligence;

public sealed class GetDueDiligence(AggregateStore<Achievement> achievements, GrantRuleBook book, TimeProvider time)
{
    [Function("GetDueDiligence")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The due-diligence file of a grant: what was done, what is missing, and the hashes of the documents",
        Answer = typeof(DiligenceFile)
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "grants/{id}/due-diligence")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await achievements.LoadAsync(PartIds.AchievementOf(id), cancellation);
        if (
            !loaded.Exists
            || !Access.MaySee(loaded.State!, request.Caller())
            || loaded.State!.Grants.FirstOrDefault(g => g.Id == id) is not { } grant
        )
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return Results.Json(DueDiligence.Of(loaded.State, grant, book.Pinned(grant.RuleSet), time.ChinaToday()), Json.Options);
    }
}
