using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <param name="Status">Status of the other contract; a duplicate is refused at submission only if parties, value and day are equal
/// too.</param>
public sealed record OtherFiling(string Id, string? Number, string Title, ContractStatus Status, DateOnly? RegisteredOn);

/// <summary>Finds contracts with the same title that a party of the contract has a part in, for those who examine it.</summary>
public sealed class OtherFilings(Lists lists)
{
    private const int LinesRead = 20;
    private const int MaxShown = 10;

    /// <summary>Reads the newest contracts of the first seller, few enough that it costs the same whatever is stored. Null for callers who
    /// do not examine, or if there is none.</summary>
    public async Task<IReadOnlyList<OtherFiling>?> OfAsync(Contract state, Caller caller, CancellationToken cancellation)
    {
        if (!new VisibleContract(state, caller).IsInside)
            return null;
        var party = state.Content.Sellers.FirstOrDefault(p => p.Uscc is not null)?.Uscc ?? state.Filer.Organisation;
        var page = await lists.ReadAsync(ContractLists.OfParty(party), LinesRead, cursor: null, cancellation: cancellation);
        OtherFiling[] found =
        [
            .. page
                .Value.Items.Select(line => Json.Read<ContractSummary>(line.GetRawText()))
                .Where(line => line.Id != state.Id && line.Year is not null && ComparedText.Same(line.Title, state.Content.Title))
                .Take(MaxShown)
                .Select(line => new OtherFiling(line.Id, line.Number, line.Title, line.Status, line.RegisteredOn)),
        ];
        return found.Length > 0 ? found : null;
    }
}
