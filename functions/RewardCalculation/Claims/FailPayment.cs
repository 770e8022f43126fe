using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>After a failed payment (拨付失败), the claim can be paid again, to another account if the claimant names one.</summary>
public sealed class FailPayment(Commands<Claim> commands, TimeProvider time)
{
    [Function("FailClaimPayment")]
    [Allowed(Role.Finance)]
    [Operation(
        "Record that the bank did not carry out the payment or returned it",
        Body = typeof(FailPaymentBody),
        Answer = typeof(ClaimView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/payFailed")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<FailPaymentBody>(
            request,
            id,
            (claim, body, caller) => Decide(claim, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(Claim claim, FailPaymentBody command, Caller caller, DateTimeOffset now)
    {
        if ((ClaimLifeCycle.FailPayment.Against(claim, caller) ?? ReasonText.Missing(command.Reason, "reason")) is { } problem)
            return problem;
        // In status Paid, the last payment was returned. In status Approved, the payment failed before it was recorded.
        var last = claim.Status == ClaimStatus.Paid ? claim.Payments.LastOrDefault(p => p.FailedAt is null) : null;
        Payment[] payments = [.. claim.Payments.Select(p => p == last ? p with { FailedAt = now } : p)];
        return new Change<Claim>(
            claim.Cleared() with
            {
                Status = ClaimStatus.PayFailed,
                Payments = payments,
                Failure = new(command.Reason, Act.Of(caller, now)),
            },
            new PaymentFailed(command.Reason, last, caller.Subject, now)
        );
    }
}

[SchemaName("FailPayment")]
public sealed record FailPaymentBody(string Reason);

/// <param name="Payment">The returned payment; null when it had not been recorded as paid.</param>
[WireName("PaymentFailed")]
public sealed record PaymentFailed(string Reason, Payment? Payment, string By, DateTimeOffset At);
