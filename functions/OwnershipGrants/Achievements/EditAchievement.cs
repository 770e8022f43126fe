using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>
/// 成果信息变更: replaces the data of an achievement. Owners and origin of funds cannot change; the team changes through ChangeTeam.
/// </summary>
public sealed class EditAchievement(Commands<Achievement> commands, TimeProvider time)
{
    [Function("EditAchievement")]
    [Allowed(Role.Office)]
    [Operation(
        "Update an achievement: rights, secrecy, separate ledger",
        Body = typeof(EditAchievementBody),
        Answer = typeof(AchievementView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "achievements/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<EditAchievementBody>(
            request,
            id,
            (state, body, caller) => Decide(state, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Achievement>> Decide(Achievement state, EditAchievementBody body, Caller caller, DateTimeOffset now)
    {
        if (Access.Office(state, caller) is { } refused)
            return refused;
        var findings = new FindingList();
        findings.Text(body.Name, "name");
        findings.Text(body.Reason, "reason", 500);
        AchievementChecks.Rights(findings, body.Kind, body.Rights);
        AchievementChecks.Origin(findings, state.FundOrigin, body.PlanNumber);
        AchievementChecks.SeparateLedger(findings, body.SeparateLedger, now.ChinaDate());
        // Records of right holders refer to rights by index, and a granted right must stay visible: no right may be removed.
        if (state.Grants.Any(g => g.IsCommitted()) && body.Rights.Count < state.Rights.Count)
            findings.Error(
                FindingCodes.RightGranted,
                "rights",
                "该成果的赋权已作出决定，所列权利可以更新、增加，不能减少；请保留原有权利后重新提交。",
                "A grant of this achievement has been decided, so its rights can be updated or added to, but not removed. "
                    + "Keep the existing rights and submit again."
            );
        if (findings.Refusal() is { } refusal)
            return refusal;

        var after = state with
        {
            Name = body.Name,
            Kind = body.Kind,
            Rights = body.Rights,
            Secrecy = body.Secrecy,
            PlanNumber = body.PlanNumber,
            SeparateLedger = body.SeparateLedger,
        };
        var changed = body.Rights.Where(r => !state.Rights.Contains(r)).Select(LedgerLines.OfRight);
        return new Change<Achievement>(
            after,
            new AchievementEdited(body.Name, body.Rights, body.Secrecy, body.PlanNumber, body.SeparateLedger, body.Reason)
            {
                Ledger = [new("achievement", new("成果信息已更新。", "The achievement's data were updated.")), .. changed],
            }
        );
    }
}

/// <seealso cref="Achievement"/>
[SchemaName("EditAchievement")]
public sealed record EditAchievementBody
{
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public required IReadOnlyList<Right> Rights { get; init; }
    public Secrecy Secrecy { get; init; }
    public string? PlanNumber { get; init; }
    public SeparateLedger? SeparateLedger { get; init; }
    public required string Reason { get; init; }
}

[WireName("AchievementEdited")]
public sealed record AchievementEdited(
    string Name,
    IReadOnlyList<Right> Rights,
    Secrecy Secrecy,
    string? PlanNumber,
    SeparateLedger? SeparateLedger,
    string Reason
) : AchievementEvent;
