using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Why the claimant holds the rejection to be wrong.</summary>
public sealed record AppealRejection(string Ground);

/// <summary>What comes of an appeal.</summary>
public sealed record DecideAppeal(AppealOutcome Outcome, string Remarks);

/// <summary>The claimant appealed against the rejection.</summary>
[WireName("AppealLodged")]
public sealed record AppealLodged(string Ground, string By, DateTimeOffset At);

/// <summary>An appeal was decided.</summary>
[WireName("AppealDecided")]
public sealed record AppealDecided(AppealOutcome Outcome, string Remarks, string By, DateTimeOffset At);

/// <summary>申诉, once per claim; while it is open nobody else gets what the claim takes of its entitlement.</summary>
public static class AppealRejectionDecision
{
    public static Outcome<Change<Claim>> Lodge(Claim claim, AppealRejection command, Caller caller, DateTimeOffset now)
    {
        if ((ClaimLifeCycle.Appeal.Against(claim, caller) ?? Sentence.Missing(command.Ground, "ground")) is { } problem)
            return problem;
        if (claim.Rejection!.Appeal is not null)
            return Problem.Of(Catalogue.AppealUsed);
        var appealed = claim.Cleared() with
        {
            Status = ClaimStatus.Appealed,
            Rejection = claim.Rejection with { Appeal = new(command.Ground, Act.Of(caller, now)) },
            // The accounts say whether the money is still there: another claim may have taken it meanwhile.
            Booking = Booking.Figure,
        };
        return new Change<Claim>(appealed, new AppealLodged(command.Ground, caller.Subject, now));
    }

    /// <summary>By another person than the one who rejected. Upheld, the claim is examined from its beginning.</summary>
    public static Outcome<Change<Claim>> Decide(Claim claim, DecideAppeal command, Caller caller, DateTimeOffset now)
    {
        if ((ClaimLifeCycle.DecideAppeal.Against(claim, caller) ?? Sentence.Missing(command.Remarks, "remarks")) is { } problem)
            return problem;
        var decided = claim.Cleared() with
        {
            Rejection = claim.Rejection! with
            {
                Appeal = claim.Rejection.Appeal! with { Decision = new(command.Outcome, command.Remarks, Act.Of(caller, now)) },
            },
            Status = command.Outcome == AppealOutcome.Upheld ? ClaimStatus.Submitted : ClaimStatus.Rejected,
        };
        decided =
            command.Outcome == AppealOutcome.Upheld
                ? decided with
                {
                    Checked = null,
                    CheckRemarks = null,
                    Settlement = null,
                    Notice = null,
                    Objections = [],
                }
                : decided with
                {
                    Booking = Booking.Amounts,
                };
        return new Change<Claim>(decided, new AppealDecided(command.Outcome, command.Remarks, caller.Subject, now));
    }
}
