using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>If the appeal is upheld, the claim is examined from the start.</summary>
public sealed class DecideAppeal(Commands<Claim> commands, TimeProvider time)
{
    [Function("DecideClaimAppeal")]
    [Allowed(Role.Finance)]
    [Operation(
        "Decide an appeal, as a person other than the one who rejected the claim",
        Body = typeof(DecideAppealBody),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/decideAppeal")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<DecideAppealBody>(
            request,
            id,
            (claim, body, caller) => Decide(claim, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(Claim claim, DecideAppealBody command, Caller caller, DateTimeOffset now)
    {
        if ((ClaimLifeCycle.DecideAppeal.Against(claim, caller) ?? ReasonText.Missing(command.Remarks, "remarks")) is { } problem)
            return problem;
        var decided = claim.Cleared() with
        {
            Rejection = claim.Rejection! with
            {
                Appeal = claim.Rejection.Appeal! with { Decision = new(command.Outcome, command.Remarks, Act.Of(caller, now)) },
            },
            Status = command.Outcome == AppealOutcome.Upheld ? ClaimStatus.Submitted : ClaimStatus.Rejected,
        };
        decided =
            command.Outcome == AppealOutcome.Upheld
                ? decided with
                {
                    Checked = null,
                    CheckRemarks = null,
                    Settlement = null,
                    Notice = null,
                    Objections = [],
                }
                : decided with
                {
                    Booking = Booking.Amounts,
                };
        return new Change<Claim>(decided, new AppealDecided(command.Outcome, command.Remarks, caller.Subject, now));
    }
}

[SchemaName("DecideAppeal")]
public sealed record DecideAppealBody(AppealOutcome Outcome, string Remarks);

[WireName("AppealDecided")]
public sealed record AppealDecided(AppealOutcome Outcome, string Remarks, string By, DateTimeOffset At);
