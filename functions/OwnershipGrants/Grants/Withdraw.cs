using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>撤回: withdraws the application; possible until the agreement is signed.</summary>
public sealed class Withdraw(GrantCommands grants)
{
    [Function("WithdrawGrant")]
    [Allowed(Role.Office)]
    [Operation("Withdraw the application", Body = typeof(WithdrawBody), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<WithdrawBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        WithdrawBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Withdraw, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new FindingList();
        findings.Text(body.Reason, "reason", 1000);
        if (findings.Refusal() is { } refusal)
            return refusal;

        var ending = new Ending(step.Today, "withdrawn", new("申请已撤回。", "The application was withdrawn."), body.Reason);
        return step.Close(
            step.Grant with
            {
                Status = GrantStatus.Withdrawn,
                Ending = ending,
            },
            new GrantWithdrawn(ending) { GrantId = grantId, Ledger = [step.Line(ending.Reason.Zh, ending.Reason.En)] }
        );
    }
}

[SchemaName("WithdrawGrant")]
public sealed record WithdrawBody(string Reason);

[WireName("GrantWithdrawn")]
public sealed record GrantWithdrawn(Ending Ending) : GrantEvent;
