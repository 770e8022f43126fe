using System.Collections.Concurrent;

namespace TechTransfer.Proof.Load;

/// <summary>Ids of claims and distributions that are on public notice, kept until a story can go on with them.</summary>
public sealed class Pending
{
    private ConcurrentQueue<string> claims = [],
        distributions = [];

    /// <summary>Claims whose public notice has ended.</summary>
    public ConcurrentQueue<string> Claims { get; private set; } = [];

    /// <summary>Distributions whose public notice has ended.</summary>
    public ConcurrentQueue<string> Distributions { get; private set; } = [];

    public void PublishClaim(string id) => claims.Enqueue(id);

    public void PublishDistribution(string id) => distributions.Enqueue(id);

    /// <summary>Moves everything from "on notice" to "notice ended". Call it while no story is running.</summary>
    public void EndNotices() => (Claims, Distributions, claims, distributions) = (claims, distributions, [], []);
}
