using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Why a claim is not paid.</summary>
public sealed record RejectClaim(string Reason);

/// <summary>A claim was rejected.</summary>
[WireName("ClaimRejected")]
public sealed record ClaimRejected(Text Reason, string By, DateTimeOffset At);

/// <summary>不予兑付, up to the approval. The claimant may appeal.</summary>
public static class RejectClaimDecision
{
    public static Outcome<Change<Claim>> Decide(Claim claim, RejectClaim command, Caller caller, DateTimeOffset now)
    {
        var problem = ClaimLifeCycle.Reject.Against(claim, caller) ?? Sentence.Missing(command.Reason, "reason");
        return problem is not null ? problem : Reject(claim.Cleared(), new(command.Reason, command.Reason), caller, now);
    }

    /// <summary>The change of a claim that is rejected, whatever brought it about.</summary>
    public static Change<Claim> Reject(Claim claim, Text reason, Caller caller, DateTimeOffset now)
    {
        // An appeal is lodged once: a claim that was rejected before keeps what came of it.
        var rejection = new Rejection(reason, Act.Of(caller, now), claim.Rejection?.Appeal);
        return new(
            claim with
            {
                Status = ClaimStatus.Rejected,
                Rejection = rejection,
                Booking = Booking.Amounts,
            },
            new ClaimRejected(reason, caller.Subject, now)
        );
    }
}
