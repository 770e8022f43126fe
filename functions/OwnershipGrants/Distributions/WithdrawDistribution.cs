using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// 撤回: withdraws a distribution before its approval, for example because the income was entered wrongly or belongs to another grant.
/// </summary>
public sealed class WithdrawDistribution(Commands<Distribution> commands)
{
    [Function("WithdrawDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Withdraw a distribution before it is approved",
        Body = typeof(WithdrawDistributionBody),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<WithdrawDistributionBody>(request, id, (state, body, caller) => Decide(state, body, caller), cancellation);

    public static Outcome<Change<Distribution>> Decide(Distribution state, WithdrawDistributionBody body, Caller caller) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.Withdraw,
            caller,
            distribution =>
            {
                var findings = new FindingList();
                findings.Text(body.Reason, "reason", 500);
                if (findings.Refusal() is { } refusal)
                    return refusal;
                var after = distribution with { Status = DistributionStatus.Withdrawn };
                return (
                    after,
                    new DistributionWithdrawn(distribution.Id, body.Reason)
                    {
                        Ledger = [DistributionSteps.Line(after, "income", "分配方案已撤回。", "The distribution was withdrawn.")],
                    }
                );
            }
        );
}

[SchemaName("WithdrawDistribution")]
public sealed record WithdrawDistributionBody(string Reason);

[WireName("DistributionWithdrawn")]
public sealed record DistributionWithdrawn(string DistributionId, string Reason) : AchievementEvent;
