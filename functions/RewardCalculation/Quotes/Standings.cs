using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Calculation;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Quotes;

/// <summary>What the organisations of a quote have already from their other contracts of the year, read from the running sums.</summary>
public sealed class Standings(Accounts accounts, AggregateStore<OrganisationYear> organisations)
{
    /// <summary>By policy and credit code, for the organisations that the caller may look into.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, Standing>>> FindAsync(
        QuotePlan plan,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var standings = new Dictionary<string, IReadOnlyDictionary<string, Standing>>();
        foreach (var policy in plan.Policies)
        {
            var parties = policy
                .Beneficiary.PartiesOf(plan.Contract)
                .Select(p => p.Uscc)
                .OfType<string>()
                .Distinct()
                .Where(uscc => EntitlementKind.MaySee(uscc, caller))
                .ToArray();
            var found = await Task.WhenAll(parties.Select(uscc => FindAsync(policy, plan, uscc, cancellation)));
            standings[policy.Id] = parties.Zip(found).ToDictionary(p => p.First, p => p.Second);
        }
        return standings;
    }

    private async Task<Standing> FindAsync(Policy policy, QuotePlan plan, string uscc, CancellationToken cancellation)
    {
        var place = new Place(policy.Id, policy.Version, plan.Year, policy.Beneficiary, uscc);
        var stated = organisations.LoadAsync(OrganisationYear.IdOf(uscc, plan.Year), cancellation);
        var before = policy.NeedsYearBefore()
            ? await accounts.ReadAsync((place with { Year = plan.Year - 1 }).Account, cancellation)
            : null;
        // The line first: if the contract is counted in between, it is counted twice for a moment rather than taken off twice.
        var own = plan.Contract is { Number: { } number, ContractId: { } id }
            ? await accounts.FindLineAsync(place.Account, Contributor.Of(number, id), cancellation)
            : null;
        var others = new Dictionary<string, long>(await accounts.ReadAsync(place.Account, cancellation));
        foreach (var (name, figure) in own?.Figures ?? new Dictionary<string, long>())
            others[name] = others.GetValueOrDefault(name) - figure;
        return new(others, before, (await stated).State?.Declared() ?? DeclaredFacts.None);
    }
}
