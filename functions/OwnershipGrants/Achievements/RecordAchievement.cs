using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>成果登记, by the organisation's transfer office.</summary>
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
            return Problem.Of(Catalogue.NotAllowed, ("roles", "office"));
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

/// <summary>An achievement as its organisation records it.</summary>
[SchemaName("RecordAchievement")]
public sealed record RecordAchievementBody
{
    public required string Name { get; init; }

    /// <summary>Its main kind, of the table rightKind.</summary>
    public required string Kind { get; init; }
    public required DateOnly CompletedOn { get; init; }
    public required IReadOnlyList<Right> Rights { get; init; }

    /// <summary>Of the table fundOrigin.</summary>
    public required string FundOrigin { get; init; }
    public Secrecy Secrecy { get; init; }
    public string? PlanNumber { get; init; }

    /// <summary>The organisations that own it, the caller's among them; their shares add up to 1.</summary>
    public required IReadOnlyList<Owner> Owners { get; init; }

    /// <summary>The team; the shares add up to 1.</summary>
    public required IReadOnlyList<MemberGiven> Team { get; init; }

    /// <summary>SHA-256 of the team's inner agreement on its shares; a team of one needs none.</summary>
    public string? InnerAgreementSha256 { get; init; }
    public SeparateLedger? SeparateLedger { get; init; }
}

/// <summary>A person of a team as the organisation gives it.</summary>
public sealed record MemberGiven
{
    /// <summary>The key of a person that the achievement knows already; left out for a new one, who gets the next.</summary>
    public string? Person { get; init; }

    /// <summary>Needed for a new person; for a known one the kept name stands if it is left out.</summary>
    public string? Name { get; init; }

    /// <summary>Identity document: never shown to anyone.</summary>
    public string? IdNumber { get; init; }
    public Standing Standing { get; init; }
    public string? Department { get; init; }
    public required Share Share { get; init; }
    public bool Representative { get; init; }
}

/// <summary>An achievement was recorded.</summary>
[WireName("AchievementRecorded")]
public sealed record AchievementRecorded(
    string Organisation,
    string Name,
    IReadOnlyList<Right> Rights,
    IReadOnlyList<Owner> Owners,
    Team Team
) : AchievementEvent;
