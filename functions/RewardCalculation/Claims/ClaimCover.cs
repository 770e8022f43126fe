namespace TechTransfer.RewardCalculation.Claims;

/// <param name="Entitled">The current entitlement; null when it no longer exists.</param>
public sealed record ClaimCover(Entitled? Entitled, Yuan Claimed)
{
    // Seconds until a retry; after that time, the message about the reduction has normally adjusted the claim.
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
