using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>Why a distribution is taken back.</summary>
public sealed record WithdrawDistribution(string Reason);

/// <summary>A distribution was taken back before it was approved.</summary>
[WireName("DistributionWithdrawn")]
public sealed record DistributionWithdrawn(string DistributionId, string Reason) : AchievementEvent;

/// <summary>撤回, before the approval: an income that was entered wrongly, or is none of this grant's.</summary>
public static class WithdrawDistributionDecision
{
    public static Outcome<Change<Distribution>> Decide(Distribution state, WithdrawDistribution body, Caller caller) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.Withdraw,
            caller,
            distribution =>
            {
                var findings = new Findings();
                findings.Text(body.Reason, "reason", 500);
                if (findings.Refusal() is { } refusal)
                    return refusal;
                var after = distribution with { Status = DistributionStatus.Withdrawn };
                return (
                    after,
                    new DistributionWithdrawn(distribution.Id, body.Reason)
                    {
                        Ledger = [DistributionSteps.Line(after, "income", "分配撤回。", "Distribution withdrawn.")],
                    }
                );
            }
        );
}
