using TechTransfer.Kernel;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>The achievement is taken off the books: it lapsed, or was recorded by mistake.</summary>
public sealed record CloseAchievement(string Reason);

/// <summary>An achievement was taken off the books.</summary>
[WireName("AchievementClosed")]
public sealed record AchievementClosed(string Reason) : AchievementEvent;

/// <summary>成果注销: once no grant is open. Its rights are then free for another.</summary>
public static class CloseAchievementDecision
{
    public static Outcome<Change<Achievement>> Decide(Achievement state, CloseAchievement body, Caller caller, DateTimeOffset now)
    {
        if (Access.Office(state, caller) is { } refused)
            return refused;
        if (state.Grants.Any(g => !GrantClock.At(g, now.ChinaDate()).IsOver()))
            return Problem.Of(Catalogue.GrantsOpen);
        var findings = new Findings();
        findings.Text(body.Reason, "reason", 500);
        if (findings.Refusal() is { } refusal)
            return refusal;
        return new Change<Achievement>(
            state with
            {
                Status = AchievementStatus.Closed,
            },
            new AchievementClosed(body.Reason) { Ledger = [new("achievement", new("成果已注销。", "The achievement was closed."))] }
        );
    }
}
