using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>The checks on payments of a distribution, in either direction.</summary>
internal static class DistributionPayments
{
    private const int MostPayments = 400;

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
                $"不能早于批准日（{distribution.Approved.At.ChinaDate():yyyy年M月d日}）。",
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
                $"一笔分配最多登记{MostPayments}次发放。",
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
                findings.Error(FindingCodes.FigureOutOfRange, $"{path}.amount", "金额应大于0。", "An amount is above 0.");
            else if (open(payment.Person) is var left && payment.Amount > left)
                findings.Error(
                    tooMuch,
                    $"{path}.amount",
                    $"{payment.Person} {what.Zh} {left}元，不能超过。",
                    $"{left} yuan is {what.En} for {payment.Person}: not more."
                );
        }
        if (findings.Refusal() is { } refusal)
            return refusal;
        return (Payment[])[.. given.Select(p => new Payment(p.Person, p.Amount, body.PaidOn, body.Reference, caller.Subject))];
    }
}
