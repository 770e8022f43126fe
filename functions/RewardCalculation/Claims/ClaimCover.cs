namespace TechTransfer.RewardCalculation.Claims;

/// <param name="Entitled">The current entitlement; null when it no longer exists.</param>
/// <param name="Claimed">Total of all claims in force on it.</param>
public sealed record ClaimCover(Entitled? Entitled, Yuan Claimed)
{
    // Seconds after which to retry: by then, the message about the reduction has normally adjusted the claim.
    private const int FollowsWithin = 5;

    /// <summary>Until a claim is adjusted to a reduced entitlement, it must not move towards payment.</summary>
    public Problem? Against(Claim claim)
    {
        var amount = Entitled?.Amount ?? Yuan.Zero;
        return claim.Booking == Booking.None && (Claimed <= amount || Entitled?.Version <= claim.EntitlementSeen)
            ? null
            : Problem.Of(Catalogue.EntitlementChanging) with
            {
                RetryAfterSeconds = FollowsWithin,
            };
    }
}
