namespace TechTransfer.RewardCalculation.Policies;

/// <summary>A policy as it was published: every version that was, each as its officer wrote it.</summary>
public sealed record PublishedPolicy
{
    public required string Id { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<PublishedVersion> Versions { get; init; }
}

/// <summary>A version that was published; it never changes.</summary>
/// <param name="Text">The policy's JSON.</param>
/// <param name="Ready">True once the sums of its years are filled, so that entitlements follow it.</param>
public sealed record PublishedVersion(int Version, string Text, string By, DateTimeOffset At, bool Ready);

/// <summary>A version was published.</summary>
[WireName("PolicyPublished")]
public sealed record PolicyPublished(int Version, string Text, string By, DateTimeOffset At);

/// <summary>The sums of a version's years are filled.</summary>
[WireName("PolicySumsFilled")]
public sealed record PolicySumsFilled(int Version);
