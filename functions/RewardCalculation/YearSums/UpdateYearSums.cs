using System.Globalization;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.YearSums;

/// <summary>
/// Updates what one contract adds to the year sums of its beneficiaries. It may run repeatedly and concurrently: at the end it reads the
/// contract's facts once more and repeats if they have changed. Its cost does not grow with the number of contracts.
/// </summary>
public sealed class UpdateYearSums(
    ContractRecords records,
    Indexes indexes,
    Accounts accounts,
    PublishedPolicies policies,
    TimeProvider time
)
{
    private const int Attempts = 20;
    private const int ContractsLookedAt = 25;
    private const int KeysAtOnce = 1000;
    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();

    /// <summary>Names of sums that each account line has besides the figures of the policy.</summary>
    public static class Line
    {
        /// <summary>1 for every contract with a line, even if it does not meet the policy's <c>counts</c> conditions.</summary>
        public const string Seen = "#seen";

        /// <summary>1 for a contract that meets the policy's <c>counts</c> conditions.</summary>
        public const string Counts = "#counts";

        /// <summary>1 for a contract that counts with an estimated value, payment only after use, or money assumed as paid.</summary>
        public const string Estimated = "#estimated";
    }

    /// <summary>
    /// Updates the year sums of a contract. Returns the keys of the year sums in which the contract has a line, and the facts and policies
    /// used.
    /// </summary>
    public async Task<(IReadOnlyCollection<YearSumsKey> Places, ContractRecord Record, PolicyShelf Shelf)> RunAsync(
        string contractId,
        string? policyId,
        CancellationToken cancellation
    )
    {
        var record = await records.ReadAsync(contractId, cancellation);
        var remembered = await RememberedAsync(contractId, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            // Add the contract to the index of its years before reading the policies, so that a later publication finds it.
            await IndexYearsAsync(record, remembered, cancellation);
            var shelf = await policies.CurrentAsync(cancellation);
            var wanted = Wanted(record, shelf, policyId, time.GetUtcNow().ChinaDate());
            if (record.Facts is { Number: { } number })
                await RememberAsync(
                    contractId,
                    wanted.Keys.Select(p => p.Remembered(Contributor.Of(number, contractId))),
                    remembered,
                    cancellation
                );

            var keys = remembered
                .Where(r => !IsYear(r))
                .Select(YearSumsKey.Parse)
                .Where(r => policyId is null || r.Place.PolicyId == policyId)
                .ToArray();
            // Do not change the year sums of policy versions that no longer apply to the year.
            await Task.WhenAll(
                keys.Where(r => shelf.Summed(r.Place.PolicyId, r.Place.Year).Any(p => p.Version == r.Place.Version))
                    .Select(r =>
                        accounts.SetAsync(r.Place.Account, r.Contributor, wanted.GetValueOrDefault(r.Place, Nothing), cancellation)
                    )
            );

            var (again, shelfAgain) = (await records.ReadAsync(contractId, cancellation), await policies.CurrentAsync(cancellation));
            if (again.IsSameAs(record) && shelfAgain.Tag == shelf.Tag)
                return ([.. keys.Select(r => r.Place).Distinct()], record, shelf);
            if (attempt == Attempts)
                throw new NotYetException($"The facts of contract {contractId} do not come to rest.");
            record = again;
        }
    }

    /// <summary>What one contract adds to a beneficiary's year; null when the year has nothing to do with it.</summary>
    public static Dictionary<string, long>? LineOf(Policy policy, int year, KnownContract contract, ItemResult item)
    {
        var figures = item.Figures.Where(f => f.Value != 0).ToDictionary();
        // The year of registration gets a line even when nothing counts, to explain why; other years only with figures.
        return figures.Count > 0 || (contract.RegisteredOn is { } registered && policy.YearOf(registered) == year) ? figures : null;
    }

    /// <summary>What the contract should add to each year-sum account, for all policy versions whose sums are kept.</summary>
    /// <param name="today">Policies with figures over earlier years count the contract in later policy years too, up to the year of this
    /// day.</param>
    public static IReadOnlyDictionary<YearSumsKey, IReadOnlyDictionary<string, long>> Wanted(
        ContractRecord record,
        PolicyShelf shelf,
        string? policyId,
        DateOnly today
    )
    {
        var wanted = new Dictionary<YearSumsKey, IReadOnlyDictionary<string, long>>();
        if (record.Facts is not { } contract || record.Days().ToArray() is not { Length: > 0 } days)
            return wanted;
        var (first, last) = (days.Min(d => d.Year) - 1, Math.Max(days.Max(d => d.Year), today.Year) + 1);
        foreach (var id in policyId is null ? shelf.Ids : [policyId])
        {
            for (var year = first; year <= last; year++)
            {
                foreach (var policy in shelf.Summed(id, year))
                {
                    var isOfYear = days.Any(d => policy.YearOf(d) == year);
                    if (!isOfYear && !(policy.LooksBack() && year <= policy.YearOf(today)))
                        continue;
                    Add(policy, year);
                }
            }
        }
        return wanted;

        void Add(Policy policy, int year)
        {
            foreach (var party in policy.Beneficiary.PartiesOf(contract))
            {
                if (party.Uscc is not { } uscc)
                    continue;
                var item = Assessment.OfItem(policy, year, ItemFacts.Of(contract, party, policy.Beneficiary, record.Money));
                if (LineOf(policy, year, contract, item) is not { } figures)
                    continue;
                figures[Line.Seen] = 1;
                if (item.Counts)
                    figures[Line.Counts] = 1;
                if (item is { Counts: true, Estimated: true })
                    figures[Line.Estimated] = 1;
                wanted[new(policy.Id, policy.Version, year, policy.Beneficiary, uscc)] = figures;
            }
        }
    }

    /// <summary>
    /// The sums of the policy year before; null when no contract was registered in that year by anyone, so that growth is not known.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, long>?> YearBeforeAsync(Policy policy, YearSumsKey key, CancellationToken cancellation)
    {
        var year = key.Year - 1;
        var sums = await accounts.ReadAsync((key with { Year = year }).Account, cancellation);
        return sums.Count > 0 || await HasRecordsAsync(policy, year, cancellation) ? sums : null;
    }

    // The index also holds contracts that were only signed or paid in the year, so look at some of them.
    private async Task<bool> HasRecordsAsync(Policy policy, int year, CancellationToken cancellation)
    {
        for (var calendarYear = policy.YearStart(year).Year; calendarYear <= policy.YearEnd(year).Year; calendarYear++)
        {
            var page = await records.OfYearAsync(calendarYear, ContractsLookedAt, null, cancellation);
            foreach (var record in await Task.WhenAll(page.Select(id => records.ReadAsync(id, cancellation))))
            {
                if (record.Facts is not { RegisteredOn: { } registered } || policy.YearOf(registered) == year)
                    return true;
            }
        }
        return false;
    }

    private async Task IndexYearsAsync(ContractRecord record, HashSet<string> remembered, CancellationToken cancellation)
    {
        foreach (var year in record.Days().Select(d => d.Year).Distinct().Where(y => !remembered.Contains(YearOf(y))))
        {
            await records.IndexYearAsync(record.ContractId, year, cancellation);
            await RememberAsync(record.ContractId, [YearOf(year)], remembered, cancellation);
        }
    }

    // Call this for a year-sum account before adding to the account: a line without an index entry would never be corrected.
    private async Task RememberAsync(string contractId, IEnumerable<string> ids, HashSet<string> remembered, CancellationToken cancellation)
    {
        var missing = ids.Where(id => !remembered.Contains(id)).ToArray();
        await Task.WhenAll(missing.Select(id => indexes.AddAsync(KeysOf(contractId), id, cancellation)));
        remembered.UnionWith(missing);
    }

    private async Task<HashSet<string>> RememberedAsync(string contractId, CancellationToken cancellation)
    {
        var all = new HashSet<string>();
        string? after = null;
        do
        {
            var page = await indexes.ReadAsync(KeysOf(contractId), KeysAtOnce, after, cancellation);
            all.UnionWith(page);
            after = page.Count < KeysAtOnce ? null : page[^1];
        } while (after is not null);
        return all;
    }

    private static string KeysOf(string contractId) => $"places|{contractId}";

    private static string YearOf(int year) => string.Create(CultureInfo.InvariantCulture, $"year|{year}");

    private static bool IsYear(string remembered) => remembered.StartsWith("year|", StringComparison.Ordinal);
}
