using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Public notices: for anyone to read, and for anyone signed in to object to.</summary>
public sealed class NoticeFunctions(
    AggregateStore<Claim> claims,
    Commands<Claim> commands,
    Lists lists,
    WorkingCalendar calendar,
    TimeProvider time
)
{
    private readonly Commands<Claim> objections = new(claims, ClaimKind.Objections);

    private DateTimeOffset Now => time.GetUtcNow();

    [Function("ListNotices")]
    [OpenToAll]
    [Operation(
        "Public notices that are running: beneficiary, contract numbers, amount, until when",
        Answer = typeof(PageBody),
        Query = ["limit: 1 to 200, 50 if not given", "cursor: From the page before"]
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notices")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var today = time.ChinaToday();
        // One whose last day is over ends by being read, whether or not the timer has come by; while an objection is open it goes on.
        return await lists.PageAsync<NoticeLine>(
            request,
            ClaimLists.Notices,
            notice => notice.Objected || notice.Until >= today,
            cancellation: cancellation
        );
    }

    [Function("PublishClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Open the public notice of a claim that was settled alone, or whose notice stopped",
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Publish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (claim, _, caller) => OpenNotice.Decide(claim, calendar, caller, Now), cancellation);

    [Function("ObjectToNotice")]
    [Allowed]
    [Operation(
        "Object to a reward while its public notice runs; the notice stops until the objection is resolved",
        Body = typeof(ObjectToNotice),
        Answer = typeof(NoticeLine),
        Effect = Effect.Creates
    )]
    public Task<IResult> Object(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/object")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        objections.MarkAsync<ObjectToNotice>(
            request,
            id,
            (claim, body, caller) => ObjectToNoticeDecision.Decide(claim, body, calendar, caller, Now),
            cancellation
        );

    [Function("ResolveObjections")]
    [Allowed(Role.Finance)]
    [Operation(
        "Resolve all open objections, as another person than the one who checked the claim",
        Body = typeof(ResolveObjections),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Resolve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/resolve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ResolveObjections>(
            request,
            id,
            (claim, body, caller) => ResolveObjectionsDecision.Decide(claim, body, calendar, caller, Now),
            cancellation
        );
}
