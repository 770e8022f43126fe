using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

public sealed class PolicyBook
{
    private const string Folder = "TechTransfer.RewardCalculation.PolicyFiles.";
    private readonly Dictionary<string, Policy[]> versions;

    /// <summary>
    /// Groups policies by id. Throws <see cref="PolicyFileException"/> when versions of one policy overlap or are out of order.
    /// </summary>
    public PolicyBook(IEnumerable<Policy> policies)
    {
        versions = policies.GroupBy(p => p.Id).ToDictionary(g => g.Key, g => g.OrderBy(p => p.Version).ToArray());
        foreach (var (earlier, later) in versions.Values.SelectMany(v => v.Zip(v.Skip(1))))
        {
            if (later.Version == earlier.Version)
                throw new PolicyFileException(
                    later.Id,
                    new("version", new($"第{later.Version}版重复，请删除其中一份。", $"Version {later.Version} exists twice. Remove one."))
                );
            if (earlier.To is not { } end || end >= later.From)
            {
                throw new PolicyFileException(
                    later.Id,
                    new(
                        "from",
                        new(
                            $"第{later.Version}版于{later.From:yyyy年M月d日}生效，而第{earlier.Version}版尚未失效，请调整生效日期或者失效日期。",
                            $"Version {later.Version} starts on {later.From:yyyy-MM-dd}, before version {earlier.Version} has "
                                + "ended. Change one of the two dates."
                        )
                    )
                );
            }
        }
    }

    public static PolicyBook Load()
    {
        var assembly = typeof(PolicyBook).Assembly;
        return new(
            assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return PolicyFile.Read(name[Folder.Length..], reader.ReadToEnd());
                })
        );
    }

    public IEnumerable<Policy> All => versions.Values.SelectMany(v => v);

    /// <summary>Oldest first; empty when there is no such policy.</summary>
    public IReadOnlyList<Policy> VersionsOf(string id) => versions.GetValueOrDefault(id, []);

    /// <summary>The version that a stored object was calculated under; versions are never deleted.</summary>
    public Policy Pinned(string id, int version) => VersionsOf(id).First(p => p.Version == version);

    public Text NameOf(string id) => VersionsOf(id) is [.., var newest] ? newest.Name : Text.Same(id);

    /// <summary>The policies of a year of which an organisation can claim only one, if it claims under the given one.</summary>
    public IReadOnlyList<ExclusivePolicy> ExcludedBy(Policy policy, int year) =>
        policy.ExclusiveGroups.Count == 0
            ? []
            :
            [
                .. ForYear(year)
                    .Where(p => p.Id != policy.Id && p.ExclusiveGroups.Intersect(policy.ExclusiveGroups).Any())
                    .Select(p => new ExclusivePolicy(p.Id, p.Name)),
            ];

    public Problem NotInForce(string id, int year) => Problem.Of(Catalogue.PolicyNotInForce, ("policy", NameOf(id)), ("year", year));

    public Policy? InForce(string id, DateOnly day) => VersionsOf(id).Any(p => Covers(p, day)) ? VersionsOf(id).InForceOn(day) : null;

    /// <summary>The versions in force on a day, ordered by id, without reference policies of other places.</summary>
    public IReadOnlyList<Policy> InForceOn(DateOnly day) =>
        [.. versions.Keys.Order(StringComparer.Ordinal).Select(id => InForce(id, day)).OfType<Policy>().Where(p => !p.Reference)];

    /// <summary>
    /// The version that governs a policy year: the one in force on the year's last day, else the last one in force within the year; null
    /// when there is none.
    /// </summary>
    public Policy? ForYear(string id, int year) =>
        VersionsOf(id).LastOrDefault(p => Covers(p, p.YearEnd(year)))
        ?? VersionsOf(id).LastOrDefault(p => p.From <= p.YearEnd(year) && !(p.To < p.YearStart(year)));

    /// <summary>The versions that govern a policy year, ordered by id, without reference policies of other places.</summary>
    public IReadOnlyList<Policy> ForYear(int year) =>
        [.. versions.Keys.Order(StringComparer.Ordinal).Select(id => ForYear(id, year)).OfType<Policy>().Where(p => !p.Reference)];

    private static bool Covers(Policy policy, DateOnly day) => policy.From <= day && !(policy.To < day);
}
