using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Rejection (不予兑付) is possible until the approval, but not while an objection is open.</summary>
public sealed class Reject(Commands<Claim> commands, TimeProvider time)
{
    [Function("RejectClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Reject a claim, with the reason; the claimant may appeal",
        Body = typeof(RejectBody),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/reject")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RejectBody>(request, id, (claim, body, caller) => Decide(claim, body, caller, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Claim>> Decide(Claim claim, RejectBody command, Caller caller, DateTimeOffset now)
    {
        var problem = ClaimLifeCycle.Reject.Against(claim, caller) ?? ReasonText.Missing(command.Reason, "reason");
        return problem is not null ? problem : ChangeOf(claim.Cleared(), new(command.Reason, command.Reason), caller, now);
    }

    public static Change<Claim> ChangeOf(Claim claim, Text reason, Caller caller, DateTimeOffset now)
    {
        // A claim has only one appeal, so a later rejection keeps its outcome.
        var rejection = new Rejection(reason, Act.Of(caller, now), claim.Rejection?.Appeal);
        return new(
            claim with
            {
                Status = ClaimStatus.Rejected,
                Rejection = rejection,
                Booking = Booking.Amounts,
            },
            new ClaimRejected(reason, caller.Subject, now)
        );
    }
}

[SchemaName("RejectClaim")]
public sealed record RejectBody(string Reason);

[WireName("ClaimRejected")]
public sealed record ClaimRejected(Text Reason, string By, DateTimeOffset At);
