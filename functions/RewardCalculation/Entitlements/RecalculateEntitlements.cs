using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.YearSums;

namespace TechTransfer.RewardCalculation.Entitlements;

/// <summary>
/// Recalculates entitlements from their year sums and declared facts. Repeats until a pass over newly read sums changes nothing, so that
/// a concurrent change of the sums is never lost.
/// </summary>
public sealed class RecalculateEntitlements(
    UpdateYearSums sums,
    AggregateStore<Entitlement> entitlements,
    AggregateStore<OrganisationYear> organisations,
    Accounts accounts
)
{
    private const int LinesPerRead = 200;
    private const int MaxYearsCarried = 10;
    private static readonly Caller Figures = Caller.System("entitlements", "奖励测算");

    /// <param name="policyId">Policy to recalculate; null for all.</param>
    public async Task OfContractAsync(string contractId, string? policyId, Cause cause, CancellationToken cancellation = default)
    {
        var (keys, record, shelf) = await sums.RunAsync(contractId, policyId, cancellation);
        await OfKeysAsync(keys, record.Facts, shelf, cause, cancellation);
    }

    // The contract is null when it was cancelled or revoked; otherwise a beneficiary gets the name that the contract gives.
    private async Task OfKeysAsync(
        IReadOnlyCollection<YearSumsKey> keys,
        KnownContract? contract,
        PolicyShelf shelf,
        Cause cause,
        CancellationToken cancellation
    )
    {
        // Use the policy version that governs now, whichever version the contract was summed under.
        await Task.WhenAll(
            keys.DistinctBy(p => p with { Version = 0 })
                .Select(async key =>
                {
                    var named =
                        contract is null ? null
                        : key.Role.PartiesOf(contract).FirstOrDefault(p => p.Uscc == key.Uscc) is { } party
                            ? NamedBeneficiary.By(contract, party)
                        : null;
                    if (shelf.Governing(key.PolicyId, key.Year) is { } policy)
                        await OneAsync(policy, key with { Version = policy.Version }, named, cause, cancellation);
                    for (var year = key.Year + 1; year <= key.Year + MaxYearsCarried; year++)
                    {
                        if (
                            shelf.Governing(key.PolicyId, year) is not { } next
                            || !(year == key.Year + 1 && next.NeedsYearBefore() || next.Process.LateRefunds == LateRefunds.CarryForward)
                        )
                            break;
                        await OneAsync(next, key with { Version = next.Version, Year = year }, null, cause, cancellation);
                    }
                })
        );
    }

    /// <summary>
    /// Recalculates one entitlement. A missing one is created when there are sums, or when <c>withoutContracts</c> is true.
    /// </summary>
    /// <param name="named">The beneficiary as a contract names it; null keeps the current one.</param>
    /// <param name="withoutContracts">True when the policy may give something on declared facts alone.</param>
    public async Task OneAsync(
        Policy policy,
        YearSumsKey key,
        NamedBeneficiary? named,
        Cause cause,
        CancellationToken cancellation,
        bool withoutContracts = false
    )
    {
        var id = Entitlement.IdOf(key.PolicyId, key.Year, key.Role, key.Uscc);
        var loaded = await entitlements.LoadAsync(id, cancellation);
        Change<Entitlement>? change = null;
        do loaded = await entitlements.UpdateAsync(loaded, NextAsync, Figures, cancellation);
        while (change is not null);

        async Task<Change<Entitlement>?> NextAsync(Loaded<Entitlement> loaded, CancellationToken cancellation)
        {
            var figures = await accounts.ReadAsync(key.Account, cancellation);
            var before = policy.NeedsYearBefore() ? await sums.YearBeforeAsync(policy, key, cancellation) : null;
            var stated = await organisations.LoadAsync(OrganisationYear.IdOf(key.Uscc, key.Year), cancellation);

            var who =
                loaded.State is { } had && (named is null || had.BeneficiaryAsOf > named.AsOf)
                    ? new(had.Beneficiary, had.BeneficiaryAsOf)
                    : named;
            if (who is null || (!loaded.Exists && figures.Count == 0 && !withoutContracts))
                return change = null;

            var award = Assessment.OfYear(
                policy,
                key.Year,
                new(who.Party, figures, before, stated.State?.Declared() ?? DeclaredFacts.None)
                {
                    Carried = policy.Process.LateRefunds == LateRefunds.CarryForward ? await CarriedAsync(key, cancellation) : null,
                }
            );
            var (counted, estimated) = (
                figures.GetValueOrDefault(UpdateYearSums.Line.Counts),
                figures.GetValueOrDefault(UpdateYearSums.Line.Estimated)
            );
            // The sums can stay equal although one contract has replaced another, so compare the contract numbers too.
            var numbers = await NumbersAsync(key, cancellation);
            if (
                loaded.State is { } stands
                && stands.PolicyVersion == policy.Version
                && stands.Contracts == counted
                && stands.Estimated == estimated
                && stands.Beneficiary == who.Party
                && stands.Numbers.SequenceEqual(numbers)
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
                Year = key.Year,
                Role = key.Role,
                Beneficiary = who.Party,
                BeneficiaryAsOf = who.AsOf,
                Award = award,
                AmountBefore = loaded.State?.Award.Amount,
                Contracts = counted,
                Estimated = estimated,
                Numbers = numbers,
                Cause = cause,
            };
            return change = new(next, new EntitlementRecalculated(next));
        }
    }

    // A year in which the organisation has no entitlement carries nothing itself, but passes on what the year before it left.
    private async Task<IReadOnlyDictionary<string, long>?> CarriedAsync(YearSumsKey key, CancellationToken cancellation)
    {
        for (var year = key.Year - 1; year >= key.Year - MaxYearsCarried; year--)
        {
            var id = Entitlement.IdOf(key.PolicyId, year, key.Role, key.Uscc);
            if ((await entitlements.LoadAsync(id, cancellation)).State is { } earlier)
                return earlier.Award.CarriedForward;
        }
        return null;
    }

    private async Task<IReadOnlyList<string>> NumbersAsync(YearSumsKey key, CancellationToken cancellation) =>
        [
            .. (await accounts.LinesAsync(key.Account, LinesPerRead, cancellation: cancellation))
                .Where(l => l.Figures.ContainsKey(UpdateYearSums.Line.Counts))
                .Take(Entitlement.MaxNumbers)
                .Select(l => Contributor.NumberOf(l.Contributor)),
        ];
}
