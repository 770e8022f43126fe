using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>All policies as they are known at one moment: those of the assembly and those published since.</summary>
public sealed class PolicyShelf
{
    /// <param name="policies">Every version, as it was written: an open one ends the day before the next begins.</param>
    /// <param name="filling">Versions whose sums are still being filled: nobody is entitled under them yet.</param>
    /// <param name="tag">Changes whenever anything is published.</param>
    public PolicyShelf(IReadOnlyCollection<Policy> policies, IReadOnlySet<(string Id, int Version)> filling, string tag)
    {
        Tag = tag;
        Book = new(Following(policies));
        Ready = filling.Count == 0 ? Book : new(Following(policies.Where(p => !filling.Contains((p.Id, p.Version)))));
        Ids = [.. policies.Select(p => p.Id).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Every version, those that are being filled included.</summary>
    public PolicyBook Book { get; }

    /// <summary>The versions that somebody can be entitled under.</summary>
    public PolicyBook Ready { get; }

    /// <summary>Changes whenever anything is published.</summary>
    public string Tag { get; }

    /// <summary>The policies.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The version that entitlements of a policy year follow; null when there is none.</summary>
    public Policy? Governing(string id, int year) => Ready.ForYear(id, year) is { Reference: false } policy ? policy : null;

    /// <summary>The versions whose sums of a policy year are kept: the governing one, the one that will be, and those that look at it as
    /// their year before.</summary>
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

/// <summary>What a policy looks at besides its own year.</summary>
public static class PolicyWindows
{
    /// <summary>The year that the register of technology contracts begins with (技术合同认定登记管理办法).</summary>
    private static readonly DateOnly Oldest = new(2000, 1, 1);

    /// <summary>True when a figure sums over more than the policy year.</summary>
    public static bool LooksBack(this Policy policy) => policy.Figures.OfType<ContractsFigure>().Any(f => f.Window != Window.Year);

    /// <summary>The first day that the figures of a policy year look at. What is older than <see cref="Oldest"/> is on nobody's
    /// record.</summary>
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

    /// <summary>True when a policy may give something to an organisation without any contract.</summary>
    public static bool GivesWithoutContracts(this Policy policy) => policy.Figures.Any(f => f is DeclaredFigure);
}
