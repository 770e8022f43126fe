using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>到账登记: the payee records money received.</summary>
public sealed class RecordReceipt(Commands<Receipt> commands, NamedContracts contracts, TimeProvider time)
{
    [Function("RecordReceipt")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Record money received on registered contracts, as their seller",
        Body = typeof(RecordReceiptBody),
        Answer = typeof(ReceiptView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<RecordReceiptBody>(
            request,
            async (id, body, caller) =>
            {
                var named = await contracts.SeenByAsync(caller, body.Allocations.Select(a => a.ContractId), cancellation);
                return Decide(id, body, named, caller, time.GetUtcNow());
            },
            cancellation
        );

    /// <param name="contracts">The allocations' contracts that the caller may see, by id.</param>
    public static Outcome<Change<Receipt>> Decide(
        string id,
        RecordReceiptBody body,
        IReadOnlyDictionary<string, NamedContract> contracts,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (caller.Organisation is not { } organisation || !caller.ActsFor(organisation))
            return RoleNames.Needed(Role.Office, Role.Company);
        var findings = ReceiptRules.Check(body, contracts, caller, now.ChinaDate());
        if (Finding.Refusal(findings) is { } refusal)
            return refusal;

        var named = body.Allocations.Select(a => contracts[a.ContractId].State).ToArray();
        var payer = ReceiptRules.Payer(named[0], body.Payer)!;
        Finding[] warnings = [.. findings.Where(f => f.Severity != Severity.Error)];
        var receipt = new Receipt
        {
            Id = id,
            Status = ReceiptStatus.Recorded,
            Payee = ReceiptSide.Of(named[0].Content.Sellers.First(s => s.Uscc == organisation)),
            Payer = ReceiptSide.Of(payer),
            ReceivedOn = body.ReceivedOn,
            Amount = body.Amount,
            InvoiceNumber = body.InvoiceNumber,
            BankReference = body.BankReference,
            Allocations =
            [
                .. body.Allocations.Select(
                    (a, i) =>
                        new Allocation(
                            a.ContractId,
                            named[i].Number!,
                            named[i].Content.Title,
                            a.Amount,
                            a.TechnicalAmount,
                            null,
                            PartiesOf(named[i]),
                            named[i].Historical
                        )
                ),
            ],
            Papers = [.. body.Attachments.Select(p => new ReceiptAttachment(p.Kind, p.Name, p.Sha256))],
            Findings = warnings,
            Recorded = Act.Of(caller, now),
        };
        return new Change<Receipt>(
            receipt,
            new ReceiptRecorded(
                organisation,
                payer.IsPerson() && payer.Uscc is null ? null : receipt.Payer.Identity,
                body.ReceivedOn,
                body.Amount,
                body.InvoiceNumber,
                body.BankReference,
                body.Allocations,
                warnings,
                caller.Subject,
                now
            )
        );
    }

    private static string[] PartiesOf(Contract state) =>
        [.. state.Content.Sellers.Concat(state.Content.Buyers).Select(p => p.Uscc).OfType<string>().Distinct()];
}

/// <seealso cref="Receipt"/>
[SchemaName("RecordReceipt")]
public sealed record RecordReceiptBody
{
    public required DateOnly ReceivedOn { get; init; }

    public required Yuan Amount { get; init; }
    public required string InvoiceNumber { get; init; }

    public required string BankReference { get; init; }

    /// <summary>The buyer that paid: its USCC, a foreign organisation's registration number, or a natural person's name.</summary>
    public required string Payer { get; init; }

    /// <summary>The amounts must add up to the amount of the receipt.</summary>
    public required IReadOnlyList<AllocationGiven> Allocations { get; init; }

    /// <summary>Attachments that will be uploaded before the confirmation.</summary>
    public IReadOnlyList<AnnouncedAttachment> Attachments { get; init; } = [];

    /// <summary>True if the money arrived before the contract was signed (预付款).</summary>
    public bool Prepayment { get; init; }
}

/// <param name="TechnicalAmount">Technical income, yuan; pro rata if left out.</param>
public sealed record AllocationGiven(string ContractId, Yuan Amount, Yuan? TechnicalAmount = null);

/// <param name="Sha256">SHA-256 in lower-case hexadecimal; if given, only this file is accepted.</param>
public sealed record AnnouncedAttachment(string Kind, string Name, string? Sha256 = null);

public sealed record NamedContract(Contract State, Income Income);

/// <summary>Contains no natural persons, because events cannot be erased.</summary>
[WireName("ReceiptRecorded")]
public sealed record ReceiptRecorded(
    string Payee,
    string? Payer,
    DateOnly ReceivedOn,
    Yuan Amount,
    string InvoiceNumber,
    string BankReference,
    IReadOnlyList<AllocationGiven> Allocations,
    IReadOnlyList<Finding> Warnings,
    string By,
    DateTimeOffset At
);
