using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>A contract as the registration told of it: the last version, and every achievement that any version named.</summary>
public sealed record SeenContract
{
    /// <summary>The registration case.</summary>
    public required string ContractId { get; init; }

    /// <summary>The case's version that was told last; 0 when none was.</summary>
    public required long Version { get; init; }
    public required ConversionStatus Status { get; init; }

    /// <summary>The contract; null when only its end was told.</summary>
    public ContractRegistered? Contract { get; init; }

    /// <summary>The achievements that it named, now or before, or was linked to by hand: what becomes of it is told to them all.</summary>
    public IReadOnlyList<string> Achievements { get; init; } = [];
    public Text? Reason { get; init; }

    public bool IsRegistered() => Status == ConversionStatus.Standing && Contract is not null;

    public static AggregateKind<SeenContract> Kind { get; } = new("contract");

    /// <summary>What a message changes; null when it tells nothing new. Messages come in any order and more than once.</summary>
    public static Change<SeenContract>? Hear(
        SeenContract? known,
        string contractId,
        long version,
        ConversionStatus status,
        ContractRegistered? contract,
        Text? reason
    )
    {
        var named = contract?.AchievementId is { Length: > 0 } achievement ? achievement : null;
        var before =
            known
            ?? new SeenContract
            {
                ContractId = contractId,
                Version = 0,
                Status = status,
            };
        // An older version may still name an achievement that a later one must be told to.
        var achievements = named is null || before.Achievements.Contains(named) ? before.Achievements : [.. before.Achievements, named];
        if (version <= before.Version)
            return ReferenceEquals(achievements, before.Achievements) ? null : new(before with { Achievements = achievements }, null);
        return new(
            before with
            {
                Version = version,
                Status = status,
                Contract = contract is null ? before.Contract : contract with { Form = null },
                Achievements = achievements,
                Reason = reason,
            },
            null
        );
    }

    /// <summary>Remembers an achievement that an office links it to; null when it does already.</summary>
    public static Change<SeenContract>? Remember(SeenContract known, string achievementId) =>
        known.Achievements.Contains(achievementId) ? null : new(known with { Achievements = [.. known.Achievements, achievementId] }, null);
}
