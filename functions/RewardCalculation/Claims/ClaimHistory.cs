using System.Text.Json;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Personal values, such as account numbers, are left out.</summary>
/// <param name="Actor">Id of the person who acted; shown only to finance and auditors.</param>
/// <param name="ActorName">Name of the person who acted; hidden from the claimant when the event is an objection.</param>
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
/// <param name="ChainHolds">Whether every hash matches up to the head; null unless verify=true.</param>
/// <param name="BrokenAt">The first version whose hash does not match; null when there is none.</param>
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
