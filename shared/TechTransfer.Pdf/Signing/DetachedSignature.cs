using System.Security.Cryptography;
using TechTransfer.Pdf.Keys;

namespace TechTransfer.Pdf.Signing;

/// <summary>A signature over any bytes, in a file beside them: CMS (RFC 5652), detached, as <c>openssl cms -verify</c> reads it.</summary>
public static class DetachedSignature
{
    /// <summary>Signs.</summary>
    /// <param name="content">What is signed.</param>
    /// <param name="key">Who signs.</param>
    /// <returns>The signature in DER, with the signer's certificate and the chain to below its root; no claimed time.</returns>
    public static byte[] Sign(ReadOnlySpan<byte> content, ISignatureKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new CmsSignature(key, SHA256.HashData(content)).Encode(null);
    }
}
