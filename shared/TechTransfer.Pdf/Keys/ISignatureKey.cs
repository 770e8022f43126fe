using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Keys;

/// <summary>A certificate with access to its private key, which may be in memory, in a key vault or in hardware.</summary>
public interface ISignatureKey
{
    /// <summary>The signer's certificate: RSA of 2048 bits or more, or ECDSA on P-256.</summary>
    X509Certificate2 Certificate { get; }

    /// <summary>The intermediate certificates, from the signer's issuer upwards; without the root.</summary>
    IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>Signs data with SHA-256: RSA with PKCS #1 v1.5 (RFC 8017, 8.2), ECDSA as a DER sequence (RFC 3279, 2.2.3). Must be
    /// thread-safe.</summary>
    byte[] Sign(ReadOnlySpan<byte> data);
}
