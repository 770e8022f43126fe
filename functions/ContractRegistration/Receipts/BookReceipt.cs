namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>
/// Posts a receipt to the income accounts of its contracts. An account returns the same entry for the same version of a receipt, so that
/// posting is idempotent and may run concurrently.
/// </summary>
public sealed class BookReceipt(NamedContracts contracts, Accounts accounts)
{
    public async Task<Change<Receipt>?> RunAsync(Loaded<Receipt> loaded, CancellationToken cancellation)
    {
        var receipt = loaded.State!;
        switch (receipt.Booking)
        {
            case Booking.None:
                return null;

            case Booking.Receipt:
                var named = await contracts.OfAsync(receipt, cancellation);
                var entries = await PostAsync(
                    loaded,
                    (index, sums) =>
                    {
                        var (part, refusal) = ConfirmReceipt.Book(
                            receipt,
                            index,
                            named[receipt.Allocations[index].ContractId] with
                            {
                                Income = Income.Of(sums),
                            }
                        );
                        return refusal is null
                            ? (Income.FiguresOf(receipt, receipt.Allocations[index] with { TechnicalAmount = part }), null)
                            : (new Dictionary<string, long>(), Json.Write(refusal));
                    },
                    cancellation
                );
                if (entries is null)
                    return null;
                return entries.FirstOrDefault(e => e.Refusal is not null) is { Refusal: { } words }
                    ? ConfirmReceipt.NotBooked(receipt, Json.Read<BookingRefusal>(words))
                    : ConfirmReceipt.Booked(receipt, [.. entries.Select(TechnicalOf)]);

            case Booking.Settlement:
                var settled = await contracts.OfAsync(receipt, cancellation);
                var parts = await PostAsync(
                    loaded,
                    (index, sums) =>
                    {
                        var after = BookTechnicalParts.WithTechnicalPart(
                            receipt,
                            index,
                            ContractTerms.Of(settled[receipt.Allocations[index].ContractId].State),
                            Income.Of(sums)
                        );
                        return (Income.FiguresOf(after, after.Allocations[index]), null);
                    },
                    cancellation
                );
                return parts is null ? null : BookTechnicalParts.Booked(receipt, [.. parts.Select(TechnicalOf)]);

            case Booking.Refund:
                return
                    await PostAsync(loaded, (index, _) => (Income.FiguresOf(receipt, receipt.Allocations[index]), null), cancellation)
                        is null
                    ? null
                    : Done(receipt);

            case Booking.Release:
                return await PostAsync(loaded, (_, _) => (new Dictionary<string, long>(), null), cancellation) is null
                    ? null
                    : Done(receipt);

            default:
                throw new InvalidOperationException($"{receipt.Booking} is no booking.");
        }
    }

    // Posts this version of the receipt to all accounts. Null if a later version of the receipt exists, whose follow-up posts instead.
    private async Task<AccountEntry[]?> PostAsync(
        Loaded<Receipt> loaded,
        Func<int, IReadOnlyDictionary<string, long>, (IReadOnlyDictionary<string, long> Figures, string? Refusal)> decide,
        CancellationToken cancellation
    )
    {
        var entries = new AccountEntry[loaded.State!.Allocations.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var index = i;
            entries[i] = await accounts.PostAsync(
                Income.Account(loaded.State.Allocations[i].ContractId),
                loaded.Id,
                loaded.Version,
                sums => decide(index, sums),
                cancellation
            );
            if (entries[i].Version != loaded.Version)
                return null;
        }
        return entries;
    }

    private static Yuan? TechnicalOf(AccountEntry entry) => entry.Figures.TryGetValue("technical", out var fen) ? Yuan.FromFen(fen) : null;

    private static Change<Receipt> Done(Receipt receipt) => new(receipt with { Booking = Booking.None }, null);
}
