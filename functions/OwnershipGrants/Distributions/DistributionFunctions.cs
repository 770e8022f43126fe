using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>A page of the distributions of a grant.</summary>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record DistributionsView(
    IReadOnlyList<DistributionView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor
);

/// <summary>Distributions over HTTP: each function parses, lets one decision decide, and answers. If-Match names the distribution's own
/// version, which every answer carries.</summary>
public sealed class DistributionFunctions(
    Commands<Distribution> commands,
    AggregateStore<Distribution> distributions,
    AggregateStore<Achievement> achievements,
    EnterIncomeDecision enter,
    IncomePlaces places,
    Lists lists,
    DistributionBook book,
    TimeProvider time
)
{
    private DateTimeOffset Now => time.GetUtcNow();

    [Function("EnterIncome")]
    [Allowed(Role.Office)]
    [Operation(
        "Enter an income under a grant: a draft says what everybody gets, step by step",
        Body = typeof(EnterIncome),
        Answer = typeof(DistributionView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Enter(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/distributions")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<EnterIncome>(
            request,
            command => IdOfAsync(PartIds.AchievementOf(id), command, cancellation),
            (made, body, caller) => enter.DecideAsync(made, id, body, caller, Now, cancellation),
            cancellation
        );

    [Function("ListDistributions")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The distributions of a grant, oldest first",
        Answer = typeof(DistributionsView),
        Query = ["limit: 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/distributions")] HttpRequest request,
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
                [.. loaded.Where(d => d.Exists).Select(d => DistributionView.Of(d.State!, book, time.ChinaToday(), d.Version))],
                page.Value.Cursor
            ),
            Json.Options
        );
    }

    [Function("GetDistribution")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("A distribution with its explanation and the check-list of conditions", Answer = typeof(DistributionView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "distributions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);

    [Function("ReviseDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Work a draft out anew, with other deductions",
        Body = typeof(ReviseDraft),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Revise(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "distributions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ReviseDraft>(
            request,
            id,
            (state, body, caller) => ReviseAsync(state, body, caller, cancellation),
            cancellation
        );

    [Function("StateDistributionEvidence")]
    [Allowed(Role.Office)]
    [Operation(
        "State what the check-list of conditions asks for: payer, certificate, withholding",
        Body = typeof(Evidence),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> State(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "distributions/{id}/evidence")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<Evidence>(request, id, (state, body, caller) => StateEvidence.Decide(state, body, caller, Now), cancellation);

    [Function("PublishDistribution")]
    [Allowed(Role.Office)]
    [Operation("Open a draft to public notice inside the organisation", Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Publish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (state, _, caller) => PublishDistribution.Decide(state, await AchievementAsync(state, cancellation), book, caller, Now),
            cancellation
        );

    [Function("ObjectToDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Take down an objection, which stops the notice",
        Body = typeof(ObjectToDistribution),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Object(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/object")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ObjectToDistribution>(
            request,
            id,
            async (state, body, caller) =>
                ObjectToDistributionDecision.Decide(state, await AchievementAsync(state, cancellation), body, book, caller, Now),
            cancellation
        );

    [Function("ResolveDistributionObjection")]
    [Allowed(Role.Office)]
    [Operation(
        "Settle an objection: back to a draft, or the notice runs on",
        Body = typeof(ResolveDistributionObjection),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Resolve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/resolve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ResolveDistributionObjection>(
            request,
            id,
            (state, body, caller) => ResolveDistributionObjectionDecision.Decide(state, body, book, caller, Now),
            cancellation
        );

    [Function("ApproveDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Approve after the notice, as another person than those who prepared it",
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Approve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            (state, _, caller) => ApproveDistribution.Decide(state, book, caller, Now),
            cancellation
        );

    [Function("PayDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Record a payment, to some persons or to all",
        Body = typeof(PayDistribution),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Pay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/pay")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<PayDistribution>(
            request,
            id,
            (state, body, caller) => PayDistributionDecision.Decide(state, body, caller, Now),
            cancellation
        );

    [Function("RecoverDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Record what persons paid back after a claw-back",
        Body = typeof(PayDistribution),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Recover(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/recover")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<PayDistribution>(
            request,
            id,
            (state, body, caller) => PayDistributionDecision.Recover(state, body, caller, Now),
            cancellation
        );

    [Function("WithdrawDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Take a distribution back before it is approved",
        Body = typeof(WithdrawDistribution),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<WithdrawDistribution>(
            request,
            id,
            (state, body, caller) => WithdrawDistributionDecision.Decide(state, body, caller),
            cancellation
        );

    // Commands of store version 1 stand with the achievement, for as long as commands are remembered.
    private async Task<string> IdOfAsync(string achievementId, CommandKey command, CancellationToken cancellation) =>
        (await achievements.FindCommandAsync(achievementId, command, cancellation))?.Part
        ?? PartIds.OfDistribution(achievementId, command.DeriveId(achievementId));

    private async Task<Outcome<Change<Distribution>>> ReviseAsync(
        Distribution state,
        ReviseDraft body,
        Caller caller,
        CancellationToken cancellation
    )
    {
        string? place = null;
        if (body.Income is { } income && income != state.Terms.Income)
        {
            var equal = IncomePlaces.Of(state.AchievementId, state.Source.ContractId, state.Terms.IncomeOn, income);
            if (!state.Places.Any(p => p.StartsWith(equal, StringComparison.Ordinal)))
                place = (await places.FindAsync(equal, state.Id, _ => false, cancellation)).Free;
        }
        return ReviseDraftDecision.Decide(state, await AchievementAsync(state, cancellation), place, body, book, caller, Now);
    }

    private async Task<Achievement> AchievementAsync(Distribution state, CancellationToken cancellation) =>
        (await achievements.LoadAsync(state.AchievementId, cancellation)).State!;
}
