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
    [Operation(
        "Record an achievement of the organisation: rights, origin, owners, team",
        Body = typeof(RecordAchievement),
        Answer = typeof(AchievementView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Record(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<RecordAchievement>(
            request,
            (id, body, caller) => RecordAchievementDecision.Decide(id, body, caller, time.GetUtcNow()),
            cancellation
        );

    [Function("ChangeTeam")]
    [Allowed(Role.Office)]
    [Operation(
        "The team with its shares from a day on; the earlier shares stay on record",
        Body = typeof(ChangeTeam),
        Answer = typeof(AchievementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Team(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/team")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ChangeTeam>(
            request,
            id,
            (state, body, caller) => ChangeTeamDecision.Decide(state, body, caller),
            cancellation
        );

    [Function("EditAchievement")]
    [Allowed(Role.Office)]
    [Operation(
        "Bring an achievement's facts up to date: rights, secrecy, separate ledger",
        Body = typeof(EditAchievement),
        Answer = typeof(AchievementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Edit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "achievements/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<EditAchievement>(
            request,
            id,
            (state, body, caller) => EditAchievementDecision.Decide(state, body, caller, time.GetUtcNow()),
            cancellation
        );

    [Function("CloseAchievement")]
    [Allowed(Role.Office)]
    [Operation(
        "Take an achievement off the books once no grant is open",
        Body = typeof(CloseAchievement),
        Answer = typeof(AchievementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Close(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/close")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<CloseAchievement>(
            request,
            id,
            (state, body, caller) => CloseAchievementDecision.Decide(state, body, caller, time.GetUtcNow()),
            cancellation
        );

    [Function("ErasePerson")]
    [Allowed(Role.Office)]
    [Operation(
        "Erase who a person of the team is: the shares stay under the person's key",
        Answer = typeof(AchievementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Erase(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/persons/{person}/erase")] HttpRequest request,
        string id,
        string person,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (state, _, caller) => ErasePerson.Decide(state, person, caller), cancellation);

    [Function("GetAchievement")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("An achievement", Answer = typeof(AchievementView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "achievements/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);

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
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "achievements")] HttpRequest request,
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
