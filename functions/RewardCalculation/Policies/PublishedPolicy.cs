namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The versions of a policy that were published through the API, each exactly as written.</summary>
public sealed record PublishedPolicy
{
    public required string Id { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<PublishedVersion> Versions { get; init; }
}

/// <summary>A published version; its text never changes.</summary>
/// <param name="Ready">True once the year sums of the version are filled, so that entitlements use it.</param>
public sealed record PublishedVersion(int Version, string Text, string By, DateTimeOffset At, bool Ready);

[WireName("PolicyPublished")]
public sealed record PolicyPublished(int Version, string Text, string By, DateTimeOffset At);

/// <summary>History entry: the year sums of a version are filled, so entitlements use this version.</summary>
[WireName("PolicySumsFilled")]
public sealed record PolicySumsFilled(int Version);
