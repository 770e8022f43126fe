using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

public sealed class ApproveDistribution(Commands<Distribution> commands, DistributionBook book, TimeProvider time)
{
    [Function("ApproveDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Approve after the public notice, as a person other than those who prepared it",
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (state, _, caller) => Decide(state, book, caller, time.GetUtcNow()), cancellation);

    public static Outcome<Change<Distribution>> Decide(Distribution state, DistributionBook book, Caller caller, DateTimeOffset now)
    {
        var open = new OpenDistribution(state, book, now.ChinaDate());
        return DistributionSteps.On(
            open,
            DistributionLifeCycle.Approve,
            caller,
            distribution =>
            {
                var after = DistributionSteps.WithPaymentStatus(distribution with { Notice = open.Notice, Approved = Act.Of(caller, now) });
                return (
                    after,
                    new DistributionWasApproved(distribution.Id, after.Edition, after.Figures, after.PayUntil)
                    {
                        Ledger =
                        [
                            DistributionSteps.Line(
                                after,
                                "decision",
                                $"分配方案获批准，应不迟于{after.PayUntil:yyyy年M月d日}发放。",
                                $"The distribution was approved and must be paid by {after.PayUntil:yyyy-MM-dd}.",
                                after.Figures.Pool
                            ),
                            .. after.Figures.Awards.Select(a =>
                                DistributionSteps.Line(
                                    after,
                                    "award",
                                    $"团队成员（编号{a.Person}）应得奖酬金，份额{a.Share}。",
                                    $"Award of team member {a.Person} (share {a.Share}).",
                                    a.Amount
                                )
                            ),
                        ],
                    }
                );
            }
        );
    }
}

[WireName("DistributionWasApproved")]
public sealed record DistributionWasApproved(string DistributionId, int Edition, Figures Figures, DateOnly PayUntil) : AchievementEvent;
