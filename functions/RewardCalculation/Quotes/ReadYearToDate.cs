using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.YearSums;

namespace TechTransfer.RewardCalculation.Quotes;

/// <summary>Reads the year sums of the organisations in a quote, without the quoted contract.</summary>
public sealed class ReadYearToDate(Accounts accounts, UpdateYearSums sums, AggregateStore<OrganisationYear> organisations)
{
    /// <summary>By policy id and credit code, only for organisations whose entitlements the caller may see.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, YearToDate>>> FindAsync(
        QuotePlan plan,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var yearsToDate = new Dictionary<string, IReadOnlyDictionary<string, YearToDate>>();
        foreach (var policy in plan.Policies)
        {
            var parties = policy
                .Beneficiary.PartiesOf(plan.Contract)
                .Select(p => p.Uscc)
                .OfType<string>()
                .Distinct()
                .Where(uscc => EntitlementSetup.MaySee(uscc, caller))
                .ToArray();
            var found = await Task.WhenAll(parties.Select(uscc => FindAsync(policy, plan, uscc, cancellation)));
            yearsToDate[policy.Id] = parties.Zip(found).ToDictionary(p => p.First, p => p.Second);
        }
        return yearsToDate;
    }

    private async Task<YearToDate> FindAsync(Policy policy, QuotePlan plan, string uscc, CancellationToken cancellation)
    {
        var key = new YearSumsKey(policy.Id, policy.Version, plan.Year, policy.Beneficiary, uscc);
        var stated = organisations.LoadAsync(OrganisationYear.IdOf(uscc, plan.Year), cancellation);
        var before = policy.NeedsYearBefore() ? await sums.YearBeforeAsync(policy, key, cancellation) : null;
        // Read the contract's line before the sums: a change in between then counts it twice instead of subtracting it twice.
        var own = plan.Contract is { Number: { } number, ContractId: { } id }
            ? await accounts.FindLineAsync(key.Account, Contributor.Of(number, id), cancellation)
            : null;
        var others = new Dictionary<string, long>(await accounts.ReadAsync(key.Account, cancellation));
        foreach (var (name, figure) in own?.Figures ?? new Dictionary<string, long>())
            others[name] = others.GetValueOrDefault(name) - figure;
        return new(others, before, (await stated).State?.Declared() ?? DeclaredFacts.None);
    }
}
