using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Claims over HTTP: each function parses, lets one decision decide, and answers.</summary>
public sealed class ClaimFunctions(
    Commands<Claim> commands,
    AggregateStore<Claim> claims,
    ClaimGrounds grounds,
    FindPolicies policies,
    WorkingCalendar calendar,
    TimeProvider time
)
{
    private DateTimeOffset Now => time.GetUtcNow();

    [Function("FileClaim")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Claim a reward: confirm an entitlement with a bank account, or apply under a policy with a yearly call",
        Body = typeof(FileClaim),
        Answer = typeof(ClaimView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> File(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<FileClaim>(
            request,
            async (id, body, caller) =>
            {
                var entitlement = FileClaimDecision.EntitlementOf(body, await policies(cancellation), caller, Now.ChinaDate());
                if (entitlement.Problem is { } malformed)
                    return malformed;
                var (entitled, policy, room, own) = await grounds.OfNewAsync(body, entitlement.Value, caller, cancellation);
                return FileClaimDecision.Decide(id, body, entitled, policy, room, own, caller, Now);
            },
            cancellation
        );

    [Function("CheckClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Find a claim in order: it waits for the settlement",
        Body = typeof(CheckClaim),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Check(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/check")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<CheckClaim>(
            request,
            id,
            async (claim, body, caller) =>
                CheckClaimDecision.Decide(claim, body, await grounds.CoverAsync(claim, cancellation), caller, Now),
            cancellation
        );

    [Function("RejectClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Reject a claim, with the reason; the claimant may appeal",
        Body = typeof(RejectClaim),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Reject(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/reject")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RejectClaim>(
            request,
            id,
            (claim, body, caller) => RejectClaimDecision.Decide(claim, body, caller, Now),
            cancellation
        );

    [Function("WithdrawClaim")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Take a claim back before it is approved", Answer = typeof(ClaimView), Effect = Effect.Changes)]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (claim, _, caller) => WithdrawClaim.Decide(claim, caller, Now), cancellation);

    [Function("ChangeClaimAccount")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Name another account for the money", Body = typeof(ChangeAccount), Answer = typeof(ClaimView), Effect = Effect.Changes)]
    public Task<IResult> Account(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/account")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ChangeAccount>(
            request,
            id,
            (claim, body, caller) => ChangeAccountDecision.Decide(claim, body, caller, Now),
            cancellation
        );

    [Function("ApproveClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Approve a reward after its public notice, as another person than those who checked and settled it",
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Approve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (claim, _, caller) => ApproveClaim.Decide(claim, await grounds.CoverAsync(claim, cancellation), calendar, caller, Now),
            cancellation
        );

    [Function("PayClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Record that the money went out: all of it, or the part that is due next",
        Body = typeof(PayClaim),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Pay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/pay")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<PayClaim>(
            request,
            id,
            async (claim, body, caller) => PayClaimDecision.Decide(claim, body, await grounds.CoverAsync(claim, cancellation), caller, Now),
            cancellation
        );

    [Function("FailClaimPayment")]
    [Allowed(Role.Finance)]
    [Operation(
        "Record that the bank did not carry the payment out or sent it back",
        Body = typeof(FailPayment),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> FailPayment(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/payFailed")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<FailPayment>(
            request,
            id,
            (claim, body, caller) => FailPaymentDecision.Decide(claim, body, caller, Now),
            cancellation
        );

    [Function("RepayClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Record that the beneficiary paid back what a claw-back made due",
        Body = typeof(RepayClaim),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Repay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/repay")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RepayClaim>(
            request,
            id,
            (claim, body, caller) => RepayClaimDecision.Decide(claim, body, caller, Now),
            cancellation
        );

    [Function("AppealClaim")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Appeal against the rejection, once", Body = typeof(AppealRejection), Answer = typeof(ClaimView), Effect = Effect.Changes)]
    public Task<IResult> Appeal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/appeal")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<AppealRejection>(
            request,
            id,
            (claim, body, caller) => AppealRejectionDecision.Lodge(claim, body, caller, Now),
            cancellation
        );

    [Function("DecideClaimAppeal")]
    [Allowed(Role.Finance)]
    [Operation(
        "Decide an appeal, as another person than the one who rejected",
        Body = typeof(DecideAppeal),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> DecideAppeal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/decideAppeal")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<DecideAppeal>(
            request,
            id,
            (claim, body, caller) => AppealRejectionDecision.Decide(claim, body, caller, Now),
            cancellation
        );

    [Function("GetClaim")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation("A claim with its figures, its explanation and what became of it", Answer = typeof(ClaimView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "claims/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);

    [Function("GetClaimHistory")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation(
        "The claim's events with actor, time and hash chain",
        Answer = typeof(ClaimHistory),
        Query = ["verify: true tells whether the hash chain holds"]
    )]
    public async Task<IResult> GetHistory(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "claims/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await claims.LoadAsync(id, cancellation);
        if (!loaded.Exists || !ClaimKind.MaySee(loaded.State!, request.Caller()))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var history = await claims.ReadHistoryAsync(id, cancellation);
        return Results.Json(ClaimHistory.Of(history, new(request.Caller()), request.Query["verify"] == "true"), Json.Options);
    }
}
