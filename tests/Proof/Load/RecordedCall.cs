namespace TechTransfer.Proof.Load;

/// <summary>One HTTP call as its client saw it. A command that was retried is several calls with one key.</summary>
/// <param name="Client">Name of the sample user who called.</param>
/// <param name="App">Short name of the app.</param>
/// <param name="Path">Path with its query.</param>
/// <param name="Body">Request body; null for none.</param>
/// <param name="Key">The Idempotency-Key; null for a read.</param>
/// <param name="IfMatch">The If-Match header; null for none.</param>
/// <param name="Ended">When the answer came or the client gave up.</param>
/// <param name="Status">HTTP status; null when no answer came.</param>
/// <param name="Answer">Response body if it was JSON; null otherwise.</param>
/// <param name="Location">The Location header: address of the thing that the command made.</param>
public sealed record RecordedCall(
    string Client,
    string App,
    string Method,
    string Path,
    byte[]? Body,
    string? MediaType,
    string? Key,
    string? IfMatch,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    int? Status,
    string? Answer,
    string? ETag,
    string? Location
)
{
    public string? RetryAfter { get; init; }

    public bool IsAcknowledged => Key is not null && Status is >= 200 and < 300;
}
