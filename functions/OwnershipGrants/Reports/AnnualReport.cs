using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Reports;

/// <param name="Item">Name of the line.</param>
/// <param name="Count">Number of things that the line counts.</param>
/// <param name="Amount">Yuan; null if the line only counts.</param>
public sealed record ReportLine(string Code, Text Item, int Count, Yuan? Amount = null);

/// <summary>Yearly report of an organisation on conversion (年度报告, 促进科技成果转化法 art 21).</summary>
public static class AnnualReport
{
    private static readonly (string Code, Text Name, Func<string, bool> Is)[] Manners =
    [
        ("transfer", new("转让", "transfer"), kind => kind is not "T8" && kind.StartsWith('T')),
        ("licence", new("许可", "licence"), kind => kind.StartsWith('L')),
        ("capital", new("作价投资", "capital contribution"), kind => kind is "T8"),
        ("development", new("技术开发", "development"), kind => kind.StartsWith('D')),
        ("service", new("技术咨询、技术服务", "consulting and services"), kind => kind.StartsWith('C') || kind.StartsWith('S')),
    ];

    /// <summary>Calculated from the current state, so that a report on a past year includes later corrections.</summary>
    public static IReadOnlyList<ReportLine> Of(
        IReadOnlyList<Achievement> achievements,
        IReadOnlyList<Distribution> distributions,
        int year
    ) => [.. Lines(achievements, distributions, year)];

    private static IEnumerable<ReportLine> Lines(
        IReadOnlyList<Achievement> achievements,
        IReadOnlyList<Distribution> distributions,
        int year
    )
    {
        bool InYear(DateOnly? day) => day?.Year == year;
        var grants = achievements.SelectMany(a => a.Grants).Select(g => GrantClock.At(g, new(year, 12, 31))).ToArray();
        yield return new(
            "achievements",
            new("登记在册的成果", "registered achievements"),
            achievements.Count(a => a.Status == AchievementStatus.InForce && a.Recorded.At.ChinaDate().Year <= year)
        );
        yield return new(
            "achievementsNew",
            new("当年新登记的成果", "achievements newly registered in the year"),
            achievements.Count(a => InYear(a.Recorded.At.ChinaDate()))
        );
        yield return new(
            "achievementsSeparate",
            new("单列管理的成果", "achievements managed in the separate ledger"),
            achievements.Count(a => a.SeparateLedger is { } ledger && ledger.ListedOn.Year <= year)
        );
        yield return new(
            "grantsApplied",
            new("当年申请的赋权", "grants applied for in the year"),
            grants.Count(g => InYear(g.AppliedAt().ChinaDate()))
        );
        foreach (var type in Enum.GetValues<GrantType>())
        {
            var inForce = grants.Where(g => g.Terms.Type == type && InYear(g.InForceOn)).ToArray();
            yield return new(
                $"grants.{Json.EnumName(type)}",
                new($"当年生效的赋权：{type.Name().Zh}", $"grants that took effect in the year: {type.Name().En}"),
                inForce.Length,
                inForce.Sum(g => g.Terms.Fee ?? Yuan.Zero)
            );
        }
        yield return new(
            "grantsOver",
            new("当年期满、收回或者终止的赋权", "grants that expired, were withdrawn or were terminated in the year"),
            grants.Count(g => g.Status is GrantStatus.Ended or GrantStatus.TakenBack or GrantStatus.Terminated && InYear(g.Ending!.On))
        );

        var conversions = achievements
            .SelectMany(a => a.Conversions)
            .Where(c => c is { Status: ConversionStatus.Standing, Contract: not null } && InYear(c.Contract.RegisteredOn))
            .DistinctBy(c => c.ContractId)
            .Select(c => c.Contract!)
            .ToArray();
        foreach (var (code, name, isOne) in Manners)
        {
            var ofManner = conversions.Where(c => isOne(c.Kind)).ToArray();
            yield return new(
                $"conversions.{code}",
                new($"当年转化合同：{name.Zh}", $"conversion contracts of the year: {name.En}"),
                ofManner.Length,
                ofManner.Sum(c => c.ContractValue)
            );
        }
        yield return new(
            "conversions",
            new("当年转化合同合计", "conversion contracts of the year, total"),
            conversions.Length,
            conversions.Sum(c => c.ContractValue)
        );
        yield return new(
            "conversions.technical",
            new("其中技术交易额", "technical amount of these contracts"),
            conversions.Length,
            conversions.Sum(c => c.TechnicalAmount)
        );

        var reports = grants.SelectMany(g => g.Reports).Where(r => r.Year == year).ToArray();
        yield return new(
            "grantReports",
            new("赋权年度报告及所报收入", "annual reports on grants and the income reported"),
            reports.Length,
            reports.Sum(r => r.Income)
        );
        foreach (var line in IncomeLines.Of(distributions, year))
            yield return line;
    }
}
