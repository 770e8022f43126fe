using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>What the checking officer adds.</summary>
public sealed record CheckClaim(string? Remarks = null);

/// <summary>A claim was found in order.</summary>
[WireName("ClaimChecked")]
public sealed record ClaimChecked(string? Remarks, string By, DateTimeOffset At);

/// <summary>审核: evidence and figure are in order; the claim waits for the settlement of its policy year.</summary>
public static class CheckClaimDecision
{
    /// <param name="room">The entitlement as it stands and what is claimed of it.</param>
    public static Outcome<Change<Claim>> Decide(Claim claim, CheckClaim command, ClaimCover room, Caller caller, DateTimeOffset now)
    {
        var problem = ClaimLifeCycle.Check.Against(claim, caller) ?? room.Against(claim) ?? Sentence.TooLong(command.Remarks, "remarks");
        if (problem is not null)
            return problem;
        if (claim.Evidence.Count(e => e.Size is null) is > 0 and var missing)
            return Problem.Of(Catalogue.EvidenceNotUploaded, ("count", missing));
        return new Change<Claim>(
            claim.Cleared() with
            {
                Status = ClaimStatus.Checked,
                Checked = Act.Of(caller, now),
                CheckRemarks = command.Remarks,
            },
            new ClaimChecked(command.Remarks, caller.Subject, now)
        );
    }
}

/// <summary>Whether an entitlement still covers what is claimed of it.</summary>
/// <param name="Entitled">As it stands; null when it is gone.</param>
/// <param name="Claimed">By all claims in force.</param>
public sealed record ClaimCover(Entitled? Entitled, Yuan Claimed)
{
    // The message of the fall is under way: the claim follows in a moment.
    private const int FollowsWithin = 5;

    /// <summary>The problem when a fall of the entitlement has not reached the claim yet: no step towards its payment is taken
    /// before.</summary>
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

internal static class ClaimStates
{
    /// <summary>The state without what the last command left behind.</summary>
    public static Claim Cleared(this Claim claim) => claim.Refusal is null ? claim : claim with { Refusal = null };
}
