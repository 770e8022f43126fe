using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>续期. The rule set may require that the achievement has been converted.</summary>
public sealed class Extend(GrantCommands grants)
{
    private const int MaxYears = 20;
    private const int MaxExtensions = 20;

    [Function("ExtendGrant")]
    [Allowed(Role.Office)]
    [Operation("Extend a grant that has a term", Body = typeof(ExtendBody), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/extend")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<ExtendBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        ExtendBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Extend, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var last = step.Grant.EndsOn!.Value;
        var findings = new FindingList();
        if (body.Years is < 1 or > MaxYears)
            findings.Error(
                FindingCodes.TermOutOfRange,
                "years",
                $"续期年限应为1年至{MaxYears}年，请核对。",
                $"An extension must be 1 to {MaxYears} years. Check it."
            );
        if (step.Grant.Extensions.Count >= MaxExtensions)
            findings.Error(
                FindingCodes.ExtensionsCount,
                "",
                $"一项赋权最多续期{MaxExtensions}次，该项赋权已达上限；需要继续使用的，请重新申请赋权。",
                $"A grant can be extended at most {MaxExtensions} times, and this one has reached the limit. Apply for a new grant."
            );
        findings.Hash(body.AgreementSha256, "agreementSha256");
        findings.Text(body.Reason, "reason", 1000);
        if (findings.Refusal() is { } malformed)
            return malformed;
        var endsOn = last.AddYears(body.Years);
        RightsConflict.Check(findings, state, grantId, step.Grant.Terms, step.Grant.StartsOn!.Value, endsOn, "");
        if (findings.Refusal() is { } refusal)
            return refusal;

        var extension = new Extension(body.Years, endsOn, body.AgreementSha256, body.Reason, Act.Of(caller, now));
        var after = step.Grant with
        {
            Status = GrantStatus.Extended,
            EndsOn = endsOn,
            Extensions = [.. step.Grant.Extensions, extension],
            Edition = step.Grant.Edition + 1,
        };
        return step.Close(
            after,
            new GrantExtended(extension)
            {
                GrantId = grantId,
                Ledger =
                [
                    step.Line(
                        $"续期{body.Years}年，使用期限至{endsOn:yyyy年M月d日}届满。",
                        $"Extended by {body.Years} years; the term ends on {endsOn:yyyy-MM-dd}.",
                        null,
                        body.AgreementSha256
                    ),
                ],
            }
        );
    }
}

/// <seealso cref="Extension"/>
[SchemaName("ExtendGrant")]
public sealed record ExtendBody(int Years, string AgreementSha256, string Reason);

[WireName("GrantExtended")]
public sealed record GrantExtended(Extension Extension) : GrantEvent;
