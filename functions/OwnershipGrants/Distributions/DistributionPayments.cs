using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

internal static class DistributionPayments
{
    private const int MaxPayments = 400;

    public static Outcome<IReadOnlyList<Payment>> Of(
        Distribution distribution,
        PayDistributionBody body,
        Func<string, Yuan> open,
        Caller caller,
        DateTimeOffset now,
        FindingCode tooMuch,
        (string Zh, string En) what
    )
    {
        var findings = new FindingList();
        findings.PastDay(body.PaidOn, "paidOn", now.ChinaDate());
        if (body.PaidOn < distribution.Approved!.At.ChinaDate())
            findings.Error(
                FindingCodes.DatesOrder,
                "paidOn",
                $"付款日期不能早于分配方案的批准日（{distribution.Approved.At.ChinaDate():yyyy年M月d日}），请核对。",
                "The date of payment must not be before the approval of the distribution "
                    + $"({distribution.Approved.At.ChinaDate():yyyy-MM-dd}). Check it."
            );
        findings.Text(body.Reference, "reference", 100);
        var given =
            body.Payments
            ?? [.. distribution.Figures.Awards.Select(a => new PersonAmount(a.Person, open(a.Person))).Where(p => p.Amount > Yuan.Zero)];
        if (given.Count == 0)
            findings.Error(
                FindingCodes.PaymentsMissing,
                "payments",
                "没有列出团队成员；请列出成员和金额，全部办理的，不填写此项。",
                "No team member is listed. List members and amounts, or leave the list out to record all of them."
            );
        if (given.Count > distribution.Figures.Awards.Count)
            findings.Error(
                FindingCodes.TooManyItems,
                "payments",
                "所列人数超过该笔分配的人数；每人只列一次，请核对。",
                "More persons are listed than the distribution has. List each person once."
            );
        if (distribution.Payments.Count + given.Count > MaxPayments)
            findings.Error(
                FindingCodes.TooManyItems,
                "payments",
                $"一笔分配最多登记{MaxPayments}次发放，请合并后登记。",
                $"A distribution can have at most {MaxPayments} payments. Combine some of them."
            );
        foreach (var (payment, i) in given.Take(distribution.Figures.Awards.Count).Select((p, i) => (p, i)))
        {
            var path = $"payments[{i}]";
            if (distribution.Figures.Of(payment.Person) is null)
            {
                findings.Error(
                    FindingCodes.PersonUnknown,
                    $"{path}.person",
                    $"该笔分配中没有编号“{payment.Person}”的成员，请核对。",
                    $"This distribution has no member with the number '{payment.Person}'. Check it."
                );
                continue;
            }
            if (given.Take(i).Any(p => p.Person == payment.Person))
                findings.Error(
                    FindingCodes.PersonRepeated,
                    $"{path}.person",
                    $"所列第{i + 1}名成员与前面所列的重复，请删除。",
                    $"Member {i + 1} repeats an earlier one. Remove the entry."
                );
            if (payment.Amount <= Yuan.Zero)
                findings.Error(
                    FindingCodes.FigureOutOfRange,
                    $"{path}.amount",
                    $"所列第{i + 1}名成员的金额应大于0，请核对。",
                    $"The amount of member {i + 1} must be above 0. Check it."
                );
            else if (open(payment.Person) is var left && payment.Amount > left)
                findings.Error(
                    tooMuch,
                    $"{path}.amount",
                    $"团队成员（编号{payment.Person}）{what.Zh}{left}元，所填金额不能超过该数，请核对。",
                    $"{left} yuan is {what.En} for team member {payment.Person}, and the amount must not exceed it. Check it."
                );
        }
        if (findings.Refusal() is { } refusal)
            return refusal;
        return (Payment[])[.. given.Select(p => new Payment(p.Person, p.Amount, body.PaidOn, body.Reference, caller.Subject))];
    }
}
