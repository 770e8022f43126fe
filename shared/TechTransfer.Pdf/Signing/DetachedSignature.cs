using System.Security.Cryptography;
using TechTransfer.Pdf.Keys;

namespace TechTransfer.Pdf.Signing;

/// <summary>Signs data of any kind with a separate signature file: detached CMS (RFC 5652), as <c>openssl cms -verify</c> reads
/// it.</summary>
public static class DetachedSignature
{
    /// <summary>Signs data without a time-stamp or claimed time.</summary>
    /// <param name="content">The data to be signed.</param>
    /// <param name="key">The signer's key.</param>
    /// <returns>The signature in DER, including the signer's certificate and the intermediate ones.</returns>
    public static byte[] Sign(ReadOnlySpan<byte> content, ISignatureKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new CmsSignature(key, SHA256.HashData(content)).Encode(null);
    }
}
