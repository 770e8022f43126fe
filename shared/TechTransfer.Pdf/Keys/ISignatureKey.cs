using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Keys;

/// <summary>What signs: a certificate and the private key that belongs to it, wherever that key is kept.</summary>
public interface ISignatureKey
{
    /// <summary>The signer's certificate: RSA of 2048 bits or more, or ECDSA on P-256.</summary>
    X509Certificate2 Certificate { get; }

    /// <summary>The certificates between the signer's and the root, nearest first; without the root.</summary>
    IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>Signs bytes with SHA-256: RSA by PKCS #1 v1.5 (RFC 8017, 8.2), ECDSA as a DER sequence (RFC 3279, 2.2.3). May be called
    /// from several threads at once.</summary>
    byte[] Sign(ReadOnlySpan<byte> data);
}
