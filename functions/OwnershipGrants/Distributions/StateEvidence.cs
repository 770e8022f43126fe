using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>条件佐证: what the organisation states for the check-list of conditions. Nothing is decided by it.</summary>
public sealed class StateEvidence(Commands<Distribution> commands, TimeProvider time)
{
    private const int MostFilings = 100;

    [Function("StateDistributionEvidence")]
    [Allowed(Role.Office)]
    [Operation(
        "State what the check-list of conditions asks for: payer, certificate, withholding",
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
                        "请先填写发放单位的类别。",
                        "State what kind of payer the organisation is."
                    );
                foreach (var (person, i) in body.MainContributors.Take(60).Select((p, i) => (p, i)))
                {
                    if (distribution.Figures.Of(person) is null)
                        findings.Error(
                            FindingCodes.PersonUnknown,
                            $"mainContributors[{i}]",
                            $"该笔分配中没有“{person}”。",
                            $"This distribution has no '{person}'."
                        );
                    else if (body.MainContributors.Take(i).Contains(person))
                        findings.Error(FindingCodes.PersonRepeated, $"mainContributors[{i}]", "同一人只列一次。", "A person stands once.");
                }
                if (body.MainContributors.Count > distribution.Figures.Awards.Count)
                    findings.Error(
                        FindingCodes.TooManyItems,
                        "mainContributors",
                        "不能多于获奖人数。",
                        "There are more of them than recipients."
                    );
                if (body.Withholdings.Count > MostFilings)
                    findings.Error(
                        FindingCodes.TooManyItems,
                        "withholdings",
                        $"最多{MostFilings}次申报。",
                        $"At most {MostFilings} filings."
                    );
                foreach (var (filing, i) in body.Withholdings.Take(MostFilings).Select((w, i) => (w, i)))
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
                                "填报了奖酬金条件的佐证。",
                                "Evidence on the conditions of the award was stated."
                            ),
                        ],
                    }
                );
            }
        );
}

/// <summary>What the organisation states for the check-list changed.</summary>
[WireName("EvidenceStated")]
public sealed record EvidenceStated(string DistributionId, Evidence Evidence) : AchievementEvent;
