using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Achievements;

public sealed class RecordAchievement(Commands<Achievement> commands, TimeProvider time)
{
    [Function("RecordAchievement")]
    [Allowed(Role.Office)]
    [Operation(
        "Record an achievement of the organisation: rights, origin, owners, team",
        Body = typeof(RecordAchievementBody),
        Answer = typeof(AchievementView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<RecordAchievementBody>(
            request,
            (id, body, caller) => Decide(id, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Achievement>> Decide(string id, RecordAchievementBody body, Caller caller, DateTimeOffset now)
    {
        if (caller.Organisation is not { } organisation || !caller.Is(Role.Office))
            return RoleNames.Needed(Role.Office);
        var today = now.ChinaDate();
        var findings = new FindingList();
        findings.Text(body.Name, "name");
        AchievementChecks.Rights(findings, body.Kind, body.Rights);
        AchievementChecks.Origin(findings, body.FundOrigin, body.PlanNumber);
        AchievementChecks.Owners(findings, body.Owners, organisation);
        AchievementChecks.SeparateLedger(findings, body.SeparateLedger, today);
        findings.PastDay(body.CompletedOn, "completedOn", today);
        TeamChecks.Check(findings, body.Team, body.InnerAgreementSha256, [], "team", "innerAgreementSha256");
        if (findings.Refusal() is { } refusal)
            return refusal;

        var team = new Team(body.CompletedOn, TeamChecks.Members(body.Team, []), body.InnerAgreementSha256);
        var state = new Achievement
        {
            Id = id,
            Status = AchievementStatus.InForce,
            Organisation = organisation,
            Name = body.Name,
            Kind = body.Kind,
            CompletedOn = body.CompletedOn,
            Rights = body.Rights,
            FundOrigin = body.FundOrigin,
            Secrecy = body.Secrecy,
            PlanNumber = body.PlanNumber,
            Owners = body.Owners,
            Teams = [team],
            SeparateLedger = body.SeparateLedger,
            Recorded = Act.Of(caller, now),
        };
        return new Change<Achievement>(
            state,
            new AchievementRecorded(organisation, body.Name, body.Rights, body.Owners, team) { Ledger = [.. Lines(state, team)] }
        );
    }

    private static IEnumerable<LedgerLine> Lines(Achievement state, Team team)
    {
        yield return new("achievement", new($"登记成果“{state.Name}”。", $"Achievement '{state.Name}' recorded."));
        foreach (var right in state.Rights)
            yield return LedgerLines.OfRight(right);
        yield return LedgerLines.OfTeam(team);
    }
}

/// <seealso cref="Achievement"/>
[SchemaName("RecordAchievement")]
public sealed record RecordAchievementBody
{
    public required string Name { get; init; }

    /// <summary>Main kind: a code from the code table rightKind; at least one of the rights must have this kind.</summary>
    public required string Kind { get; init; }
    public required DateOnly CompletedOn { get; init; }
    public required IReadOnlyList<Right> Rights { get; init; }

    /// <summary>Code from the code table fundOrigin.</summary>
    public required string FundOrigin { get; init; }
    public Secrecy Secrecy { get; init; }
    public string? PlanNumber { get; init; }

    /// <summary>The organisations that own the achievement, including the caller's; their shares add up to 1.</summary>
    public required IReadOnlyList<Owner> Owners { get; init; }

    /// <summary>The members' shares add up to 1.</summary>
    public required IReadOnlyList<MemberGiven> Team { get; init; }

    /// <summary>SHA-256 of the team's internal agreement on the shares; may be left out for a team of one.</summary>
    public string? InnerAgreementSha256 { get; init; }
    public SeparateLedger? SeparateLedger { get; init; }
}

/// <seealso cref="Member"/>
public sealed record MemberGiven
{
    /// <summary>
    /// Key of a person who is or was in a team of this achievement; left out for a new person, who then gets the next key.
    /// </summary>
    public string? Person { get; init; }

    /// <summary>Required for a new person; for a known person the stored name stays if this is left out.</summary>
    public string? Name { get; init; }

    /// <summary>Number of the identity document; it is stored but never returned.</summary>
    public string? IdNumber { get; init; }
    public MemberRelation Standing { get; init; }
    public string? Department { get; init; }
    public required Share Share { get; init; }
    public bool Representative { get; init; }
}

[WireName("AchievementRecorded")]
public sealed record AchievementRecorded(
    string Organisation,
    string Name,
    IReadOnlyList<Right> Rights,
    IReadOnlyList<Owner> Owners,
    Team Team
) : AchievementEvent;
