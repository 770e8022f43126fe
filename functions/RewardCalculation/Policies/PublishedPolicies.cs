using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>
/// List entry of a published policy. It changes whenever a version is published or its sums are filled, and the cached policies are then
/// read again.
/// </summary>
public sealed record PublishedLine(string Id, int Versions, int ReadyVersions);

/// <summary>
/// Gives every app instance the current policies; one query shows whether anything was published since. The assembly's files are the
/// initial policies; versions published under the id of a file follow them.
/// </summary>
public sealed class PublishedPolicies(PolicyBook initial, AggregateStore<PublishedPolicy> published, Lists lists)
{
    /// <summary>Name of the list of published policies, which has only a handful of entries.</summary>
    public const string All = "policies";
    private const int Most = 200;
    private PolicyShelf? last;

    /// <summary>The current policies, cached until the list of published policies changes.</summary>
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
        // A published version overrides a file of a newer build with the same or a higher version number.
        var firstPublished = policies.GroupBy(p => p.Id).ToDictionary(g => g.Key, g => g.Min(p => p.Version));
        policies.AddRange(initial.All.Where(p => p.Version < firstPublished.GetValueOrDefault(p.Id, int.MaxValue)));
        var shelf = new PolicyShelf(policies, filling, tag);
        last = shelf;
        return shelf;
    }
}
