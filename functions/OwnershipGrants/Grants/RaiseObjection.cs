using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>登记异议.</summary>
public sealed class RaiseObjection(GrantCommands grants)
{
    private const int MostObjections = 50;

    [Function("ObjectToGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Record an objection: the notice's clock stands still",
        Body = typeof(RaiseObjectionBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/object")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<RaiseObjectionBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        RaiseObjectionBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Object, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var notice = step.Grant.Notice!;
        var findings = new FindingList();
        findings.Text(body.Objector, "objector", 60);
        findings.Text(body.Ground, "ground", 2000);
        if (body.RaisedOn < notice.From || body.RaisedOn > step.Today)
            findings.Error(
                FindingCodes.OutsideNotice,
                "raisedOn",
                $"应在公示开始（{notice.From:yyyy年M月d日}）至今天之间。",
                $"It lies between the notice's first day ({notice.From:yyyy-MM-dd}) and today.",
                step.Rules.Notice.Citation
            );
        if (body.Person is { } person && state.Teams.All(t => t.Find(person) is null))
            findings.Error(FindingCodes.PersonUnknown, "person", $"成果中没有“{person}”。", $"The achievement knows no '{person}'.");
        if (step.Grant.Objections.Count >= MostObjections)
            findings.Error(FindingCodes.ObjectionsCount, "", $"最多{MostObjections}项异议。", $"At most {MostObjections} objections.");
        if (findings.Refusal() is { } refusal)
            return refusal;

        // The first objection stops the clock on the day it was raised; while it stands, others change nothing about it.
        var left = notice.DaysLeft ?? step.Rules.NoticeDaysLeft(body.RaisedOn, notice.Until, book.Calendar);
        var objection = new Objection(new(body.Objector, body.Person), body.Ground, body.RaisedOn);
        var after = step.Grant with
        {
            Status = GrantStatus.Objected,
            Notice = notice with { DaysLeft = left },
            Objections = [.. step.Grant.Objections, objection],
        };
        return step.Close(
            after,
            new ObjectionRaised(after.Objections.Count, body.Person, body.Ground, body.RaisedOn, left)
            {
                GrantId = grantId,
                Ledger =
                [
                    step.Line(
                        $"异议（第{after.Objections.Count}项），公示暂停，剩余{left}天。",
                        $"Objection {after.Objections.Count}: the notice stands still with {left} days left."
                    ),
                ],
            }
        );
    }
}

/// <summary>An objection that somebody raised against the notice.</summary>
/// <param name="Objector">The name; kept apart and erasable.</param>
/// <param name="Person">The key of a person of the team, now or before, if it is one.</param>
[SchemaName("RaiseObjection")]
public sealed record RaiseObjectionBody(string Objector, string Ground, DateOnly RaisedOn, string? Person = null);

/// <summary>An objection was raised: the notice's clock stands still.</summary>
[WireName("ObjectionRaised")]
public sealed record ObjectionRaised(int Number, string? Person, string Ground, DateOnly RaisedOn, int DaysLeft) : GrantEvent;
