namespace TechTransfer.Pdf.Timestamps;

/// <summary>Gets time-stamps from a time-stamping authority (RFC 3161).</summary>
public interface ITimestampClient
{
    /// <summary>A token that says when the hash was known.</summary>
    /// <param name="sha256">SHA-256 of what is stamped, 32 bytes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The time-stamp token in DER, checked against hash and nonce.</returns>
    /// <exception cref="TimestampException">None could be had.</exception>
    Task<byte[]> StampAsync(ReadOnlyMemory<byte> sha256, CancellationToken cancellation = default);
}
