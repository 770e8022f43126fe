using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants.Actions;

/// <summary>The grant comes into force.</summary>
/// <param name="On">The day; today if left out.</param>
public sealed record EnterIntoForce(DateOnly? On = null);

/// <summary>The grant is in force.</summary>
[WireName("GrantInForce")]
public sealed record GrantInForce(DateOnly On, DateOnly StartsOn, DateOnly? EndsOn) : GrantEvent;

/// <summary>生效, by another person than the one who recorded the agreement.</summary>
public static class EnterIntoForceDecision
{
    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        EnterIntoForce body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.EnterIntoForce, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var grant = step.Grant;
        if (grant.Status == GrantStatus.Signed && RecordRightHolderDecision.Needed(state, grant))
            return Problem.Of(Catalogue.RightHolderMissing);
        var on = body.On ?? step.Today;
        var startsOn = grant.Terms.StartsOn is { } agreed && agreed > on ? agreed : on;
        var endsOn = TermsChecks.LastDay(grant.Terms, startsOn);
        var findings = new Findings();
        var earliest = grant.HolderRecords.Select(r => r.RecordedOn).Append(grant.Agreement!.SignedOn).Max();
        findings.PastDay(on, "on", step.Today);
        if (on < earliest)
            findings.Error(
                FindingCodes.DatesOrder,
                "on",
                $"生效日不能早于签约和变更登记（{earliest:yyyy-MM-dd}）。",
                $"It is not in force before the agreement and the new holder's record ({earliest:yyyy-MM-dd})."
            );
        RightsConflict.Check(findings, state, grantId, grant.Terms, startsOn, endsOn, "");
        if (findings.Refusal() is { } refusal)
            return refusal;

        var after = grant with { Status = GrantStatus.InForce, InForceOn = on, StartsOn = startsOn, EndsOn = endsOn, Edition = 1 };
        return step.Close(
            after,
            new GrantInForce(on, startsOn, endsOn)
            {
                GrantId = grantId,
                Ledger =
                [
                    step.Line(
                        endsOn is { } last
                            ? $"赋权生效，{startsOn:yyyy-MM-dd} 至 {last:yyyy-MM-dd}。"
                            : $"赋权自 {startsOn:yyyy-MM-dd} 起生效。",
                        endsOn is { } end
                            ? $"In force from {startsOn:yyyy-MM-dd} to {end:yyyy-MM-dd}."
                            : $"In force from {startsOn:yyyy-MM-dd}."
                    ),
                ],
            }
        );
    }
}
