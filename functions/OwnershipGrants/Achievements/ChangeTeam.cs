using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>团队变更: adds a version of the team. Earlier versions stay, because income of earlier days is divided by their shares.</summary>
public sealed class ChangeTeam(Commands<Achievement> commands)
{
    private const int MaxVersions = 60;

    [Function("ChangeTeam")]
    [Allowed(Role.Office)]
    [Operation(
        "Change the team and its shares from a given day; the earlier shares stay on record",
        Body = typeof(ChangeTeamBody),
        Answer = typeof(AchievementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/team")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<ChangeTeamBody>(request, id, (state, body, caller) => Decide(state, body, caller), cancellation);

    public static Outcome<Change<Achievement>> Decide(Achievement state, ChangeTeamBody body, Caller caller)
    {
        if (Access.Office(state, caller) is { } refused)
            return refused;
        var known = state.Teams.SelectMany(t => t.Members).ToArray();
        var findings = new FindingList();
        findings.Text(body.Reason, "reason", 500);
        if (body.From <= state.Team().From)
            findings.Error(
                FindingCodes.DayNotAfter,
                "from",
                $"生效日应晚于上一次变更（{state.Team().From:yyyy年M月d日}），请核对生效日。",
                $"A change must take effect after the previous one ({state.Team().From:yyyy-MM-dd}). Check its effective date."
            );
        if (state.Teams.Count >= MaxVersions)
            findings.Error(
                FindingCodes.TeamVersions,
                "from",
                $"团队变更已达{MaxVersions}次的上限，请联系运维人员。",
                $"The team has reached the limit of {MaxVersions} changes. Contact the operator."
            );
        TeamChecks.Check(findings, body.Members, body.InnerAgreementSha256, known, "members", "innerAgreementSha256");
        if (findings.Refusal() is { } refusal)
            return refusal;

        var team = new Team(body.From, TeamChecks.Members(body.Members, known), body.InnerAgreementSha256, body.Reason);
        return new Change<Achievement>(
            state with
            {
                Teams = [.. state.Teams, team],
            },
            new TeamChanged(team) { Ledger = [LedgerLines.OfTeam(team)] }
        );
    }
}

[SchemaName("ChangeTeam")]
public sealed record ChangeTeamBody
{
    /// <summary>
    /// First day of the new shares, later than the first day of the current version. Income from this day on is divided by the new shares.
    /// </summary>
    public required DateOnly From { get; init; }

    /// <summary>All members of the new version; their shares add up to 1.</summary>
    public required IReadOnlyList<MemberGiven> Members { get; init; }

    /// <summary>SHA-256 of the team's internal agreement on the new shares; may be left out for a team of one.</summary>
    public string? InnerAgreementSha256 { get; init; }
    public required string Reason { get; init; }
}

[WireName("TeamChanged")]
public sealed record TeamChanged(Team Team) : AchievementEvent;
