namespace TechTransfer.Pdf.Timestamps;

/// <summary>Obtains time-stamps (RFC 3161). Tests replace it, so that they need no authority on the network.</summary>
public interface ITimestampClient
{
    /// <summary>Requests a token that proves the time at which the hash existed.</summary>
    /// <param name="sha256">SHA-256 of the data to be stamped, 32 bytes.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <returns>The time-stamp token in DER, with hash and nonce verified.</returns>
    /// <exception cref="TimestampException">The authority gave no usable token.</exception>
    Task<byte[]> StampAsync(ReadOnlyMemory<byte> sha256, CancellationToken cancellation = default);
}
