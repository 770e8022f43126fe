using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Notices;

/// <summary>The claim cannot be approved until the objection (异议) is resolved.</summary>
public sealed class ObjectToNotice(AggregateStore<Claim> claims, WorkingCalendar calendar, TimeProvider time)
{
    [Function("ObjectToNotice")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Policy)]
    [Operation(
        "Object to a reward during its public notice, which is suspended until the objection is resolved",
        Body = typeof(ObjectToNoticeBody),
        Answer = typeof(NoticeLine),
        Effect = Effect.Creates
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/object")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        new Commands<Claim>(claims, ClaimSetup.Objections).MarkAsync<ObjectToNoticeBody>(
            request,
            id,
            (claim, body, caller) => Decide(claim, body, calendar, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(
        Claim claim,
        ObjectToNoticeBody command,
        WorkingCalendar calendar,
        Caller caller,
        DateTimeOffset now
    )
    {
        var open = new OpenClaim(claim, calendar, now.ChinaDate());
        if ((ClaimLifeCycle.Object.Against(open, caller) ?? ReasonText.Missing(command.Ground, "ground")) is { } problem)
            return problem;
        var objection = new Objection(command.Ground, caller.Organisation, Act.Of(caller, now));
        return new Change<Claim>(
            claim.Cleared() with
            {
                Status = ClaimStatus.Objected,
                Notice = open.Notice,
                Objections = [.. claim.Objections, objection],
            },
            new ObjectionRaised(objection)
        );
    }
}

[SchemaName("ObjectToNotice")]
public sealed record ObjectToNoticeBody(string Ground);
