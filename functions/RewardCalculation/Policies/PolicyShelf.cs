using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>A snapshot of all policies: those in the assembly's files and those published since.</summary>
public sealed class PolicyShelf
{
    /// <param name="policies">Every version as its file or its publication has it; a version without an end gets one on the day before
    /// the next begins.</param>
    /// <param name="filling">Versions whose year sums are still being filled; entitlements do not use them yet.</param>
    /// <param name="tag">Changes whenever a version is published or becomes ready.</param>
    public PolicyShelf(IReadOnlyCollection<Policy> policies, IReadOnlySet<(string Id, int Version)> filling, string tag)
    {
        Tag = tag;
        Book = new(Following(policies));
        Ready = filling.Count == 0 ? Book : new(Following(policies.Where(p => !filling.Contains((p.Id, p.Version)))));
        Ids = [.. policies.Select(p => p.Id).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>All versions, including those whose year sums are still being filled.</summary>
    public PolicyBook Book { get; }

    /// <summary>The versions whose year sums are complete; entitlements use only these.</summary>
    public PolicyBook Ready { get; }

    public string Tag { get; }

    public IReadOnlyList<string> Ids { get; }

    /// <summary>The facts that policies declare themselves, of all versions.</summary>
    public IEnumerable<DeclaredFactRule> DeclaredFacts => Ids.SelectMany(Book.VersionsOf).SelectMany(p => p.DeclaredFacts);

    /// <summary>The version that entitlements of a policy year use; null when there is none, or only a reference policy.</summary>
    public Policy? Governing(string id, int year) => Ready.ForYear(id, year) is { Reference: false } policy ? policy : null;

    /// <summary>
    /// The versions for which the sums of a policy year are kept: the governing one, the one that will govern once it is filled, and those
    /// of the next year that compare it with this year.
    /// </summary>
    public IEnumerable<Policy> Summed(string id, int year)
    {
        Policy?[] ofYear = [Ready.ForYear(id, year), Book.ForYear(id, year)];
        Policy?[] ofNext = [Ready.ForYear(id, year + 1), Book.ForYear(id, year + 1)];
        return ofYear
            .Concat(ofNext.Where(p => p?.NeedsYearBefore() == true))
            .OfType<Policy>()
            .Where(p => !p.Reference)
            .DistinctBy(p => p.Version);
    }

    private static IEnumerable<Policy> Following(IEnumerable<Policy> policies) =>
        policies
            .GroupBy(p => p.Id)
            .SelectMany(versions =>
            {
                var inOrder = versions.OrderBy(v => v.Version).ToArray();
                return inOrder.Select(
                    (v, i) => v.To is null && i + 1 < inOrder.Length ? v with { To = inOrder[i + 1].From.AddDays(-1) } : v
                );
            });
}

public static class PolicyWindows
{
    /// <summary>The register of technology contracts begins here (技术合同认定登记管理办法); nothing older is recorded.</summary>
    private static readonly DateOnly Oldest = new(2000, 1, 1);

    public static bool LooksBack(this Policy policy) => policy.Figures.OfType<ContractsFigure>().Any(f => f.Window != Window.Year);

    /// <summary>First day that the figures of a policy year cover, but not before <see cref="Oldest"/>.</summary>
    public static DateOnly FirstDay(this Policy policy, int year)
    {
        var first = policy
            .Figures.OfType<ContractsFigure>()
            .Select(f =>
                f.Window switch
                {
                    Window.ToDate => Oldest,
                    Window.Months => policy.YearStart(year + 1).AddMonths(-f.Months!.Value),
                    _ => policy.YearStart(year),
                }
            )
            .Append(policy.YearStart(year))
            .Min();
        return first < Oldest ? Oldest : first;
    }

    public static bool GivesWithoutContracts(this Policy policy) => policy.Figures.Any(f => f is DeclaredFigure);
}
