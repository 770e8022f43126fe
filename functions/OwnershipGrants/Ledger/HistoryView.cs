using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>A history.</summary>
/// <param name="ChainHolds">Whether every hash agrees up to the head.</param>
/// <param name="BrokenAt">The first version that does not agree.</param>
public sealed record HistoryView(IReadOnlyList<HistoryEvent> Events, bool ChainHolds, long? BrokenAt)
{
    public static IResult Answer(History history, Func<HistoryEvent, bool> isAsked)
    {
        var events = history
            .Entries.Select(entry =>
            {
                var stored = JsonDocument.Parse(entry.Json).RootElement;
                return new HistoryEvent(
                    entry.Version,
                    stored.GetProperty("type").GetString()!,
                    stored.GetProperty("at").GetDateTimeOffset(),
                    stored.GetProperty("actor").GetString()!,
                    stored.GetProperty("actorName").GetString()!,
                    Json.Rewrite(stored.GetProperty("data"), Shown),
                    entry.Previous,
                    entry.Hash
                );
            })
            .Where(isAsked);
        return Results.Json(new HistoryView([.. events], history.BrokenAt is null, history.BrokenAt), Json.Options);
    }

    // Events of before kept the whole message of a contract, which is its parties' and not the achievement's.
    private static void Shown(JsonObject fields)
    {
        if (fields["conversion"] is JsonObject conversion)
            fields["conversion"] = JsonSerializer.SerializeToNode(conversion.Deserialize<Conversion>(Json.Options), Json.Options);
    }
}

/// <summary>An event of an achievement as history shows it.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Data">What was decided. Persons' names stand apart and are not in it.</param>
/// <param name="Hash">SHA-256 over id, version, previous hash and the event's stored text.</param>
public sealed record HistoryEvent(
    long Version,
    string Type,
    DateTimeOffset At,
    string Actor,
    string ActorName,
    JsonElement Data,
    string Previous,
    string Hash
);
