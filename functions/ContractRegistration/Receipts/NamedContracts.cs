using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>Loads the contracts of receipts with their income so far.</summary>
public sealed class NamedContracts(AggregateStore<Contract> contracts, Accounts accounts)
{
    /// <summary>The existing contracts among the ids that the caller may see, by id.</summary>
    public async Task<IReadOnlyDictionary<string, NamedContract>> SeenByAsync(
        Caller caller,
        IEnumerable<string> ids,
        CancellationToken cancellation
    ) =>
        (await LoadAsync(ids.Where(ReceiptRules.IsContractId).Distinct().Take(ReceiptRules.MostAllocations), cancellation))
            .Where(c => Visibility.Of(c.Value.State, caller) != Sight.None)
            .ToDictionary();

    /// <summary>The contracts of a receipt, by id.</summary>
    public Task<IReadOnlyDictionary<string, NamedContract>> OfAsync(Receipt receipt, CancellationToken cancellation) =>
        LoadAsync(receipt.Allocations.Select(a => a.ContractId), cancellation);

    private async Task<IReadOnlyDictionary<string, NamedContract>> LoadAsync(IEnumerable<string> ids, CancellationToken cancellation)
    {
        var loaded = await Task.WhenAll(
            ids.Select(async id =>
            {
                var sums = accounts.ReadAsync(Income.Account(id), cancellation);
                var state = await contracts.LoadAsync(id, cancellation);
                return (Id: id, state.State, Income: Income.Of(await sums));
            })
        );
        return loaded.Where(c => c.State is not null).ToDictionary(c => c.Id, c => new NamedContract(c.State!, c.Income));
    }
}
