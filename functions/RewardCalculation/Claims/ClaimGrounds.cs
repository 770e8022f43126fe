using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Claims;

public sealed class ClaimGrounds(FindEntitlement entitlements, ClaimAccounts accounts, Copies copies, FindPolicies policies)
{
    private static readonly ClaimRoom NoRoom = new(Yuan.Zero, new Dictionary<string, IReadOnlyDictionary<string, long>>());

    /// <summary>Entitlement and policy are null when the entitlement is unknown or belongs to another organisation.</summary>
    public async Task<(Entitled? Entitled, Policy? Policy, ClaimRoom Room, IReadOnlySet<string> OwnContracts)> OfNewAsync(
        FileClaimBody body,
        string entitlementId,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var entitled = await entitlements(entitlementId, cancellation);
        if (entitled is null || !caller.ActsFor(entitled.Beneficiary.Uscc))
            return (null, null, NoRoom, new HashSet<string>());
        var policy = (await policies(cancellation)).Pinned(entitled.PolicyId, entitled.PolicyVersion);
        var room = accounts.RoomAsync(entitled, policy.ExclusiveGroups, cancellation);
        var own = await Task.WhenAll(
            body.ContractIds.Select(async id =>
                await copies.FindAsync<KnownContract>(ContractRecords.ContractCopies, id, cancellation) is { } contract
                && entitled.Role.PartiesOf(contract).Any(p => p.Uscc == entitled.Beneficiary.Uscc)
                    ? id
                    : null
            )
        );
        return (entitled, policy, await ExcludedAsync(await room, entitled, policy, cancellation), own.OfType<string>().ToHashSet());
    }

    private async Task<ClaimRoom> ExcludedAsync(ClaimRoom room, Entitled entitled, Policy policy, CancellationToken cancellation)
    {
        var key = ClaimAccounts.Holder(policy.Id, entitled.Role);
        if (room.TakenGroup(key) is not { } group)
            return room;
        var holder = await accounts.HolderAsync(group, entitled.Year, entitled.Beneficiary.Uscc, key, cancellation);
        return room with { Excluded = holder?.ToProblem(await policies(cancellation)) };
    }

    public async Task<ClaimCover> CoverAsync(Claim claim, CancellationToken cancellation)
    {
        var claimed = accounts.ClaimedAsync(claim.EntitlementId, cancellation);
        return new(await entitlements(claim.EntitlementId, cancellation), await claimed);
    }
}
