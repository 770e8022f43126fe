using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

public sealed class ResolveDistributionObjection(Commands<Distribution> commands, DistributionBook book, TimeProvider time)
{
    [Function("ResolveDistributionObjection")]
    [Allowed(Role.Office)]
    [Operation(
        "Resolve an objection: the distribution becomes a draft again, or the public notice resumes",
        Body = typeof(ResolveDistributionObjectionBody),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/resolve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ResolveDistributionObjectionBody>(
            request,
            id,
            (state, body, caller) => Decide(state, body, book, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Distribution>> Decide(
        Distribution state,
        ResolveDistributionObjectionBody body,
        DistributionBook book,
        Caller caller,
        DateTimeOffset now
    ) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.Resolve,
            caller,
            distribution =>
            {
                var findings = new FindingList();
                findings.Text(body.Remarks, "remarks", 2_000);
                if (findings.Refusal() is { } refusal)
                    return refusal;

                var resolution = new DistributionResolution(body.Upheld, body.Remarks, Act.Of(caller, now));
                var open = distribution.Objections[^1];
                var after = distribution with
                {
                    Objections = [.. distribution.Objections.SkipLast(1), open with { Resolution = resolution }],
                };
                if (body.Upheld)
                {
                    // The published figures will change: the next notice is a new edition.
                    after = after with
                    {
                        Status = DistributionStatus.Draft,
                        Notice = null,
                        Edition = after.Edition + 1,
                    };
                }
                else
                {
                    var (today, rules) = (now.ChinaDate(), book.Pinned(distribution.RuleSet));
                    var until = rules.Notice.Until(today, open.DaysLeft, book.Calendar);
                    after = after with
                    {
                        Status = DistributionStatus.OnNotice,
                        Notice = after.Notice! with
                        {
                            Until = until.Date,
                            Provisional = until.Provisional,
                            RunsFrom = today,
                            DaysLeft = open.DaysLeft,
                        },
                    };
                }
                var (zh, en) = body.Upheld
                    ? ("异议成立，重新拟定分配方案。", "The objection was upheld, and the distribution is being revised.")
                    : (
                        $"异议不成立，公示恢复，截至{after.Notice!.Until:yyyy年M月d日}（含当日）。",
                        "The objection was dismissed. The public notice resumes and runs until the end of "
                            + $"{after.Notice!.Until:yyyy-MM-dd}."
                    );
                return (
                    after,
                    new DistributionObjectionResolved(distribution.Id, resolution, after.Notice)
                    {
                        Ledger = [DistributionSteps.Line(after, "objection", zh, en)],
                    }
                );
            }
        );
}

/// <param name="Upheld">True: the distribution goes back to a draft. False: the notice resumes for the remaining days.</param>
[SchemaName("ResolveDistributionObjection")]
public sealed record ResolveDistributionObjectionBody(bool Upheld, string Remarks);

[WireName("DistributionObjectionResolved")]
public sealed record DistributionObjectionResolved(string DistributionId, DistributionResolution Resolution, DistributionNotice? Notice)
    : AchievementEvent;
