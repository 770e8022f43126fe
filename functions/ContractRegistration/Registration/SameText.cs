using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Finds other filings of the same document. No bar to registering, since one three-party text may rightly be filed twice, by the seller
/// and by the broker: a hint
/// for the registrar.
/// </summary>
public sealed class SameText(Lists lists)
{
    private const int MostOthers = 10;

    public async Task<IReadOnlyList<CaseSummary>> OfAsync(RegistrationCase state, CancellationToken cancellation)
    {
        var pages = await Task.WhenAll(
            CaseLists
                .TextsOf(state)
                .Select(text => lists.ReadAsync(CaseLists.OfText(text), MostOthers, cursor: null, cancellation: cancellation))
        );
        return
        [
            .. pages
                .SelectMany(p => p.Value.Items)
                .Select(i => System.Text.Json.JsonSerializer.Deserialize<CaseSummary>(i, Json.Options)!)
                .Where(o => o.Id != state.Id)
                .DistinctBy(o => o.Id)
                .Take(MostOthers),
        ];
    }
}
