using System.Text.Json;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>An event of a claim as history shows it. Values that belong to persons, such as account numbers, are left out.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Actor">Whose act it was, by his id: for finance and auditors.</param>
/// <param name="ActorName">His name; left out where the claimant reads that somebody objected.</param>
/// <param name="Hash">SHA-256 over id, version, previous hash and the event's stored text.</param>
public sealed record ClaimEvent(
    long Version,
    string Type,
    DateTimeOffset At,
    string? Actor,
    string? ActorName,
    JsonElement Data,
    string Previous,
    string Hash
);

/// <summary>A claim's history, oldest first.</summary>
/// <param name="ChainHolds">With verify=true: whether every hash agrees up to the head.</param>
/// <param name="BrokenAt">The first version that does not agree.</param>
public sealed record ClaimHistory(IReadOnlyList<ClaimEvent> Events, bool? ChainHolds, long? BrokenAt)
{
    public static ClaimHistory Of(History history, ClaimVisibility seen, bool verify) =>
        new(
            [.. history.Entries.Select(entry => seen.Event(Event(entry)))],
            verify ? history.BrokenAt is null : null,
            verify ? history.BrokenAt : null
        );

    private static ClaimEvent Event(HistoryEntry entry)
    {
        var stored = JsonDocument.Parse(entry.Json).RootElement;
        return new(
            entry.Version,
            stored.GetProperty("type").GetString()!,
            stored.GetProperty("at").GetDateTimeOffset(),
            stored.GetProperty("actor").GetString()!,
            stored.GetProperty("actorName").GetString()!,
            stored.GetProperty("data"),
            entry.Previous,
            entry.Hash
        );
    }
}
