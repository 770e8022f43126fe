using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Reports;

/// <summary>
/// Lines of the yearly report on income and awards: income counts in the year it came in, payments in the year they were made.
/// </summary>
internal static class IncomeLines
{
    public static IEnumerable<ReportLine> Of(IReadOnlyList<Distribution> distributions, int year)
    {
        var all = distributions.Where(d => d.Status is not (DistributionStatus.Draft or DistributionStatus.Withdrawn)).ToArray();
        var income = all.Where(d => d.Terms.IncomeOn.Year == year).ToArray();
        yield return new("income", new("当年转化收入", "conversion income of the year"), income.Length, income.Sum(d => d.Figures.Income));
        yield return new("income.net", new("其中净收入", "net income of it"), income.Length, income.Sum(d => d.Figures.NetIncome));
        yield return new(
            "awards",
            new("分配给成果完成人的奖酬金", "awards distributed to the contributors"),
            income.SelectMany(d => d.Figures.Awards).Select(a => a.Person).Count(),
            income.Sum(d => d.Figures.Pool)
        );
        var paid = all.SelectMany(d => d.Payments).Where(p => p.PaidOn.Year == year).ToArray();
        yield return new(
            "paid",
            new("当年支付的奖酬金（扣除退回）", "awards paid in the year, less repayments"),
            paid.Length,
            paid.Sum(p => p.Amount)
        );
    }
}
