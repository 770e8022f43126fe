using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

public sealed class RecoverDistribution(Commands<Distribution> commands, TimeProvider time)
{
    [Function("RecoverDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Record what team members repaid after a claw-back",
        Body = typeof(PayDistributionBody),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/recover")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<PayDistributionBody>(
            request,
            id,
            (state, body, caller) => Decide(state, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Distribution>> Decide(Distribution state, PayDistributionBody body, Caller caller, DateTimeOffset now) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.Recover,
            caller,
            distribution =>
            {
                var payments = DistributionPayments.Of(
                    distribution,
                    body,
                    distribution.OwedBy,
                    caller,
                    now,
                    FindingCodes.RecoveryExceedsDifference,
                    ("待退回", "still to be repaid")
                );
                if (payments.Problem is { } problem)
                    return problem;
                Payment[] back = [.. payments.Value.Select(p => p with { Amount = Yuan.Zero - p.Amount })];
                var after = DistributionSteps.WithPaymentStatus(distribution with { Payments = [.. distribution.Payments, .. back] });
                return (
                    after,
                    new AwardsRecovered(distribution.Id, back)
                    {
                        Ledger =
                        [
                            .. back.Select(p =>
                                DistributionSteps.Line(
                                    after,
                                    "payment",
                                    $"团队成员（编号{p.Person}）于{p.PaidOn:yyyy年M月d日}退回，凭证号{p.Reference}。",
                                    $"Repaid by team member {p.Person} on {p.PaidOn:yyyy-MM-dd}, reference {p.Reference}.",
                                    p.Amount
                                )
                            ),
                        ],
                    }
                );
            }
        );
}

[WireName("AwardsRecovered")]
public sealed record AwardsRecovered(string DistributionId, IReadOnlyList<Payment> Payments) : AchievementEvent;
