using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// 条件佐证: records what the organisation states for the check-list of tax conditions. It changes neither status nor figures.
/// </summary>
public sealed class StateEvidence(Commands<Distribution> commands, TimeProvider time)
{
    private const int MaxFilings = 100;

    [Function("StateDistributionEvidence")]
    [Allowed(Role.Office)]
    [Operation(
        "State the evidence that the checklist of conditions requires: payer, certificate, withholding",
        Body = typeof(Evidence),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "distributions/{id}/evidence")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<Evidence>(request, id, (state, body, caller) => Decide(state, body, caller, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Distribution>> Decide(Distribution state, Evidence body, Caller caller, DateTimeOffset now) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.StateEvidence,
            caller,
            distribution =>
            {
                var findings = new FindingList();
                findings.Text(body.PayerCertificate, "payerCertificate", 60, optional: true);
                if (body.PayerCertificate is not null && body.Payer is null)
                    findings.Error(
                        FindingCodes.PayerMissing,
                        "payer",
                        "没有填写发放单位的类别；填写证书编号的，请同时填写类别。",
                        "The type of payer is missing. Enter it together with the certificate number."
                    );
                foreach (var (person, i) in body.MainContributors.Take(60).Select((p, i) => (p, i)))
                {
                    if (distribution.Figures.Of(person) is null)
                        findings.Error(
                            FindingCodes.PersonUnknown,
                            $"mainContributors[{i}]",
                            $"该笔分配中没有编号“{person}”的成员，请核对。",
                            $"This distribution has no member with the number '{person}'. Check it."
                        );
                    else if (body.MainContributors.Take(i).Contains(person))
                        findings.Error(
                            FindingCodes.PersonRepeated,
                            $"mainContributors[{i}]",
                            $"所列第{i + 1}名主要贡献人员与前面所列的重复，请删除。",
                            $"Main contributor {i + 1} repeats an earlier one. Remove the entry."
                        );
                }
                if (body.MainContributors.Count > distribution.Figures.Awards.Count)
                    findings.Error(
                        FindingCodes.TooManyItems,
                        "mainContributors",
                        "主要贡献人员多于获奖人数，请核对。",
                        "More main contributors are listed than there are recipients. Check the list."
                    );
                if (body.Withholdings.Count > MaxFilings)
                    findings.Error(
                        FindingCodes.TooManyItems,
                        "withholdings",
                        $"扣缴申报最多填报{MaxFilings}次，请合并填报。",
                        $"There can be at most {MaxFilings} withholding filings. Combine them."
                    );
                foreach (var (filing, i) in body.Withholdings.Take(MaxFilings).Select((w, i) => (w, i)))
                {
                    findings.PastDay(filing.FiledOn, $"withholdings[{i}].filedOn", now.ChinaDate());
                    findings.Text(filing.Reference, $"withholdings[{i}].reference", 100);
                }
                if (findings.Refusal() is { } refusal)
                    return refusal;
                var after = distribution with { Evidence = body };
                return (
                    after,
                    new EvidenceStated(distribution.Id, body)
                    {
                        Ledger =
                        [
                            DistributionSteps.Line(
                                after,
                                "condition",
                                "奖酬金条件的佐证已填报。",
                                "Evidence for the conditions of the award was stated."
                            ),
                        ],
                    }
                );
            }
        );
}

[WireName("EvidenceStated")]
public sealed record EvidenceStated(string DistributionId, Evidence Evidence) : AchievementEvent;
