using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>生效. Must be done by another person than the one who recorded the agreement.</summary>
public sealed class EnterIntoForce(GrantCommands grants)
{
    [Function("EnterIntoForce")]
    [Allowed(Role.Office)]
    [Operation(
        "Put the grant into force, as a second person",
        Body = typeof(EnterIntoForceBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/enterIntoForce")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<EnterIntoForceBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        EnterIntoForceBody body,
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
        var on = body.On ?? step.Today;
        var startsOn = grant.Terms.StartsOn is { } agreed && agreed > on ? agreed : on;
        var endsOn = TermsChecks.LastDay(grant.Terms, startsOn);
        var findings = new FindingList();
        var earliest = grant.HolderRecords.Select(r => r.RecordedOn).Append(grant.Agreement!.SignedOn).Max();
        findings.PastDay(on, "on", step.Today);
        if (on < earliest)
            findings.Error(
                FindingCodes.DatesOrder,
                "on",
                grant.HolderRecords.Count == 0
                    ? $"生效日不能早于赋权协议签订日（{earliest:yyyy年M月d日}），请核对生效日。"
                    : $"生效日不能早于赋权协议签订日和权利人变更登记日（以较晚者为准：{earliest:yyyy年M月d日}），请核对生效日。",
                grant.HolderRecords.Count == 0
                    ? $"The grant cannot take effect before its agreement was signed ({earliest:yyyy-MM-dd}). Check the effective date."
                    : "The grant cannot take effect before its agreement was signed and the change of right holder was recorded "
                        + $"(the later day: {earliest:yyyy-MM-dd}). Check the effective date."
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
                            ? $"赋权生效，{startsOn:yyyy年M月d日}至{last:yyyy年M月d日}。"
                            : $"赋权自{startsOn:yyyy年M月d日}起生效。",
                        endsOn is { } end
                            ? $"In force from {startsOn:yyyy-MM-dd} to {end:yyyy-MM-dd}."
                            : $"In force from {startsOn:yyyy-MM-dd}."
                    ),
                ],
            }
        );
    }
}

/// <param name="On">Day of the entry into force; today if left out.</param>
[SchemaName("EnterIntoForce")]
public sealed record EnterIntoForceBody(DateOnly? On = null);

[WireName("GrantInForce")]
public sealed record GrantInForce(DateOnly On, DateOnly StartsOn, DateOnly? EndsOn) : GrantEvent;
