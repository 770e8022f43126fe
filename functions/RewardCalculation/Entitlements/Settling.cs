using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Entitlements;

/// <summary>
/// Makes entitlements what their sums and declared facts say. It ends only on a look that finds nothing to change, begun after the
/// entitlement was read: so
/// whatever was worked out from older sums is put right by whoever wrote it.
/// </summary>
public sealed class Settling(AggregateStore<Entitlement> entitlements, AggregateStore<OrganisationYear> organisations, Accounts accounts)
{
    private const int LinesLookedAt = 200;
    private static readonly Caller Figures = Caller.System("entitlements", "奖励测算");

    /// <summary>The entitlements that rest on sums at these places.</summary>
    /// <param name="contract">The contract that changed, which says who its parties are; null when it fell.</param>
    public async Task SettleAsync(
        IReadOnlyCollection<Place> places,
        ContractFacts? contract,
        PolicyShelf shelf,
        Cause cause,
        CancellationToken cancellation
    )
    {
        // Whatever version a contract was summed under, its beneficiaries are entitled by the one that governs now.
        await Task.WhenAll(
            places
                .DistinctBy(p => p with { Version = 0 })
                .Select(async place =>
                {
                    var said =
                        contract is null ? null
                        : place.Role.PartiesOf(contract).FirstOrDefault(p => p.Uscc == place.Uscc) is { } party ? Said.By(contract, party)
                        : null;
                    if (shelf.Governing(place.PolicyId, place.Year) is { } policy)
                        await SettleAsync(policy, place with { Version = policy.Version }, said, cause, cancellation);
                    if (shelf.Governing(place.PolicyId, place.Year + 1) is { } next && next.NeedsYearBefore())
                    {
                        await SettleAsync(next, place with { Version = next.Version, Year = place.Year + 1 }, null, cause, cancellation);
                    }
                })
        );
    }

    /// <summary>One entitlement; one that is not there comes about when there are sums, or when somebody is said to be entitled without
    /// any.</summary>
    /// <param name="said">Who the organisation is; null leaves what was said last.</param>
    /// <param name="withoutContracts">True when a policy may give something on declared facts alone.</param>
    public async Task SettleAsync(
        Policy policy,
        Place place,
        Said? said,
        Cause cause,
        CancellationToken cancellation,
        bool withoutContracts = false
    )
    {
        var id = Entitlement.IdOf(place.PolicyId, place.Year, place.Role, place.Uscc);
        var loaded = await entitlements.LoadAsync(id, cancellation);
        Change<Entitlement>? change = null;
        do loaded = await entitlements.UpdateAsync(loaded, NextAsync, Figures, cancellation);
        while (change is not null);

        async Task<Change<Entitlement>?> NextAsync(Loaded<Entitlement> loaded, CancellationToken cancellation)
        {
            var sums = await accounts.ReadAsync(place.Account, cancellation);
            var before = policy.NeedsYearBefore()
                ? await accounts.ReadAsync((place with { Year = place.Year - 1 }).Account, cancellation)
                : null;
            var stated = await organisations.LoadAsync(OrganisationYear.IdOf(place.Uscc, place.Year), cancellation);

            var who =
                loaded.State is { } had && (said is null || had.BeneficiaryAsOf > said.AsOf)
                    ? new(had.Beneficiary, had.BeneficiaryAsOf)
                    : said;
            if (who is null || (!loaded.Exists && sums.Count == 0 && !withoutContracts))
                return change = null;

            var award = Assessment.OfYear(policy, place.Year, new(who.Party, sums, before, stated.State?.Declared() ?? DeclaredFacts.None));
            var (counted, estimated) = (sums.GetValueOrDefault(Figuring.Line.Counts), sums.GetValueOrDefault(Figuring.Line.Estimated));
            if (
                loaded.State is { } stands
                && stands.PolicyVersion == policy.Version
                && stands.Contracts == counted
                && stands.Estimated == estimated
                && stands.Beneficiary == who.Party
                && Json.Write(stands.Award) == Json.Write(award)
            )
                return change = null;

            var next = new Entitlement
            {
                Id = id,
                Version = loaded.Version + 1,
                PolicyId = policy.Id,
                PolicyVersion = policy.Version,
                PolicyName = policy.Name,
                Instrument = policy.Citation,
                Sample = policy.Sample,
                Year = place.Year,
                Role = place.Role,
                Beneficiary = who.Party,
                BeneficiaryAsOf = who.AsOf,
                Award = award,
                Contracts = counted,
                Estimated = estimated,
                Numbers = await NumbersAsync(place, cancellation),
                Cause = cause,
            };
            return change = new(next, new EntitlementFigured(next));
        }
    }

    private async Task<IReadOnlyList<string>> NumbersAsync(Place place, CancellationToken cancellation) =>
        [
            .. (await accounts.LinesAsync(place.Account, LinesLookedAt, cancellation: cancellation))
                .Where(l => l.Figures.ContainsKey(Figuring.Line.Counts))
                .Take(Entitlement.MostNumbers)
                .Select(l => Contributor.NumberOf(l.Contributor)),
        ];
}
