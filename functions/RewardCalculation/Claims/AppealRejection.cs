using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>While the appeal (申诉) is open, the claim keeps its part of the entitlement.</summary>
public sealed class AppealRejection(Commands<Claim> commands, TimeProvider time)
{
    [Function("AppealClaim")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Appeal against the rejection, once",
        Body = typeof(AppealRejectionBody),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/appeal")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<AppealRejectionBody>(
            request,
            id,
            (claim, body, caller) => Decide(claim, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(Claim claim, AppealRejectionBody command, Caller caller, DateTimeOffset now)
    {
        if ((ClaimLifeCycle.Appeal.Against(claim, caller) ?? ReasonText.Missing(command.Ground, "ground")) is { } problem)
            return problem;
        var appealed = claim.Cleared() with
        {
            Status = ClaimStatus.Appealed,
            Rejection = claim.Rejection! with { Appeal = new(command.Ground, Act.Of(caller, now)) },
            // Another claim may have taken the amount meanwhile: book the claim again.
            Booking = Booking.Figure,
        };
        return new Change<Claim>(appealed, new AppealLodged(command.Ground, caller.Subject, now));
    }
}

[SchemaName("AppealRejection")]
public sealed record AppealRejectionBody(string Ground);

[WireName("AppealLodged")]
public sealed record AppealLodged(string Ground, string By, DateTimeOffset At);
