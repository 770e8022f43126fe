using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>年度报告: reports on one year of a grant (促进科技成果转化法 art 21).</summary>
public sealed class ReportYear(GrantCommands grants)
{
    [Function("ReportYear")]
    [Allowed(Role.Office)]
    [Operation(
        "Submit the report on a year of the grant",
        Body = typeof(ReportYearBody),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/reportYear")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => grants.ActAsync<ReportYearBody>(request, id, Decide, cancellation);

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string grantId,
        ReportYearBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        var opened = GrantStep.Open(state, grantId, GrantAction.ReportYear, caller, book, now);
        if (opened.Problem is { } refused)
            return refused;
        var step = opened.Value;
        var findings = new FindingList();
        var (first, last) = (step.Grant.InForceOn!.Value.Year, Math.Min(step.Today.Year, step.Grant.EndsOn?.Year ?? step.Today.Year));
        if (body.Year < first || body.Year > last)
            findings.Error(
                FindingCodes.YearOutOfRange,
                "year",
                $"报告年度应为{first}年至{last}年，请核对。",
                $"The year of the report must be from {first} to {last}. Check it.",
                step.Rules.YearReport.Citation
            );
        else if (step.Grant.Reports.Any(r => r.Year == body.Year))
            findings.Error(
                FindingCodes.YearReported,
                "year",
                $"{body.Year}年度已提交报告，无需重复提交；请核对年度。",
                $"A report for {body.Year} was already submitted. Check the year."
            );
        findings.Text(body.Progress, "progress", 2000);
        if (body.Income.IsNegative)
            findings.Error(
                FindingCodes.AmountNegative,
                "income",
                "收入金额不能为负数，请核对。",
                "The income must not be negative. Check it."
            );
        findings.Hash(body.Sha256, "sha256", optional: true);
        if (findings.Refusal() is { } refusal)
            return refusal;

        var report = new YearReport(body.Year, body.Progress, body.Income, body.Sha256, Act.Of(caller, now));
        return step.Close(
            step.Grant with
            {
                Reports = [.. step.Grant.Reports, report],
            },
            new YearReported(report)
            {
                GrantId = grantId,
                Ledger =
                [
                    step.Line($"{body.Year}年度报告。", $"Annual report for {body.Year}.", body.Income, body.Sha256) with
                    {
                        Kind = "report",
                    },
                ],
            }
        );
    }
}

/// <param name="Income">Income from conversion in that year, yuan.</param>
/// <seealso cref="YearReport"/>
[SchemaName("ReportYear")]
public sealed record ReportYearBody(int Year, string Progress, Yuan Income, string? Sha256 = null);

[WireName("YearReported")]
public sealed record YearReported(YearReport Report) : GrantEvent;
