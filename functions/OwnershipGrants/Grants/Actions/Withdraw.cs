using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants.Actions;

/// <summary>The team takes its application back.</summary>
public sealed record WithdrawGrant(string Reason);

/// <summary>The application was taken back.</summary>
[WireName("GrantWithdrawn")]
public sealed record GrantWithdrawn(Ending Ending) : GrantEvent;

/// <summary>撤回, as long as nothing is signed.</summary>
public static class Withdraw
{
    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        WithdrawGrant body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Withdraw, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new Findings();
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
