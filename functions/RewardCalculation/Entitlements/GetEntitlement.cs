using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Entitlements;

public sealed class GetEntitlement(Commands<Entitlement> commands, FindClaimsOnEntitlement claims, PublishedPolicies policies)
{
    [Function("GetEntitlement")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation(
        "An entitlement with its explanation, what is claimed already, and the policies that a claim would shut out",
        Answer = typeof(EntitlementView)
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "entitlements/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadPartAsync(request, id, async (loaded, _) => await ViewAsync(loaded.State!, cancellation), cancellation);

    private async Task<EntitlementView> ViewAsync(Entitlement state, CancellationToken cancellation)
    {
        var book = (await policies.CurrentAsync(cancellation)).Book;
        var policy = book.Pinned(state.PolicyId, state.PolicyVersion);
        var found = await claims(state.Id, state.Year, state.Beneficiary.Uscc!, policy.ExclusiveGroups, cancellation);
        return new(
            state,
            found.Claimed,
            [.. book.ExcludedBy(policy, state.Year).Select(p => p with { ClaimId = found.ByPolicy.GetValueOrDefault(p.PolicyId) })]
        );
    }
}

/// <summary>An entitlement and what stands beside it when its organisation wants to claim.</summary>
public sealed record EntitlementView : Entitlement
{
    [SetsRequiredMembers]
    public EntitlementView(Entitlement state, Yuan claimed, IReadOnlyList<ExclusivePolicy> excludes)
        : base(state) => (Claimed, Excludes) = (claimed, excludes);

    /// <summary>Total of the claims in force on the entitlement, yuan.</summary>
    public Yuan Claimed { get; }

    /// <summary>The policies under which the organisation can claim nothing this year if it claims under this one.</summary>
    public IReadOnlyList<ExclusivePolicy> Excludes { get; }

    /// <summary>Address of the contracts: what each adds, or why it does not count.</summary>
    public string ContractsUrl => $"/api/entitlements/{Id}/contracts";
}

/// <param name="Claimed">Total of the claims in force on the entitlement, yuan.</param>
/// <param name="ByPolicy">The organisation's claims of the year that hold an exclusive group, by id of their policy.</param>
public sealed record ClaimsOnEntitlement(Yuan Claimed, IReadOnlyDictionary<string, string> ByPolicy);

public delegate Task<ClaimsOnEntitlement> FindClaimsOnEntitlement(
    string entitlementId,
    int year,
    string uscc,
    IReadOnlyList<string> exclusiveGroups,
    CancellationToken cancellation
);
