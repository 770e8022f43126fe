using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using TechTransfer.Pdf.Keys;

namespace TechTransfer.Pdf.Verification;

/// <summary>Result of verifying the time-stamp within a signature (RFC 3161).</summary>
/// <param name="At">The stamped time in UTC; null if the token is invalid or not trusted.</param>
/// <param name="IsCanonical">True when every byte of the token is determined by something verified.</param>
internal sealed record TimestampCheck(DateTimeOffset? At, bool IsCanonical)
{
    private static readonly TimestampCheck Refused = new(null, false);

    /// <param name="token">The token in DER.</param>
    /// <param name="signature">The signature bytes that the token must cover.</param>
    /// <param name="anchors">Trusted root certificates of time-stamping authorities.</param>
    public static TimestampCheck Of(ReadOnlyMemory<byte> token, byte[] signature, IReadOnlyCollection<X509Certificate2> anchors)
    {
        try
        {
            if (!Rfc3161TimestampToken.TryDecode(token, out var decoded, out var read) || read != token.Length)
                return Refused;
            if (CmsCheck.Hash(decoded.TokenInfo.HashAlgorithmId.Value ?? "") is null)
                return Refused;
            // Verifies the hash, the signature, its binding to the certificate, and the certificate's usage for time-stamping.
            if (!decoded.VerifySignatureForData(signature, out var signer))
                return Refused;
            if (!IsStrong(signer))
                return Refused;
            var at = decoded.TokenInfo.Timestamp.ToUniversalTime();
            var chain = CertificateChain.Build(signer, decoded.AsSignedCms().Certificates, anchors, at);
            return chain.IsTrusted ? new(at, CanonicalForm.HasToken(token, chain)) : Refused;
        }
        catch (CryptographicException)
        {
            return Refused;
        }
    }

    private static bool IsStrong(X509Certificate2 signer)
    {
        using var rsa = signer.GetRSAPublicKey();
        if (rsa is not null)
            return KeyRules.IsStrongRsa(rsa);
        using var ecdsa = signer.GetECDsaPublicKey();
        return ecdsa is not null && KeyRules.IsKnownCurve(ecdsa);
    }
}
