using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>发放: records payments to persons, in one or several parts, at most up to the award.</summary>
public sealed class PayDistribution(Commands<Distribution> commands, TimeProvider time)
{
    [Function("PayDistribution")]
    [Allowed(Role.Office)]
    [Operation(
        "Record a payment, to some persons or to all",
        Body = typeof(PayDistributionBody),
        Answer = typeof(DistributionView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "distributions/{id}/pay")] HttpRequest request,
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
            DistributionLifeCycle.Pay,
            caller,
            distribution =>
            {
                var payments = DistributionPayments.Of(
                    distribution,
                    body,
                    distribution.DueTo,
                    caller,
                    now,
                    FindingCodes.PaymentExceedsAward,
                    ("待发放", "still due")
                );
                if (payments.Problem is { } problem)
                    return problem;
                var after = DistributionSteps.WithPaymentStatus(
                    distribution with
                    {
                        Payments = [.. distribution.Payments, .. payments.Value],
                    }
                );
                return (
                    after,
                    new DistributionPaid(distribution.Id, payments.Value)
                    {
                        Ledger =
                        [
                            .. payments.Value.Select(p =>
                                DistributionSteps.Line(
                                    after,
                                    "payment",
                                    $"{p.PaidOn:yyyy年M月d日}向团队成员（编号{p.Person}）发放，凭证号{p.Reference}。",
                                    $"Paid to team member {p.Person} on {p.PaidOn:yyyy-MM-dd}, reference {p.Reference}.",
                                    p.Amount
                                )
                            ),
                        ],
                    }
                );
            }
        );
}

[SchemaName("PayDistribution")]
public sealed record PayDistributionBody
{
    public required DateOnly PaidOn { get; init; }

    /// <summary>Reference of the payment, from the bank or the payroll.</summary>
    public required string Reference { get; init; }

    /// <summary>Amounts by person; if left out, everything still due is paid to everybody.</summary>
    public IReadOnlyList<PersonAmount>? Payments { get; init; }
}

public sealed record PersonAmount(string Person, Yuan Amount);

[WireName("DistributionPaid")]
public sealed record DistributionPaid(string DistributionId, IReadOnlyList<Payment> Payments) : AchievementEvent;
