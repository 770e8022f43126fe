using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>
/// 处理异议: resolves an objection, by another person than the one who recorded the decision. Once no objection is open, the notice resumes for
/// the remaining days.
/// </summary>
public sealed class Resolve(GrantCommands grants)
{
    [Function("ResolveGrantObjection")]
    [Allowed(Role.Office)]
    [Operation("Resolve an objection, as a second person", Body = typeof(ResolveBody), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/resolve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<ResolveBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        ResolveBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Resolve, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var objections = step.Grant.Objections;
        var number = body.Objection ?? 1 + objections.ToList().FindIndex(o => o.Resolution is null);
        var findings = new FindingList();
        findings.Text(body.Remarks, "remarks", 2000);
        if (number < 1 || number > objections.Count || objections[number - 1].Resolution is not null)
            findings.Error(
                FindingCodes.ObjectionNotOpen,
                "objection",
                $"第{number}项异议不存在或者已处理，请核对序号。",
                $"Objection {number} does not exist or has been resolved. Check its number."
            );
        if (findings.Refusal() is { } refusal)
            return refusal;

        var resolution = new Resolution(body.Outcome, body.Remarks, Act.Of(caller, now));
        var after = step.Grant with
        {
            Objections = [.. objections.Select((o, i) => i == number - 1 ? o with { Resolution = resolution } : o)],
        };
        after = body.Outcome switch
        {
            ObjectionOutcome.Upheld => after with
            {
                Status = GrantStatus.Refused,
                Ending = new(
                    step.Today,
                    "objection",
                    new("异议成立，不予赋权。", "An objection was upheld, and the grant is refused."),
                    body.Remarks
                ),
            },
            // Back to Decided: the corrected notice starts again, with a full period for objections.
            ObjectionOutcome.Amended => after with
            {
                Status = GrantStatus.Decided,
                Objections = [.. after.Objections.Select(o => o with { Resolution = o.Resolution ?? resolution })],
            },
            ObjectionOutcome.Dismissed => after.Objections.Any(o => o.Resolution is null)
                ? after
                : after with
                {
                    Status = GrantStatus.OnNotice,
                    Notice = Resume(after.Notice!, step, book),
                },
        };
        var resumed = after.Status == GrantStatus.OnNotice ? after.Notice : null;
        return step.Close(
            after,
            new ObjectionResolved(number, resolution, resumed, after.Ending)
            {
                GrantId = grantId,
                Ledger =
                [
                    body.Outcome switch
                    {
                        ObjectionOutcome.Upheld => step.Line(
                            $"第{number}项异议成立，不予赋权。",
                            $"Objection {number} was upheld, and the grant is refused."
                        ),
                        ObjectionOutcome.Amended => step.Line(
                            $"第{number}项异议成立，更正后重新公示。",
                            $"Objection {number} was upheld. The notice must be corrected and published again."
                        ),
                        ObjectionOutcome.Dismissed => resumed is null
                            ? step.Line($"第{number}项异议不成立。", $"Objection {number} was dismissed.")
                            : step.Line(
                                $"第{number}项异议不成立，公示恢复，截至{resumed.Until:yyyy年M月d日}（含当日）。",
                                $"Objection {number} was dismissed. The public notice resumes and runs until the end of "
                                    + $"{resumed.Until:yyyy-MM-dd}."
                            ),
                    },
                ],
            }
        );
    }

    private static Notice Resume(Notice notice, GrantStep step, GrantRuleBook book) =>
        notice with
        {
            Until = step.Rules.NoticeUntil(step.Today, notice.DaysLeft!.Value, book.Calendar),
            DaysLeft = null,
            Edition = notice.Edition + 1,
        };
}

/// <param name="Objection">Number of the objection, from 1; the oldest open one if left out.</param>
[SchemaName("ResolveObjection")]
public sealed record ResolveBody(ObjectionOutcome Outcome, string Remarks, int? Objection = null);

[WireName("ObjectionResolved")]
public sealed record ObjectionResolved(int Number, Resolution Resolution, Notice? Notice, Ending? Refusal) : GrantEvent;
