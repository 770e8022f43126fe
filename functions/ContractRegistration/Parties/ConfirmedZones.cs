using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>The directory's word on a party of a case, as it stood when the case was accepted or assessed.</summary>
public sealed record ConfirmedZone(string Uscc, bool InZone);

/// <summary>Pins the registrar's words on the zone to a case, so that what counts for it does not change behind its back.</summary>
public sealed class ConfirmedZones(AggregateStore<DirectoryParty> directory, TimeProvider time)
{
    /// <summary>The decision with the words of today pinned on its state.</summary>
    public async Task<Outcome<Change<RegistrationCase>>> PinAsync(Outcome<Change<RegistrationCase>> decided, CancellationToken cancellation)
    {
        if (decided.Problem is not null) return decided;
        var (state, happened) = decided.Value;
        var version = OpenVersion.Of(state);
        var today = time.ChinaToday();
        var codes = version.Content.AllParties().Select(p => p.Party.Uscc).Where(CreditCode.IsValid).Distinct().ToArray();
        var parties = await Task.WhenAll(codes.Select(uscc => directory.LoadAsync(uscc!, cancellation)));
        var pinned = version.Examination with
        {
            ConfirmedZones = [.. parties.Where(p => p.Exists).Select(p => (p.Id, Word: p.State!.ZoneOn(today))).Where(p => p.Word is not null).Select(p => new ConfirmedZone(p.Id, p.Word!.InZone))],
        };
        return new Change<RegistrationCase>(state.WithOpenVersion(pinned), happened);
    }
}
