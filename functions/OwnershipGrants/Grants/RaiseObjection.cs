using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>登记异议. An open objection suspends the notice.</summary>
public sealed class RaiseObjection(GrantCommands grants)
{
    private const int MaxObjections = 50;

    [Function("ObjectToGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Record an objection, which suspends the public notice",
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
                $"异议提出日应在公示开始日（{notice.From:yyyy年M月d日}）至今日之间，请核对。",
                $"The date of an objection must be between the first day of the notice ({notice.From:yyyy-MM-dd}) and today. Check it.",
                step.Rules.Notice.Citation
            );
        if (body.Person is { } person && state.Teams.All(t => t.Find(person) is null))
            findings.Error(
                FindingCodes.PersonUnknown,
                "person",
                $"该成果的团队中没有编号“{person}”的成员，请核对。",
                $"The team has no member with the number '{person}'. Check it."
            );
        if (step.Grant.Objections.Count >= MaxObjections)
            findings.Error(
                FindingCodes.ObjectionsCount,
                "",
                $"一项赋权最多登记{MaxObjections}项异议，该项赋权已达上限，不能再登记；请将新的异议并入已登记的同类异议一并处理。",
                $"A grant can have at most {MaxObjections} objections, and this one has reached the limit, so no more can be recorded. "
                    + "Deal with the new objection together with a recorded one."
            );
        if (findings.Refusal() is { } refusal)
            return refusal;

        // The first open objection suspends the notice on its day; further objections keep the remaining days.
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
                        $"收到第{after.Objections.Count}项异议，公示中止，剩余{left}日。",
                        $"Objection {after.Objections.Count} was received. The public notice is suspended with {left} days left."
                    ),
                ],
            }
        );
    }
}

/// <param name="Objector">Name of the objector; stored encrypted and erasable.</param>
/// <param name="Person">Key of the objector if he or she is or was in the team; otherwise null.</param>
[SchemaName("RaiseObjection")]
public sealed record RaiseObjectionBody(string Objector, string Ground, DateOnly RaisedOn, string? Person = null);

[WireName("ObjectionRaised")]
public sealed record ObjectionRaised(int Number, string? Person, string Ground, DateOnly RaisedOn, int DaysLeft) : GrantEvent;
