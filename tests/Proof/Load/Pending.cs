using System.Collections.Concurrent;

namespace TechTransfer.Proof.Load;

/// <summary>Claims and distributions by their ids, on public notice until it is over.</summary>
public sealed class Pending
{
    private ConcurrentQueue<string> claims = [],
        distributions = [];

    /// <summary>Claims whose notice is over.</summary>
    public ConcurrentQueue<string> Claims { get; private set; } = [];

    /// <summary>Distributions whose notice is over.</summary>
    public ConcurrentQueue<string> Distributions { get; private set; } = [];

    public void PublishClaim(string id) => claims.Enqueue(id);

    public void PublishDistribution(string id) => distributions.Enqueue(id);

    /// <summary>Days have passed, and nobody publishes meanwhile.</summary>
    public void EndNotices() => (Claims, Distributions, claims, distributions) = (claims, distributions, [], []);
}
