using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

public sealed class NamedContracts(AggregateStore<Contract> contracts, Accounts accounts)
{
    /// <summary>Unknown contracts and contracts that the caller may not see are left out.</summary>
    public async Task<IReadOnlyDictionary<string, NamedContract>> SeenByAsync(
        Caller caller,
        IEnumerable<string> ids,
        CancellationToken cancellation
    ) =>
        (await LoadAsync(ids.Where(ReceiptRules.IsContractId).Distinct().Take(ReceiptRules.MaxAllocations), cancellation))
            .Where(c => Visibility.Of(c.Value.State, caller) != Sight.None)
            .ToDictionary();

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
