using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <param name="ChainHolds">True if all hashes match from the first event to the last.</param>
/// <param name="BrokenAt">First version whose hash does not match its event; null if all match.</param>
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

    // Events of earlier releases stored the whole contract message. Show only the fields of a conversion; the rest belongs to the
    // contract's parties.
    private static void Shown(JsonObject fields)
    {
        if (fields["conversion"] is JsonObject conversion)
            fields["conversion"] = JsonSerializer.SerializeToNode(conversion.Deserialize<Conversion>(Json.Options), Json.Options);
    }
}

/// <param name="Version">Version of the aggregate that the event created.</param>
/// <param name="Type">Name of the event.</param>
/// <param name="Data">Contains no names of persons: they are stored outside the events.</param>
/// <param name="Hash">SHA-256 over id, version, previous hash and the stored text of the event.</param>
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
