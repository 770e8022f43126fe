using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

public sealed class Terminate(GrantCommands grants)
{
    [Function("TerminateGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Terminate the agreement early, as a second person",
        Body = typeof(TerminateBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/terminate")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<TerminateBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        TerminateBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Terminate, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new FindingList();
        findings.Text(body.Reason, "reason", 1000);
        findings.PastDay(body.On, "on", step.Today);
        if (body.On < step.Grant.Agreement!.SignedOn)
            findings.Error(
                FindingCodes.DatesOrder,
                "on",
                "终止日早于签约日，请核对。",
                "The grant cannot end before its agreement was signed. Check the date."
            );
        findings.Hash(body.Sha256, "sha256", optional: true);
        if (findings.Refusal() is { } refusal)
            return refusal;

        var ground = body.Ground switch
        {
            TerminationGround.Agreed => ("agreed", new Text("双方协商终止。", "Terminated by agreement.")),
            TerminationGround.Breach => ("breach", new Text("因违约终止。", "Terminated for breach.")),
            TerminationGround.RightsLost => ("rightsLost", new Text("因权利丧失终止。", "Terminated because the rights were lost.")),
            TerminationGround.Other => ("other", new Text("因其他原因终止。", "Terminated for another reason.")),
        };
        var ending = new Ending(body.On, ground.Item1, ground.Item2, body.Reason, body.Sha256);
        return step.Close(
            step.Grant with
            {
                Status = GrantStatus.Terminated,
                Ending = ending,
            },
            new GrantTerminated(ending) { GrantId = grantId, Ledger = [step.Line(ending.Reason.Zh, ending.Reason.En, null, body.Sha256)] }
        );
    }
}

public enum TerminationGround
{
    Agreed,

    Breach,

    /// <summary>The rights lapsed or were declared invalid.</summary>
    RightsLost,
    Other,
}

[SchemaName("TerminateGrant")]
public sealed record TerminateBody(TerminationGround Ground, string Reason, DateOnly On, string? Sha256 = null);

[WireName("GrantTerminated")]
public sealed record GrantTerminated(Ending Ending) : GrantEvent;
