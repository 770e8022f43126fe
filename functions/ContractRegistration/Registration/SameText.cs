using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Finds other contracts with the same file as contract text. They are only a warning for the registrar, because seller and broker may
/// both file a three-party contract.
/// </summary>
public sealed class SameText(Lists lists)
{
    private const int MaxOthers = 10;

    public async Task<IReadOnlyList<ContractSummary>> OfAsync(Contract state, CancellationToken cancellation)
    {
        var pages = await Task.WhenAll(
            ContractLists
                .TextsOf(state)
                .Select(text => lists.ReadAsync(ContractLists.OfText(text), MaxOthers, cursor: null, cancellation: cancellation))
        );
        return
        [
            .. pages
                .SelectMany(p => p.Value.Items)
                .Select(i => System.Text.Json.JsonSerializer.Deserialize<ContractSummary>(i, Json.Options)!)
                .Where(o => o.Id != state.Id)
                .DistinctBy(o => o.Id)
                .Take(MaxOthers),
        ];
    }
}
