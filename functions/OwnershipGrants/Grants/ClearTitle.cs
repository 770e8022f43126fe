using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

public sealed class ClearTitle(GrantCommands grants)
{
    [Function("ClearTitle")]
    [Allowed(Role.Office)]
    [Operation(
        "Record the check of title and negative list; if an item applies, the grant is refused",
        Body = typeof(ClearTitleBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/clearTitle")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<ClearTitleBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        ClearTitleBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.ClearTitle, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new FindingList();
        findings.PastDay(body.SearchedOn, "searchedOn", step.Today);
        findings.Hash(body.ReportSha256, "reportSha256", optional: true);
        Answers(findings, step, body.NegativeList);
        var applies = body.NegativeList.FirstOrDefault(a => a.Applies);
        // An application that the negative list refuses needs no valid terms.
        if (applies is null)
            TermsChecks.Check(findings, state, grantId, step.Grant.Terms, step.Rules, step.Today);
        if (findings.Refusal() is { } refusal)
            return refusal;

        var title = new TitleCheck(body.SearchedOn, body.ReportSha256, body.NegativeList);
        var ending = applies is null
            ? null
            : new Ending(step.Today, applies.Code, step.Rules.NegativeList.Single(i => i.Code == applies.Code).Text, applies.Remarks);
        var after = step.Grant with
        {
            Title = title,
            Ending = ending,
            Status = ending is null ? GrantStatus.TitleCleared : GrantStatus.Refused,
        };
        return step.Close(
            after,
            new TitleChecked(title, ending)
            {
                GrantId = grantId,
                Ledger =
                [
                    ending is null
                        ? step.Line(
                            "权属及负面清单审查通过。",
                            "The checks of title and negative list were passed.",
                            null,
                            body.ReportSha256
                        )
                        : step.Line(
                            $"属于负面清单所列情形，不予赋权：{ending.Reason.Zh}。",
                            $"An item of the negative list applies, so the grant is refused: {ending.Reason.En}.",
                            null,
                            body.ReportSha256
                        ),
                ],
            }
        );
    }

    private static void Answers(FindingList findings, GrantStep step, IReadOnlyList<NegativeAnswer> answers)
    {
        foreach (var (answer, i) in answers.Select((a, i) => (a, i)))
        {
            var path = $"negativeList[{i}]";
            if (step.Rules.NegativeList.All(item => item.Code != answer.Code))
                findings.Error(
                    FindingCodes.UnknownCode,
                    $"{path}.code",
                    $"所答第{i + 1}项不在负面清单中，请按负面清单逐项填写。",
                    $"Answer {i + 1} is for an item that is not on the negative list. Answer each item of the list."
                );
            else if (answers.Take(i).Any(a => a.Code == answer.Code))
                findings.Error(
                    FindingCodes.ItemRepeated,
                    $"{path}.code",
                    $"所答第{i + 1}项与前面所答的重复，请删除。",
                    $"Answer {i + 1} repeats an earlier one. Remove it."
                );
            findings.Text(answer.Remarks, $"{path}.remarks", 1000, optional: !answer.Applies);
        }
        foreach (var item in step.Rules.NegativeList.Where(item => answers.All(a => a.Code != item.Code)))
        {
            findings.Error(
                FindingCodes.ItemUnanswered,
                "negativeList",
                $"负面清单“{item.Text.Zh}”一项尚未审查，请填写审查结果。",
                $"The item '{item.Text.En}' of the negative list has not been checked. Enter the result.",
                item.Citation
            );
        }
    }
}

/// <param name="SearchedOn">Day of the search in the registers of the patent and other offices.</param>
/// <param name="NegativeList">One answer to every item of the rule set's list.</param>
[SchemaName("ClearTitle")]
public sealed record ClearTitleBody(DateOnly SearchedOn, IReadOnlyList<NegativeAnswer> NegativeList, string? ReportSha256 = null);

[WireName("TitleChecked")]
public sealed record TitleChecked(TitleCheck Title, Ending? Refusal) : GrantEvent;
