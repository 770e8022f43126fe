using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>A payment, to some persons or to all.</summary>
public sealed record PayDistribution
{
    public required DateOnly PaidOn { get; init; }

    /// <summary>The bank's or the payroll's reference.</summary>
    public required string Reference { get; init; }

    /// <summary>By person; left out, everybody gets all that is still due.</summary>
    public IReadOnlyList<PersonAmount>? Payments { get; init; }
}

/// <summary>An amount of a person.</summary>
/// <param name="Amount">Yuan.</param>
public sealed record PersonAmount(string Person, Yuan Amount);

/// <summary>Awards were paid.</summary>
[WireName("DistributionPaid")]
public sealed record DistributionPaid(string DistributionId, IReadOnlyList<Payment> Payments) : AchievementEvent;

/// <summary>Awards were paid back after a claw-back.</summary>
[WireName("AwardsRecovered")]
public sealed record AwardsRecovered(string DistributionId, IReadOnlyList<Payment> Payments) : AchievementEvent;

/// <summary>发放, in parts or at once, never above the award; and 追回 of what was paid too much.</summary>
public static class PayDistributionDecision
{
    private const int MostPayments = 400;

    public static Outcome<Change<Distribution>> Decide(Distribution state, PayDistribution body, Caller caller, DateTimeOffset now) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.Pay,
            caller,
            distribution =>
            {
                var payments = Payments(
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
                var after = DistributionSteps.Settled(distribution with { Payments = [.. distribution.Payments, .. payments.Value] });
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
                                    $"{p.PaidOn:yyyy-MM-dd} 向 {p.Person} 发放，凭证 {p.Reference}。",
                                    $"Paid to {p.Person} on {p.PaidOn:yyyy-MM-dd}, reference {p.Reference}.",
                                    p.Amount
                                )
                            ),
                        ],
                    }
                );
            }
        );

    public static Outcome<Change<Distribution>> Recover(Distribution state, PayDistribution body, Caller caller, DateTimeOffset now) =>
        DistributionSteps.On(
            state,
            DistributionLifeCycle.Recover,
            caller,
            distribution =>
            {
                var payments = Payments(
                    distribution,
                    body,
                    distribution.OwedBy,
                    caller,
                    now,
                    FindingCodes.RecoveryExceedsDifference,
                    ("待追回", "to be paid back")
                );
                if (payments.Problem is { } problem)
                    return problem;
                Payment[] back = [.. payments.Value.Select(p => p with { Amount = Yuan.Zero - p.Amount })];
                var after = DistributionSteps.Settled(distribution with { Payments = [.. distribution.Payments, .. back] });
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
                                    $"{p.PaidOn:yyyy-MM-dd} {p.Person} 退回，凭证 {p.Reference}。",
                                    $"Paid back by {p.Person} on {p.PaidOn:yyyy-MM-dd}, reference {p.Reference}.",
                                    p.Amount
                                )
                            ),
                        ],
                    }
                );
            }
        );

    private static Outcome<IReadOnlyList<Payment>> Payments(
        Distribution distribution,
        PayDistribution body,
        Func<string, Yuan> open,
        Caller caller,
        DateTimeOffset now,
        FindingCode tooMuch,
        (string Zh, string En) what
    )
    {
        var findings = new Findings();
        findings.PastDay(body.PaidOn, "paidOn", now.ChinaDate());
        if (body.PaidOn < distribution.Approved!.At.ChinaDate())
            findings.Error(
                FindingCodes.DatesOrder,
                "paidOn",
                $"不能早于批准日（{distribution.Approved.At.ChinaDate():yyyy-MM-dd}）。",
                $"Not before the approval ({distribution.Approved.At.ChinaDate():yyyy-MM-dd})."
            );
        findings.Text(body.Reference, "reference", 100);
        var given =
            body.Payments
            ?? [.. distribution.Figures.Awards.Select(a => new PersonAmount(a.Person, open(a.Person))).Where(p => p.Amount > Yuan.Zero)];
        if (body.Payments is null && given.Count == 0)
            return Problem.Of(Catalogue.NothingLeftToPay);
        if (given.Count == 0)
            findings.Error(
                FindingCodes.PaymentsMissing,
                "payments",
                "请列出发放对象，或整项留空以全部发放。",
                "Name the persons, or leave the list out to pay everything."
            );
        if (given.Count > distribution.Figures.Awards.Count)
            findings.Error(FindingCodes.TooManyItems, "payments", "每人只列一次。", "A person stands once.");
        if (distribution.Payments.Count + given.Count > MostPayments)
            findings.Error(
                FindingCodes.TooManyItems,
                "payments",
                $"一笔分配最多登记 {MostPayments} 次发放。",
                $"A distribution takes at most {MostPayments} payments."
            );
        foreach (var (payment, i) in given.Take(distribution.Figures.Awards.Count).Select((p, i) => (p, i)))
        {
            var path = $"payments[{i}]";
            if (distribution.Figures.Of(payment.Person) is null)
            {
                findings.Error(
                    FindingCodes.PersonUnknown,
                    $"{path}.person",
                    $"该笔分配中没有“{payment.Person}”。",
                    $"This distribution has no '{payment.Person}'."
                );
                continue;
            }
            if (given.Take(i).Any(p => p.Person == payment.Person))
                findings.Error(FindingCodes.PersonRepeated, $"{path}.person", "同一人只列一次。", "A person stands once.");
            if (payment.Amount <= Yuan.Zero)
                findings.Error(FindingCodes.FigureOutOfRange, $"{path}.amount", "金额应大于 0。", "An amount is above 0.");
            else if (open(payment.Person) is var left && payment.Amount > left)
                findings.Error(
                    tooMuch,
                    $"{path}.amount",
                    $"{payment.Person} {what.Zh} {left} 元，不能超过。",
                    $"{left} yuan is {what.En} for {payment.Person}: not more."
                );
        }
        if (findings.Refusal() is { } refusal)
            return refusal;
        return (Payment[])[.. given.Select(p => new Payment(p.Person, p.Amount, body.PaidOn, body.Reference, caller.Subject))];
    }
}
