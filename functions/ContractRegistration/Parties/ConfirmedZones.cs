using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>
/// A contract keeps the confirmations found at its acceptance or assessment; later confirmations do not change the contract.
/// </summary>
public sealed class ConfirmedZones(AggregateStore<DirectoryParty> directory, TimeProvider time)
{
    /// <summary>Parties without a confirmation are left out.</summary>
    public async Task<IReadOnlyList<ConfirmedZone>> OfAsync(Contract state, CancellationToken cancellation)
    {
        var today = time.ChinaToday();
        var codes = OpenVersion.Of(state).Content.AllParties().Select(p => p.Party.Uscc).Where(CreditCode.IsValid).Distinct();
        var parties = await Task.WhenAll(codes.Select(uscc => directory.LoadAsync(uscc!, cancellation)));
        return
        [
            .. parties
                .Where(p => p.Exists)
                .Select(p => (p.Id, Word: p.State!.ZoneOn(today)))
                .Where(p => p.Word is not null)
                .Select(p => new ConfirmedZone(p.Id, p.Word!.InZone)),
        ];
    }
}
