using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>
/// 决定: records the organisation's decision, by another person than the one who cleared the title. From now on the granted share cannot be
/// given to another grant.
/// </summary>
public sealed class DecideGrant(GrantCommands grants)
{
    [Function("DecideGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Record the organisation's decision, as a second person",
        Body = typeof(DecideGrantBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/decide")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<DecideGrantBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        DecideGrantBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Decide, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new FindingList();
        findings.Text(body.Minutes, "minutes");
        findings.Hash(body.MinutesSha256, "minutesSha256");
        findings.PastDay(body.On, "on", step.Today);
        findings.Text(body.Remarks, "remarks", 1000, optional: body.Granted);
        if (body.Granted)
            TermsChecks.Check(findings, state, grantId, step.Grant.Terms, step.Rules, step.Today);
        if (findings.Refusal() is { } refusal)
            return refusal;

        var decision = new GrantDecision(body.Minutes, body.MinutesSha256, body.On, body.Collective, body.Remarks);
        var ending = body.Granted
            ? null
            : new Ending(
                body.On,
                "decision",
                new("单位决定不予赋权。", "The organisation decided not to grant the rights."),
                body.Remarks,
                body.MinutesSha256
            );
        var after = step.Grant with
        {
            Decision = decision,
            Ending = ending,
            Status = body.Granted ? GrantStatus.Decided : GrantStatus.Refused,
        };
        return step.Close(
            after,
            new GrantDecided(decision, ending)
            {
                GrantId = grantId,
                Ledger =
                [
                    step.Line(
                        body.Granted ? $"决定赋权（{body.Minutes}）。" : $"决定不予赋权（{body.Minutes}）。",
                        body.Granted ? $"Decided to grant ({body.Minutes})." : $"Decided not to grant ({body.Minutes}).",
                        null,
                        body.MinutesSha256
                    ),
                ],
            }
        );
    }
}

/// <param name="Granted">True to grant, false to refuse.</param>
/// <param name="Minutes">Name of the decision in the minutes, for example its number.</param>
/// <param name="Collective">True if a body decided, false if one person did.</param>
/// <seealso cref="GrantDecision"/>
[SchemaName("DecideGrant")]
public sealed record DecideGrantBody(
    bool Granted,
    string Minutes,
    string MinutesSha256,
    DateOnly On,
    bool Collective = true,
    string? Remarks = null
);

[WireName("GrantDecided")]
public sealed record GrantDecided(GrantDecision Decision, Ending? Refusal) : GrantEvent;
