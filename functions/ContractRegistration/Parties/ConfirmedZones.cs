using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>The zone confirmations for a contract to keep: later ones do not change it.</summary>
public sealed class ConfirmedZones(AggregateStore<DirectoryParty> directory, TimeProvider time)
{
    /// <summary>Today's confirmations for the parties of the version under examination.</summary>
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
