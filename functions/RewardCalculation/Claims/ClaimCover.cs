namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Whether an entitlement still covers what is claimed of it.</summary>
/// <param name="Entitled">As it stands; null when it is gone.</param>
/// <param name="Claimed">By all claims in force.</param>
public sealed record ClaimCover(Entitled? Entitled, Yuan Claimed)
{
    // The message of the reduction is on its way: the claim follows in a moment.
    private const int FollowsWithin = 5;

    /// <summary>The problem when the claim has not followed a reduction yet: until then it takes no step towards its payment.</summary>
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
