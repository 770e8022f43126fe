using System.Text.Json;

namespace TechTransfer.Messages;

/// <summary>
/// A message between apps, as it travels through a queue (JSON, base64 by the host's default). Delivery is at least once and unordered: a
/// consumer keeps the last version seen per aggregate and passes over older ones.
/// </summary>
/// <param name="Id">The message's id: aggregate, version and type, the same on every delivery.</param>
/// <param name="Type">The event's name, as in <see cref="Topics"/>.</param>
/// <param name="Aggregate">The aggregate's id in its app.</param>
/// <param name="Version">The aggregate's version that the event made.</param>
/// <param name="OccurredAt">When it was decided (UTC).</param>
/// <param name="Body">The event, when it is under 40 KiB.</param>
/// <param name="BodyBlob">Otherwise the name of a blob with it.</param>
/// <param name="Replay">True when it was sent again to rebuild a consumer.</param>
/// <param name="Trace">The trace (W3C traceparent) of the command that made it: whatever the message brings about is shown as part of
/// that.</param>
public sealed record Envelope(
    string Id,
    string Type,
    string Aggregate,
    long Version,
    DateTimeOffset OccurredAt,
    JsonElement? Body,
    string? BodyBlob,
    bool Replay = false,
    string? Trace = null
);
