using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A repayment (退回) is always of the whole amount due.</summary>
public sealed class Repay(Commands<Claim> commands, TimeProvider time)
{
    [Function("RepayClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Record that the beneficiary repaid money after a claw-back",
        Body = typeof(RepayBody),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/repay")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<RepayBody>(request, id, (claim, body, caller) => Decide(claim, body, caller, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Claim>> Decide(Claim claim, RepayBody command, Caller caller, DateTimeOffset now)
    {
        var problem =
            ClaimLifeCycle.Repay.Against(claim, caller)
            ?? MovedMoney.Day(command.PaidOn, claim.ClawBacks[0].On, now.ChinaDate())
            ?? MovedMoney.Reference(command.Reference);
        if (problem is not null)
            return problem;
        var repayment = new Repayment(claim.ToRepay(), command.PaidOn, command.Reference.Trim(), Act.Of(caller, now));
        var repaid = claim.Cleared() with { Repayments = [.. claim.Repayments, repayment] };
        if (repaid.Amount() > Yuan.Zero)
            repaid = repaid with { Status = ClaimStatus.Paid };
        return new Change<Claim>(repaid, new ClaimRepaid(repayment));
    }
}

[SchemaName("RepayClaim")]
public sealed record RepayBody(DateOnly PaidOn, string Reference);

[WireName("ClaimRepaid")]
public sealed record ClaimRepaid(Repayment Repayment);
