using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>The claimant took the claim back.</summary>
[WireName("ClaimWithdrawn")]
public sealed record ClaimWithdrawn(string By, DateTimeOffset At);

/// <summary>撤回, before the approval: the entitlement is free to be claimed again.</summary>
public static class WithdrawClaim
{
    public static Outcome<Change<Claim>> Decide(Claim claim, Caller caller, DateTimeOffset now) =>
        ClaimLifeCycle.Withdraw.Against(claim, caller) is { } problem
            ? problem
            : new Change<Claim>(
                claim.Cleared() with
                {
                    Status = ClaimStatus.Withdrawn,
                    Booking = Booking.Amounts,
                },
                new ClaimWithdrawn(caller.Subject, now)
            );
}
