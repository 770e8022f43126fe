using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>评估定价: records how the price of the grant was set, after title and negative list were cleared.</summary>
public sealed class Appraise(GrantCommands grants)
{
    [Function("AppraiseGrant")]
    [Allowed(Role.Office)]
    [Operation("Record the method of pricing", Body = typeof(AppraiseBody), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/appraise")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<AppraiseBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        AppraiseBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Appraise, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new FindingList();
        findings.PastDay(body.On, "on", step.Today);
        findings.Text(body.Appraiser, "appraiser", optional: true);
        findings.Hash(body.ReportSha256, "reportSha256", optional: true);
        if (body.Manner == PriceManner.None)
        {
            if (body.Value is not null)
                findings.Error(
                    FindingCodes.ValueOfNothing,
                    "value",
                    "无偿赋权的，不填写价格，请删除。",
                    "A grant without charge has no price. Leave it out."
                );
            if (step.Grant.Terms.Fee is not null)
                findings.Error(
                    FindingCodes.FeeWithoutPrice,
                    "manner",
                    "已约定费用的，定价方式不能为“无偿”，请重新选择定价方式。",
                    "A fee is agreed, so the method of pricing cannot be 'without charge'. Choose another.",
                    step.Rules.PriceNotice.Citation
                );
        }
        else if (body.Value is not { } value || value <= Yuan.Zero)
        {
            findings.Error(
                FindingCodes.AmountNotPositive,
                "value",
                "没有填写价格；请填写大于0的价格。",
                "The price is missing. Enter a price above 0.",
                step.Rules.PriceNotice.Citation
            );
        }
        if (findings.Refusal() is { } refusal)
            return refusal;

        var appraisal = new Appraisal(body.Manner, body.Value, body.Appraiser, body.ReportSha256, body.On);
        return step.Close(
            step.Grant with
            {
                Appraisal = appraisal,
                Status = GrantStatus.Appraised,
            },
            new GrantAppraised(appraisal)
            {
                GrantId = grantId,
                Ledger =
                [
                    step.Line(
                        $"定价方式：{body.Manner.Name().Zh}。",
                        $"Method of pricing: {body.Manner.Name().En}.",
                        body.Value,
                        body.ReportSha256
                    ),
                ],
            }
        );
    }
}

/// <param name="Value">Yuan; null only if the grant is free of charge.</param>
/// <seealso cref="Appraisal"/>
[SchemaName("Appraise")]
public sealed record AppraiseBody(
    PriceManner Manner,
    DateOnly On,
    Yuan? Value = null,
    string? Appraiser = null,
    string? ReportSha256 = null
);

[WireName("GrantAppraised")]
public sealed record GrantAppraised(Appraisal Appraisal) : GrantEvent;
