using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>
/// Books the technical income of receipts that arrived while the contract value was undetermined, once a change has fixed the value. Before
/// that, no benefit can be claimed for them (技术合同认定规则).
/// </summary>
public sealed class BookTechnicalParts(Commands<Receipt> commands, NamedContracts contracts, TimeProvider time)
{
    [Function("SettleReceipt")]
    [Allowed(Role.Office, Role.Company, Role.Finance)]
    [Operation(
        "Assess the technical income that was left open while the price of the contract was undetermined",
        Answer = typeof(ReceiptView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/settle")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (receipt, _, caller) => Decide(receipt, await contracts.OfAsync(receipt, cancellation), caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Receipt>> Decide(
        Receipt receipt,
        IReadOnlyDictionary<string, NamedContract> contracts,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (ReceiptLifeCycle.BookTechnicalParts.Against(receipt, caller) is { } problem)
            return problem;
        var open = receipt.Allocations.Where(a => a.TechnicalAmount is null).ToArray();
        if (open.Length == 0)
            return Problem.Of(Catalogue.NoTechnicalIncomeToAssess);
        if (open.All(a => ContractTerms.Of(contracts[a.ContractId].State).IsUndetermined))
            return Problem.Of(Catalogue.ValueUndetermined);
        return new Change<Receipt>(
            receipt with
            {
                Booking = Booking.Settlement,
                Refusal = null,
            },
            new TechnicalPartsBookingStarted(caller.Subject, now)
        );
    }

    /// <summary>Adds the pro-rata technical income to an allocation and its refunds; unchanged while the value is undetermined.</summary>
    /// <param name="income">Income of the contract without this receipt.</param>
    public static Receipt WithTechnicalPart(Receipt receipt, int index, ContractTerms terms, Income income)
    {
        var allocation = receipt.Allocations[index];
        if (allocation.TechnicalAmount is not null || terms.IsUndetermined)
            return receipt;
        var left = Yuan.Max(terms.TechnicalAmount - income.NetTechnical, Yuan.Zero);
        return WithPart(receipt, index, Yuan.Min(TechnicalPart.ProRata(terms, allocation.Amount, income), left));
    }

    public static Receipt WithPart(Receipt receipt, int index, Yuan part)
    {
        var allocation = receipt.Allocations[index] with { TechnicalAmount = part };
        var before = Yuan.Zero;
        var refunds = receipt
            .Refunds.Select(refund =>
                refund with
                {
                    Parts =
                    [
                        .. refund.Parts.Select(p =>
                        {
                            if (p.ContractId != allocation.ContractId)
                                return p;
                            var technical = TechnicalPart.OfRefund(allocation, before, p.Amount);
                            before += p.Amount;
                            return p with { TechnicalAmount = technical };
                        }),
                    ],
                }
            )
            .ToArray();
        return receipt with { Allocations = [.. receipt.Allocations.Select((a, i) => i == index ? allocation : a)], Refunds = refunds };
    }

    /// <param name="parts">
    /// Technical income of each allocation, in their order, yuan; null where the contract value is still undetermined.
    /// </param>
    public static Change<Receipt> Booked(Receipt receipt, IReadOnlyList<Yuan?> parts)
    {
        var settled = receipt with { Booking = Booking.None };
        for (var i = 0; i < parts.Count; i++)
        {
            if (settled.Allocations[i].TechnicalAmount is null && parts[i] is { } part)
                settled = WithPart(settled, i, part);
        }
        return new(
            settled,
            new TechnicalPartsBooked([.. settled.Allocations.Select(a => new RefundPart(a.ContractId, a.Amount, a.TechnicalAmount))])
        );
    }
}

[WireName("SettlementBegun")]
public sealed record TechnicalPartsBookingStarted(string By, DateTimeOffset At);

[WireName("TechnicalPartsSettled")]
public sealed record TechnicalPartsBooked(IReadOnlyList<RefundPart> Parts);
