using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>形式审查. If the application does not pass, the grant is refused.</summary>
public sealed class Check(GrantCommands grants)
{
    private const int MaxDocuments = 50;

    [Function("CheckGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Record the formal examination of the application",
        Body = typeof(CheckBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/check")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<CheckBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        CheckBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.Check, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new FindingList();
        if (body.Papers.Count is 0 or > MaxDocuments)
            findings.Error(
                FindingCodes.FormDocumentsCount,
                "papers",
                $"所审查的材料应为1至{MaxDocuments}份，请列出。",
                $"The examination must cover 1 to {MaxDocuments} documents. List them."
            );
        for (var i = 0; i < Math.Min(body.Papers.Count, MaxDocuments); i++)
            findings.Hash(body.Papers[i], $"papers[{i}]");
        findings.Text(body.Remarks, "remarks", 1000, optional: body.Passed);
        if (findings.Refusal() is { } refusal)
            return refusal;

        var form = new FormCheck(body.Papers, body.Remarks);
        var ending = body.Passed
            ? null
            : new Ending(step.Today, "form", new("形式审查未通过。", "The formal examination was not passed."), body.Remarks);
        var after = step.Grant with { Form = form, Status = body.Passed ? GrantStatus.FormChecked : GrantStatus.Refused, Ending = ending };
        return step.Close(
            after,
            new FormChecked(form, ending)
            {
                GrantId = grantId,
                Ledger =
                [
                    step.Line(
                        body.Passed ? "形式审查通过。" : "形式审查未通过，不予赋权。",
                        body.Passed ? "The form passed its check." : "The form did not pass its check: refused.",
                        null,
                        [.. body.Papers]
                    ),
                ],
            }
        );
    }
}

/// <param name="Papers">SHA-256 hashes of the checked documents.</param>
/// <param name="Passed">True when the form is in order; false refuses the grant.</param>
[SchemaName("CheckForm")]
public sealed record CheckBody(IReadOnlyList<string> Papers, bool Passed = true, string? Remarks = null);

[WireName("FormChecked")]
public sealed record FormChecked(FormCheck Form, Ending? Refusal) : GrantEvent;
