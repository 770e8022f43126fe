using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>
/// 确认: confirms the pending receipt or refund. The booking on the income accounts follows the commit and may refuse it:
/// <see cref="BookReceipt"/>.
/// </summary>
public sealed class ConfirmReceipt(Commands<Receipt> commands, NamedContracts contracts, TimeProvider time)
{
    [Function("ConfirmReceipt")]
    [Allowed(Role.Office, Role.Company, Role.Finance)]
    [Operation(
        "Confirm the pending receipt or refund, as the payer or a finance officer",
        Answer = typeof(ReceiptView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/confirm")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (receipt, _, caller) => Decide(receipt, await contracts.OfAsync(receipt, cancellation), caller, time.GetUtcNow()),
            cancellation
        );

    /// <param name="contracts">The contracts of the receipt by id, with the income booked before this confirmation.</param>
    public static Outcome<Change<Receipt>> Decide(
        Receipt receipt,
        IReadOnlyDictionary<string, NamedContract> contracts,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (ReceiptLifeCycle.Confirm.Against(receipt, caller) is { } problem)
            return problem;
        if (receipt is { Status: ReceiptStatus.Confirmed, PendingRefund: { } refund })
            return ConfirmRefund(receipt, refund, caller, now);
        if (receipt.Papers.Count(p => !p.IsUploaded()) is > 0 and var missing)
            return Problem.Of(Catalogue.ReceiptAttachmentsMissing, ("count", missing)).At("attachments");

        for (var i = 0; i < receipt.Allocations.Count; i++)
        {
            if (Book(receipt, i, contracts[receipt.Allocations[i].ContractId]).Refusal is { } refusal)
                return Refused(refusal);
        }
        var confirming = receipt with
        {
            Status = ReceiptStatus.Confirming,
            Confirmed = Act.Of(caller, now),
            Booking = Booking.Receipt,
            Refusal = null,
        };
        return new Change<Receipt>(confirming, new ConfirmationBegun(caller.Subject, now));
    }

    public static (Yuan? Part, BookingRefusal? Refusal) Book(Receipt receipt, int index, NamedContract contract)
    {
        var allocation = receipt.Allocations[index];
        if (contract.State.Status != ContractStatus.Registered)
        {
            var finding = ReceiptRules.NotRegistered(contract.State.Status, $"allocations[{index}].contractId");
            return (null, new(finding.Code, finding.Path, finding.Message));
        }
        return TechnicalPart.Of(
            ContractTerms.Of(contract.State),
            allocation.Amount,
            allocation.EnteredTechnicalAmount,
            contract.Income,
            index
        );
    }

    /// <param name="parts">Booked technical income of each allocation, in their order.</param>
    public static Change<Receipt> Booked(Receipt receipt, IReadOnlyList<Yuan?> parts)
    {
        Allocation[] allocations = [.. receipt.Allocations.Select((a, i) => a with { TechnicalAmount = parts[i] })];
        var booked = receipt with { Status = ReceiptStatus.Confirmed, Booking = Booking.None, Allocations = allocations };
        return new(booked, new ReceiptBooked([.. allocations.Select(a => new RefundPart(a.ContractId, a.Amount, a.TechnicalAmount))]));
    }

    /// <summary>
    /// The change after an account refused the receipt: the entries in other accounts are reversed, and the receipt is back in status
    /// Recorded.
    /// </summary>
    public static Change<Receipt> NotBooked(Receipt receipt, BookingRefusal refusal) =>
        new(
            receipt with
            {
                Status = ReceiptStatus.Recorded,
                Confirmed = null,
                Booking = Booking.Release,
                Refusal = refusal,
            },
            new ConfirmationRefused(refusal)
        );

    public static Problem Refused(BookingRefusal refusal) =>
        Problem.Of(Catalogue.ReceiptNotConfirmable) with
        {
            Errors = [new(refusal.Path, refusal.Code, refusal.Message)],
        };

    private static Outcome<Change<Receipt>> ConfirmRefund(Receipt receipt, Refund refund, Caller caller, DateTimeOffset now)
    {
        var confirmed = refund with { Confirmed = Act.Of(caller, now) };
        var after = receipt with
        {
            Refunds = [.. receipt.Refunds, confirmed],
            PendingRefund = null,
            Booking = Booking.Refund,
            Refusal = null,
        };
        if (after.Refunded() == after.Amount)
            after = after with { Status = ReceiptStatus.Refunded };
        return new Change<Receipt>(after, new RefundConfirmed(confirmed, caller.Subject, now));
    }
}

[WireName("ConfirmationBegun")]
public sealed record ConfirmationBegun(string By, DateTimeOffset At);

[WireName("ReceiptBooked")]
public sealed record ReceiptBooked(IReadOnlyList<RefundPart> Parts);

/// <summary>A contract's account refused the receipt, which can then be confirmed again or withdrawn.</summary>
[WireName("ConfirmationRefused")]
public sealed record ConfirmationRefused(BookingRefusal Refusal);

[WireName("RefundConfirmed")]
public sealed record RefundConfirmed(Refund Refund, string By, DateTimeOffset At);
