using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

public sealed class Publish(GrantCommands grants)
{
    private const int FurthestAhead = 30;

    [Function("PublishGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Open the public notice inside the organisation",
        Body = typeof(PublishBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<PublishBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        PublishBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Publish, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var from = body.From ?? step.Today;
        var findings = new FindingList();
        findings.Hash(body.Sha256, "sha256", optional: true);
        // A notice posted in the past needs a copy as proof that it was not shorter than stated.
        if (from > step.Today.AddDays(FurthestAhead) || (from < step.Today && body.Sha256 is null))
        {
            findings.Error(
                FindingCodes.NoticeStart,
                "from",
                $"公示开始日应在今日起{FurthestAhead}日内，请核对；此前已张贴公示的，请上传公示文本。",
                $"A public notice must begin within {FurthestAhead} days from today. Check its first day; if it was posted "
                    + "earlier, upload its text.",
                step.Rules.Notice.Citation
            );
        }
        else if (from < step.Grant.Decision!.On)
        {
            findings.Error(
                FindingCodes.NoticeBeforeDecision,
                "from",
                $"公示开始日早于赋权决定日（{step.Grant.Decision.On:yyyy年M月d日}），请核对。",
                $"The public notice begins before the decision ({step.Grant.Decision.On:yyyy-MM-dd}). Check its first day.",
                step.Rules.Notice.Citation
            );
        }
        else if (step.Grant.Objections.Any(o => o.Resolution is { } resolution && from < resolution.By.At.ChinaDate()))
        {
            findings.Error(
                FindingCodes.NoticeBeforeResolution,
                "from",
                "更正后的公示开始日早于异议处理日，请核对。",
                "The corrected public notice begins before the objection was resolved. Check its first day.",
                step.Rules.Notice.Citation
            );
        }
        if (findings.Refusal() is { } refusal)
            return refusal;

        var notice = new Notice(
            from,
            step.Rules.NoticeUntil(from, step.Rules.Notice.Days, book.Calendar),
            Edition: (step.Grant.Notice?.Edition ?? 0) + 1,
            Sha256: body.Sha256
        );
        return step.Close(
            step.Grant with
            {
                Notice = notice,
                Status = GrantStatus.OnNotice,
            },
            new NoticeOpened(notice)
            {
                GrantId = grantId,
                Ledger =
                [
                    step.Line(
                        $"公示：{notice.From:yyyy年M月d日}至{notice.Until:yyyy年M月d日}。",
                        $"Public notice from {notice.From:yyyy-MM-dd} to {notice.Until:yyyy-MM-dd}.",
                        null,
                        body.Sha256
                    ),
                ],
            }
        );
    }
}

/// <param name="From">
/// First day, which does not count; today if left out. An earlier day means that the notice was already posted; <c>Sha256</c> is then
/// required.
/// </param>
/// <param name="Sha256">SHA-256 of a copy of the notice as it was posted.</param>
[SchemaName("PublishGrant")]
public sealed record PublishBody(DateOnly? From = null, string? Sha256 = null);

[WireName("NoticeOpened")]
public sealed record NoticeOpened(Notice Notice) : GrantEvent;
