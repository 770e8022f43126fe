using System.Collections.Concurrent;

namespace TechTransfer.Proof.Load;

/// <summary>What has to wait for the end of a public notice.</summary>
public sealed class Pending
{
    /// <summary>Ids of claims on notice.</summary>
    public ConcurrentQueue<string> Claims { get; } = [];

    /// <summary>Ids of distributions on notice.</summary>
    public ConcurrentQueue<string> Distributions { get; } = [];
}
