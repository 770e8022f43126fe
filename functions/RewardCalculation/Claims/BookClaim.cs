namespace TechTransfer.RewardCalculation.Claims;

/// <summary>
/// Books a claim on the accounts that limit it, after the claim's commit. A new claim gets its amount from the accounts, or is refused
/// when nothing is left; a reduced or settled amount is only posted. Repeating is safe: an account decides only once on each version of a
/// claim.
/// </summary>
public sealed class BookClaim(Accounts accounts, ClaimAccounts claimAccounts, FindEntitlement entitlements, FindPolicies policies)
{
    private static readonly Dictionary<string, long> Nothing = [];

    /// <summary>Follow-up after a claim's commit; null when nothing remains to be booked.</summary>
    public async Task<Change<Claim>?> RunAsync(Loaded<Claim> loaded, CancellationToken cancellation)
    {
        var claim = loaded.State!;
        switch (claim.Booking)
        {
            case Booking.None:
                return null;
            case Booking.Figure:
                return await CalculateAsync(claim, loaded.Version, cancellation);
            case Booking.Amounts:
                await PostAmountsAsync(claim, loaded.Version, cancellation);
                return new(claim with { Booking = Booking.None }, null);
            default:
                throw new InvalidOperationException($"Claim {claim.Id} waits for a booking that is not known.");
        }
    }

    private async Task<Change<Claim>> CalculateAsync(Claim claim, long version, CancellationToken cancellation)
    {
        // The claim is already in the list of claims on this entitlement. So if the entitlement is reduced after this read,
        // FollowEntitlement finds the claim; if before, this read shows it.
        var entitled = await entitlements(claim.EntitlementId, cancellation);
        var most = Yuan.Min(claim.Entitled, entitled?.Amount ?? Yuan.Zero);
        foreach (var group in claim.ExclusiveGroups)
        {
            var holder = ClaimAccounts.Holder(claim.PolicyId, claim.Role);
            var entry = await accounts.PostAsync(
                ClaimAccounts.OfGroup(group, claim.Year, claim.Beneficiary.Uscc),
                claim.Id,
                version,
                others => ClaimRoom.TakenByOther(others, holder) ? (Nothing, group) : (new Dictionary<string, long> { [holder] = 1 }, null),
                cancellation
            );
            if (entry.Refusal is not null)
            {
                var other =
                    await claimAccounts.HolderAsync(group, claim.Year, claim.Beneficiary.Uscc, holder, cancellation)
                    ?? throw new Failure($"Nothing holds the group {group} any more: claim {claim.Id} is booked again.");
                return Refused(claim, other.ToProblem(await policies(cancellation)));
            }
        }
        var booked = await accounts.PostAsync(
            ClaimAccounts.OfEntitlement(claim.EntitlementId),
            claim.Id,
            version,
            others =>
            {
                var left = most.Fen - others.GetValueOrDefault(ClaimAccounts.Amount);
                return left > 0 ? (new Dictionary<string, long> { [ClaimAccounts.Amount] = left }, null) : (Nothing, "none");
            },
            cancellation
        );
        if (booked.Refusal is not null)
            return Refused(claim, Problem.Of(Catalogue.AlreadyClaimed));
        var figure = Yuan.FromFen(booked.Figures[ClaimAccounts.Amount]);
        var seen = entitled?.Version ?? claim.EntitlementSeen;
        return new(
            claim with
            {
                Claimed = figure,
                Explanation = ClaimExplanation.Booked(claim, most, figure),
                EntitlementSeen = seen,
                Booking = Booking.None,
                Refusal = null,
            },
            new ClaimAmountCalculated(figure, seen)
        );
    }

    private async Task PostAmountsAsync(Claim claim, long version, CancellationToken cancellation)
    {
        var inForce = claim.Status.IsInForce() && claim.Claimed > Yuan.Zero;
        await PostAsync(ClaimAccounts.OfEntitlement(claim.EntitlementId), ClaimAccounts.Amount, inForce ? claim.Claimed : Yuan.Zero);
        foreach (var group in claim.ExclusiveGroups)
        {
            var figures = inForce ? new Dictionary<string, long> { [ClaimAccounts.Holder(claim.PolicyId, claim.Role)] = 1 } : Nothing;
            await accounts.PostAsync(
                ClaimAccounts.OfGroup(group, claim.Year, claim.Beneficiary.Uscc),
                claim.Id,
                version,
                _ => (figures, null),
                cancellation
            );
        }
        // Only settled claims have amounts on the organisation's and the programme's account. Post a reduction to zero there too.
        if (claim.BookedByRuns is not { } byRuns)
            return;
        var amount = claim.Status.IsInForce() && claim.Settlement is { } settlement ? settlement.Amount : Yuan.Zero;
        await PostAsync(ClaimAccounts.OfOrganisation(claim.Programme, claim.Year, claim.Beneficiary.Uscc), claim.PolicyId, amount);
        // The settlement run has booked the total of its claims on the programme's account: post only the difference.
        await PostAsync(ClaimAccounts.OfProgramme(claim.Programme), ClaimAccounts.Spent(claim.Year), amount - byRuns);

        Task PostAsync(string account, string name, Yuan figure) =>
            accounts.PostAsync(
                account,
                claim.Id,
                version,
                _ => (figure == Yuan.Zero ? Nothing : new Dictionary<string, long> { [name] = figure.Fen }, null),
                cancellation
            );
    }

    // Booking.Amounts makes the next call of RunAsync release what the claim had already taken on other accounts.
    private static Change<Claim> Refused(Claim claim, Problem problem)
    {
        var refusal = new ClaimRefusal(problem.Kind.Code, claim.ContractIds.Count > 0 ? "policyId" : "entitlementId", problem.Message);
        var status = claim.Status == ClaimStatus.Appealed ? ClaimStatus.Rejected : ClaimStatus.Withdrawn;
        var rejection = claim.Status == ClaimStatus.Appealed ? claim.Rejection! with { Appeal = null } : claim.Rejection;
        return new(
            claim with
            {
                Status = status,
                Rejection = rejection,
                Booking = Booking.Amounts,
                Refusal = refusal,
            },
            new ClaimNotBooked(refusal)
        );
    }
}
