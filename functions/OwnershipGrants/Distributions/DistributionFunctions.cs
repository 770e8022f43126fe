using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>The distributions of a grant.</summary>
public sealed record DistributionsView(IReadOnlyList<DistributionView> Items);

/// <summary>Distributions over HTTP: each function parses, lets one decision decide, and answers. If-Match names the version of the whole achievement, which every answer carries.</summary>
public sealed class DistributionFunctions(Commands<Achievement> commands, DistributionBook book, TimeProvider time)
{
    private DateTimeOffset Now => time.GetUtcNow();

    [Function("EnterIncome")]
    [Allowed(Role.Office)]
    [Operation("Enter an income under a grant: a draft says what everybody gets, step by step", Body = typeof(EnterIncome), Answer = typeof(DistributionView), Status = 201, Effect = Effect.Changes)]
    public Task<IResult> Enter([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/distributions")] HttpRequest request, string id, CancellationToken cancellation) =>
        commands.ChangePartAsync<EnterIncome>(request, PartIds.AchievementOf(id),
            (loaded, body, caller) => Task.FromResult(EnterIncomeDecision.Decide(loaded.State!, id, body, book, caller, Now)),
            (after, made) =>
            {
                // Commands of earlier versions of the system do not say which: their state is kept, and the newest is the one.
                var distribution = made ?? after.State!.Distributions[^1].Id;
                return new(View(after, distribution), $"/api/distributions/{distribution}");
            }, cancellation);

    [Function("ListDistributions")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("The distributions of a grant, oldest first", Answer = typeof(DistributionsView))]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/distributions")] HttpRequest request, string id, CancellationToken cancellation) =>
        commands.ReadPartAsync(request, PartIds.AchievementOf(id), (loaded, _) => loaded.State!.Grants.Any(g => g.Id == id)
            ? new DistributionsView([.. loaded.State.Distributions.Where(d => d.GrantId == id).Select(d => View(loaded, d.Id))]) : null, cancellation);

    [Function("GetDistribution")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("A distribution with its explanation and the check-list of conditions", Answer = typeof(DistributionView))]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "distributions/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        commands.ReadPartAsync(request, PartIds.AchievementOf(id), (loaded, _) => DistributionView.Find(loaded.State!, id, book, time.ChinaToday(), loaded.Version), cancellation);

    [Function("ReviseDistribution")]
    [Allowed(Role.Office)]
    [Operation("Work a draft out anew, with other deductions", Body = typeof(ReviseDraft), Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Revise([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "distributions/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        ChangeAsync<ReviseDraft>(request, id, (state, body, caller) => ReviseDraftDecision.Decide(state, id, body, book, caller, Now), cancellation);

    [Function("StateDistributionEvidence")]
    [Allowed(Role.Office)]
    [Operation("State what the check-list of conditions asks for: payer, certificate, withholding", Body = typeof(Evidence), Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> State([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "distributions/{id}/evidence")] HttpRequest request, string id, CancellationToken cancellation) =>
        ChangeAsync<Evidence>(request, id, (state, body, caller) => StateEvidence.Decide(state, id, body, caller, Now), cancellation);

    [Function("PublishDistribution")]
    [Allowed(Role.Office)]
    [Operation("Open a draft to public notice inside the organisation", Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Publish([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/publish")] HttpRequest request, string id, CancellationToken cancellation) =>
        ChangeAsync<NoContent>(request, id, (state, _, caller) => PublishDistribution.Decide(state, id, book, caller, Now), cancellation);

    [Function("ObjectToDistribution")]
    [Allowed(Role.Office)]
    [Operation("Take down an objection, which stops the notice", Body = typeof(ObjectToDistribution), Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Object([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/object")] HttpRequest request, string id, CancellationToken cancellation) =>
        ChangeAsync<ObjectToDistribution>(request, id, (state, body, caller) => ObjectToDistributionDecision.Decide(state, id, body, book, caller, Now), cancellation);

    [Function("ResolveDistributionObjection")]
    [Allowed(Role.Office)]
    [Operation("Settle an objection: back to a draft, or the notice runs on", Body = typeof(ResolveDistributionObjection), Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Resolve([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/resolve")] HttpRequest request, string id, CancellationToken cancellation) =>
        ChangeAsync<ResolveDistributionObjection>(request, id, (state, body, caller) => ResolveDistributionObjectionDecision.Decide(state, id, body, book, caller, Now), cancellation);

    [Function("ApproveDistribution")]
    [Allowed(Role.Office)]
    [Operation("Approve after the notice, as another person than those who prepared it", Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Approve([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/approve")] HttpRequest request, string id, CancellationToken cancellation) =>
        ChangeAsync<NoContent>(request, id, (state, _, caller) => ApproveDistribution.Decide(state, id, book, caller, Now), cancellation);

    [Function("PayDistribution")]
    [Allowed(Role.Office)]
    [Operation("Record a payment, to some persons or to all", Body = typeof(PayDistribution), Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Pay([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/pay")] HttpRequest request, string id, CancellationToken cancellation) =>
        ChangeAsync<PayDistribution>(request, id, (state, body, caller) => PayDistributionDecision.Decide(state, id, body, caller, Now), cancellation);

    [Function("RecoverDistribution")]
    [Allowed(Role.Office)]
    [Operation("Record what persons paid back after a claw-back", Body = typeof(PayDistribution), Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Recover([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/recover")] HttpRequest request, string id, CancellationToken cancellation) =>
        ChangeAsync<PayDistribution>(request, id, (state, body, caller) => PayDistributionDecision.Recover(state, id, body, caller, Now), cancellation);

    [Function("WithdrawDistribution")]
    [Allowed(Role.Office)]
    [Operation("Take a distribution back before it is approved", Body = typeof(WithdrawDistribution), Answer = typeof(DistributionView), Effect = Effect.Changes)]
    public Task<IResult> Withdraw([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/withdraw")] HttpRequest request, string id, CancellationToken cancellation) =>
        ChangeAsync<WithdrawDistribution>(request, id, (state, body, caller) => WithdrawDistributionDecision.Decide(state, id, body, caller), cancellation);

    private Task<IResult> ChangeAsync<TBody>(HttpRequest request, string id, Func<Achievement, TBody, Caller, Outcome<Change<Achievement>>> decide, CancellationToken cancellation) =>
        commands.ChangePartAsync<TBody>(request, PartIds.AchievementOf(id), (loaded, body, caller) => Task.FromResult(decide(loaded.State!, body, caller)), (after, _) => new(View(after, id)), cancellation);

    private DistributionView View(Loaded<Achievement> loaded, string id) => DistributionView.Find(loaded.State!, id, book, time.ChinaToday(), loaded.Version)!;
}
