using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>A line of the list of published policies: it changes whenever a version is published or its sums are filled.</summary>
public sealed record PublishedLine(string Id, int Versions, int ReadyVersions);

/// <summary>
/// Gives every instance the current policies: one query tells whether anything was published since. The files of the assembly are the
/// initial book; a version published under the id of a file follows it.
/// </summary>
public sealed class PublishedPolicies(PolicyBook initial, AggregateStore<PublishedPolicy> published, Lists lists)
{
    /// <summary>The list of published policies: as many as there are schemes, a handful.</summary>
    public const string All = "policies";
    private const int Most = 200;
    private PolicyShelf? last;

    /// <summary>The policies now.</summary>
    public async Task<PolicyShelf> CurrentAsync(CancellationToken cancellation = default)
    {
        var lines = (await lists.ReadAsync(All, Most, null, cancellation: cancellation)).Value.Whole;
        var tag = string.Join('\n', lines.Select(l => l.GetRawText()));
        if (last is { } known && known.Tag == tag)
            return known;

        var (policies, filling) = (new List<Policy>(), new HashSet<(string, int)>());
        foreach (var line in lines)
        {
            var state = (await published.LoadAsync(line.GetProperty("id").GetString()!, cancellation)).State!;
            foreach (var version in state.Versions)
            {
                policies.Add(PolicyFile.Read($"{state.Id} {version.Version}", version.Text));
                if (!version.Ready)
                    filling.Add((state.Id, version.Version));
            }
        }
        // A published version overrides a file of a later build.
        var firstPublished = policies.GroupBy(p => p.Id).ToDictionary(g => g.Key, g => g.Min(p => p.Version));
        policies.AddRange(initial.All.Where(p => p.Version < firstPublished.GetValueOrDefault(p.Id, int.MaxValue)));
        var shelf = new PolicyShelf(policies, filling, tag);
        last = shelf;
        return shelf;
    }
}
