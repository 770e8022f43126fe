using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>成果注销. Another achievement may afterwards record the same rights.</summary>
public sealed class CloseAchievement(Commands<Achievement> commands, TimeProvider time)
{
    [Function("CloseAchievement")]
    [Allowed(Role.Office)]
    [Operation(
        "Close an achievement that has no open grants",
        Body = typeof(CloseAchievementBody),
        Answer = typeof(AchievementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/close")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<CloseAchievementBody>(
            request,
            id,
            (state, body, caller) => Decide(state, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Achievement>> Decide(Achievement state, CloseAchievementBody body, Caller caller, DateTimeOffset now)
    {
        if (Access.Office(state, caller) is { } refused)
            return refused;
        if (state.Grants.Any(g => !GrantClock.At(g, now.ChinaDate()).IsOver()))
            return Problem.Of(Catalogue.GrantsOpen);
        var findings = new FindingList();
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

[SchemaName("CloseAchievement")]
public sealed record CloseAchievementBody(string Reason);

[WireName("AchievementClosed")]
public sealed record AchievementClosed(string Reason) : AchievementEvent;
