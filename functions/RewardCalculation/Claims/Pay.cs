using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

public sealed class Pay(Commands<Claim> commands, ClaimGrounds grounds, TimeProvider time)
{
    [Function("PayClaim")]
    [Allowed(Role.Finance)]
    [Operation(
        "Record a payment: the whole amount, or the next instalment",
        Body = typeof(PayBody),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/pay")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<PayBody>(
            request,
            id,
            async (claim, body, caller) => Decide(claim, body, await grounds.CoverAsync(claim, cancellation), caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(Claim claim, PayBody command, ClaimCover cover, Caller caller, DateTimeOffset now)
    {
        var problem =
            ClaimLifeCycle.Pay.Against(claim, caller)
            ?? cover.Against(claim)
            ?? MovedMoney.Day(command.PaidOn, claim.DecidedOn()!.Value, now.ChinaDate())
            ?? MovedMoney.Reference(command.Reference);
        if (problem is not null)
            return problem;
        var part = PaymentPlan.Next(claim)!.Value;
        var payment = new Payment(part, PaymentPlan.Of(claim)[part].Due, command.PaidOn, command.Reference.Trim(), Act.Of(caller, now));
        var paid = claim.Cleared() with { Status = ClaimStatus.Paid, Payments = [.. claim.Payments, payment], Failure = null };
        var inFull = PaymentPlan.Next(paid) is null;
        if (!inFull)
            paid = paid with { Status = ClaimStatus.Approved };
        return new Change<Claim>(paid, new ClaimPaid(payment, inFull));
    }
}

/// <param name="Reference">Reference of the treasury or the bank.</param>
[SchemaName("PayClaim")]
public sealed record PayBody(DateOnly PaidOn, string Reference);

[WireName("ClaimPaid")]
public sealed record ClaimPaid(Payment Payment, bool InFull);
