using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Achievements;

public sealed class ListAchievements(Lists lists)
{
    [Function("ListAchievements")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The achievements of an organisation, newest first",
        Answer = typeof(PageBody),
        Query = [
            "org: The organisation's USCC; an office's own if not given",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "achievements")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var organisation = OrganisationAsked.Of(request);
        if (organisation.Problem is { } refused)
            return new ProblemResult(refused);
        return await lists.PageAsync<AchievementSummary>(
            request,
            AchievementLists.OfOrganisation(organisation.Value),
            _ => Access.MaySee(organisation.Value, request.Caller()),
            cancellation: cancellation
        );
    }
}
