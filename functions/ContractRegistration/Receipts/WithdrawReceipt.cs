using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>A withdrawn receipt frees its invoice number.</summary>
public sealed class WithdrawReceipt(Commands<Receipt> commands, TimeProvider time)
{
    [Function("WithdrawReceipt")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Withdraw the pending receipt or refund", Answer = typeof(ReceiptView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (receipt, _, caller) => Decide(receipt, caller, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Receipt>> Decide(Receipt receipt, Caller caller, DateTimeOffset now)
    {
        if (ReceiptLifeCycle.Withdraw.Against(receipt, caller) is { } problem)
            return problem;
        return receipt.PendingRefund is null
            ? new Change<Receipt>(
                receipt with
                {
                    Status = ReceiptStatus.Withdrawn,
                    Refusal = null,
                },
                new ReceiptWithdrawn(caller.Subject, now)
            )
            : new Change<Receipt>(receipt with { PendingRefund = null, Refusal = null }, new RefundWithdrawn(caller.Subject, now));
    }
}

[WireName("ReceiptWithdrawn")]
public sealed record ReceiptWithdrawn(string By, DateTimeOffset At);

[WireName("RefundWithdrawn")]
public sealed record RefundWithdrawn(string By, DateTimeOffset At);
