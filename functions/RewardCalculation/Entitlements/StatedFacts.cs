using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Entitlements;

public sealed class StatedFacts(
    AggregateStore<OrganisationYear> organisations,
    PublishedPolicies policies,
    RecalculateEntitlements recalculate,
    Lists lists
)
{
    private const int LinesAtOnce = 200;

    /// <summary>Recalculates the existing entitlements, and creates those that a policy gives without any contract.</summary>
    public async Task FollowAsync(string uscc, int year, CancellationToken cancellation)
    {
        var stated = (await organisations.LoadAsync(OrganisationYear.IdOf(uscc, year), cancellation)).State;
        var shelf = await policies.CurrentAsync(cancellation);
        var cause = new Cause("declaredFacts", null, new($"{year}年度申报信息已更新。", $"The declared facts for {year} were changed."));
        var done = new HashSet<(string, BeneficiaryRole)>();
        await foreach (var page in lists.PagesAsync(EntitlementSetup.OfOrganisation(uscc, year), LinesAtOnce, cancellation: cancellation))
        {
            await Each.DoAsync(
                page.Whole.Select(i => Json.Read<EntitlementSummary>(i.GetRawText())),
                async line =>
                {
                    if (shelf.Governing(line.PolicyId, year) is not { } policy || !done.Add((line.PolicyId, line.Role)))
                        return;
                    await recalculate.OneAsync(policy, new(policy.Id, policy.Version, year, line.Role, uscc), null, cause, cancellation);
                },
                cancellation
            );
        }

        // Order the stated name before all contracts (0), so that any contract that names the organisation overrides it.
        if (stated?.Party is not { } party)
            return;
        await Each.DoAsync(
            shelf
                .Ids.Select(id => shelf.Governing(id, year))
                .OfType<Policy>()
                .Where(p => p.GivesWithoutContracts() && done.Add((p.Id, p.Beneficiary))),
            policy =>
                recalculate.OneAsync(
                    policy,
                    new(policy.Id, policy.Version, year, policy.Beneficiary, uscc),
                    new(party, 0),
                    cause,
                    cancellation,
                    withoutContracts: true
                ),
            cancellation
        );
    }
}
