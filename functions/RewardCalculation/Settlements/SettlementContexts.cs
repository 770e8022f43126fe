using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>
/// Reads what the settlement of a claim depends on besides the claim: amounts that its organisation has settled, and exclusive groups that
/// it holds under other policies.
/// </summary>
public sealed class SettlementContexts(Accounts accounts, ClaimAccounts claimAccounts)
{
    public async Task<CollectedClaim> OfAsync(Claim claim, CancellationToken cancellation)
    {
        var unit = accounts.ReadAsync(ClaimAccounts.OfOrganisation(claim.Programme, claim.Year, claim.Beneficiary.Uscc), cancellation);
        var held = await claimAccounts.HeldByOthersAsync(claim, cancellation);
        return new(
            claim.Id,
            claim.Beneficiary,
            claim.Role,
            claim.Claimed,
            claim.Filed.At.ChinaDate(),
            (claim.Checked ?? claim.Filed).At.ChinaDate(),
            claim.Score,
            claim.Contracts,
            await unit,
            held
        )
        {
            FiledAt = claim.Filed.At,
        };
    }
}
