using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

public sealed class Check(Commands<Claim> commands, ClaimGrounds grounds, TimeProvider time)
{
    [Function("CheckClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Record that a claim is in order; it then waits for the settlement",
        Body = typeof(CheckBody),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/check")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<CheckBody>(
            request,
            id,
            async (claim, body, caller) => Decide(claim, body, await grounds.CoverAsync(claim, cancellation), caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(Claim claim, CheckBody command, ClaimCover room, Caller caller, DateTimeOffset now)
    {
        var problem = ClaimLifeCycle.Check.Against(claim, caller) ?? room.Against(claim) ?? ReasonText.TooLong(command.Remarks, "remarks");
        if (problem is not null)
            return problem;
        return new Change<Claim>(
            claim.Cleared() with
            {
                Status = ClaimStatus.Checked,
                Checked = Act.Of(caller, now),
                CheckRemarks = command.Remarks,
            },
            new ClaimChecked(command.Remarks, caller.Subject, now)
        );
    }
}

[SchemaName("CheckClaim")]
public sealed record CheckBody(string? Remarks = null);

[WireName("ClaimChecked")]
public sealed record ClaimChecked(string? Remarks, string By, DateTimeOffset At);
