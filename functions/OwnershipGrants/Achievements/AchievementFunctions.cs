using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Achievements over HTTP: each function parses, lets one decision decide, and answers.</summary>
public sealed class AchievementFunctions(Commands<Achievement> commands, Lists lists, TimeProvider time)
{
    [Function("RecordAchievement")]
    [Allowed(Role.Office)]
    [Operation("Record an achievement of the organisation: rights, origin, owners, team", Body = typeof(RecordAchievement), Answer = typeof(AchievementView), Status = 201, Effect = Effect.Creates)]
    public Task<IResult> Record([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements")] HttpRequest request, CancellationToken cancellation) =>
        commands.CreateAsync<RecordAchievement>(request, (id, body, caller) => RecordAchievementDecision.Decide(id, body, caller, time.GetUtcNow()), cancellation);

    [Function("ChangeTeam")]
    [Allowed(Role.Office)]
    [Operation("The team with its shares from a day on; the earlier shares stay on record", Body = typeof(ChangeTeam), Answer = typeof(AchievementView), Effect = Effect.Changes)]
    public Task<IResult> Team([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/team")] HttpRequest request, string id, CancellationToken cancellation) =>
        commands.ChangeAsync<ChangeTeam>(request, id, (state, body, caller) => ChangeTeamDecision.Decide(state, body, caller), cancellation);

    [Function("GetAchievement")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("An achievement", Answer = typeof(AchievementView))]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "achievements/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        commands.ReadAsync(request, id, cancellation);

    [Function("ListAchievements")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("The achievements of an organisation, newest first", Answer = typeof(PageBody), Query =
        ["org: The organisation's USCC; an office's own if not given", "limit: 1 to 200, 50 if not given", "cursor: From the page before"])]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "achievements")] HttpRequest request, CancellationToken cancellation)
    {
        var organisation = OrganisationAsked.Of(request);
        if (organisation.Problem is { } refused) return new ProblemResult(refused);
        return await lists.PageAsync(request, AchievementLists.OfOrganisation(organisation.Value), cancellation: cancellation);
    }
}
