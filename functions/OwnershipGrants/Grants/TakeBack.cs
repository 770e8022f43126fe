using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>收回: the organisation takes back a grant that has had no conversion for as many months as the rule set gives.</summary>
public sealed class TakeBack(GrantCommands grants)
{
    [Function("TakeBackGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Withdraw a grant that was not converted in time, as a second person",
        Body = typeof(TakeBackBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/takeBack")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<TakeBackBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        TakeBackBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.TakeBack, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new FindingList();
        findings.Text(body.Reason, "reason", 1000);
        findings.Hash(body.Sha256, "sha256", optional: true);
        if (findings.Refusal() is { } refusal)
            return refusal;

        var ending = new Ending(
            step.Today,
            "takenBack",
            new(
                $"自生效起满{step.Rules.TakeBack.Months}个月未转化，收回。",
                $"Withdrawn, because there was no conversion within {step.Rules.TakeBack.Months} months of the effective date."
            ),
            body.Reason,
            body.Sha256
        );
        return step.Close(
            step.Grant with
            {
                Status = GrantStatus.TakenBack,
                Ending = ending,
            },
            new GrantTakenBack(ending) { GrantId = grantId, Ledger = [step.Line(ending.Reason.Zh, ending.Reason.En, null, body.Sha256)] }
        );
    }

    public static DateOnly EarliestOn(Grant grant, GrantRules rules) => grant.InForceOn!.Value.AddMonths(rules.TakeBack.Months);
}

[SchemaName("TakeBackGrant")]
public sealed record TakeBackBody(string Reason, string? Sha256 = null);

[WireName("GrantTakenBack")]
public sealed record GrantTakenBack(Ending Ending) : GrantEvent;
