using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>签约. The agreement must be dated after the notice.</summary>
public sealed class Sign(GrantCommands grants)
{
    [Function("SignGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Record that the agreement with the team was signed",
        Body = typeof(SignBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/sign")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<SignBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        SignBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Sign, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new FindingList();
        findings.Hash(body.AgreementSha256, "agreementSha256");
        findings.PastDay(body.SignedOn, "signedOn", step.Today);
        if (body.SignedOn <= step.Grant.Notice!.Until)
            findings.Error(
                FindingCodes.SignedDuringNotice,
                "signedOn",
                $"签约日应晚于公示期满日（{step.Grant.Notice.Until:yyyy年M月d日}），请核对签约日。",
                $"The agreement must be signed after the last day of the public notice ({step.Grant.Notice.Until:yyyy-MM-dd}). "
                    + "Check the date.",
                step.Rules.Notice.Citation
            );
        if (findings.Refusal() is { } refusal)
            return refusal;

        var agreement = new Agreement(body.AgreementSha256, body.SignedOn);
        return step.Close(
            step.Grant with
            {
                Agreement = agreement,
                Status = GrantStatus.Signed,
            },
            new GrantSigned(agreement)
            {
                GrantId = grantId,
                Ledger =
                [
                    step.Line(
                        $"赋权协议于{body.SignedOn:yyyy年M月d日}签订。",
                        $"The agreement was signed on {body.SignedOn:yyyy-MM-dd}.",
                        step.Grant.Terms.Fee,
                        body.AgreementSha256
                    ),
                ],
            }
        );
    }
}

/// <summary>The agreement itself may be uploaded as a document, or only its hash given.</summary>
[SchemaName("SignGrant")]
public sealed record SignBody(string AgreementSha256, DateOnly SignedOn);

[WireName("GrantSigned")]
public sealed record GrantSigned(Agreement Agreement) : GrantEvent;
