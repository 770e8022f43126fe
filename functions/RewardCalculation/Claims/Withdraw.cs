using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Withdrawing (撤回) frees the entitlement for another claim.</summary>
public sealed class Withdraw(Commands<Claim> commands, TimeProvider time)
{
    [Function("WithdrawClaim")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Withdraw a claim before it is approved", Answer = typeof(ClaimView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (claim, _, caller) => Decide(claim, caller, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Claim>> Decide(Claim claim, Caller caller, DateTimeOffset now) =>
        ClaimLifeCycle.Withdraw.Against(claim, caller) is { } problem
            ? problem
            : new Change<Claim>(
                claim.Cleared() with
                {
                    Status = ClaimStatus.Withdrawn,
                    Booking = Booking.Amounts,
                },
                new ClaimWithdrawn(caller.Subject, now)
            );
}

[WireName("ClaimWithdrawn")]
public sealed record ClaimWithdrawn(string By, DateTimeOffset At);
