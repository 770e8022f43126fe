using System.Text.Json;

namespace TechTransfer.Messages;

/// <summary>A message in a queue (JSON, base64 by the host's default). Messages are delivered at least once and in any order, so a consumer
/// remembers the last version of each aggregate and ignores older ones.</summary>
/// <param name="Id">Kind, aggregate, version and type; the same for every delivery of the message.</param>
/// <param name="Type">Wire name of the event, see <see cref="Topics"/>.</param>
/// <param name="Aggregate">Id of the aggregate in the publishing app.</param>
/// <param name="Version">The version that the event made.</param>
/// <param name="OccurredAt">Time of the event (UTC).</param>
/// <param name="Body">The event; null when it exceeds 40 KiB and is in a blob.</param>
/// <param name="BodyBlob">Name of the blob with the event; null when it is in the envelope.</param>
/// <param name="Replay">True when the message was sent again to rebuild a consumer's data.</param>
/// <param name="Trace">W3C traceparent of the command, so that the handling of the message belongs to the same trace; null when it has
/// none.</param>
/// <param name="Waits">How often the message was put back because the data that it needs had not arrived.</param>
public sealed record Envelope(
    string Id,
    string Type,
    string Aggregate,
    long Version,
    DateTimeOffset OccurredAt,
    JsonElement? Body,
    string? BodyBlob,
    bool Replay = false,
    string? Trace = null,
    int Waits = 0
);
