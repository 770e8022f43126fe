namespace TechTransfer.Proof.Load;

/// <summary>One call over HTTP, as its client saw it. A command that was repeated is several calls with one key.</summary>
/// <param name="Client">Who called: the user's name.</param>
/// <param name="App">The app's short name.</param>
/// <param name="Method">GET, POST or PUT.</param>
/// <param name="Path">With its query.</param>
/// <param name="Body">What was sent; null for nothing.</param>
/// <param name="MediaType">Of what was sent.</param>
/// <param name="Key">The Idempotency-Key; null for a read.</param>
/// <param name="IfMatch">The tag that it was made on.</param>
/// <param name="Started">When it was sent.</param>
/// <param name="Ended">When it was answered, or given up.</param>
/// <param name="Status">HTTP status; null when no answer came.</param>
/// <param name="Answer">The answer's text, when it was JSON.</param>
/// <param name="ETag">The answer's tag.</param>
/// <param name="Location">Where what it made is.</param>
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
    /// <summary>When the answer asks to come again, as it stands there; null when it does not say.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>True for a command that was carried out, as its client knows.</summary>
    public bool IsAcknowledged => Key is not null && Status is >= 200 and < 300;
}
