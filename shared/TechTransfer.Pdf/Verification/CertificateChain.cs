using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Verification;

/// <summary>Result of building a certificate's chain to a trust anchor. Works offline; revocation is not checked.</summary>
/// <param name="IsTrusted">The chain ends at a trust anchor, and all its certificates were valid at the time.</param>
/// <param name="IsTimeWrong">The chain ends at a trust anchor, but a certificate was not valid at the time.</param>
/// <param name="Elements">The encoded certificates, from the signer's to the anchor.</param>
internal sealed record CertificateChain(bool IsTrusted, bool IsTimeWrong, IReadOnlyList<byte[]> Elements)
{
    public static CertificateChain Build(
        X509Certificate2 certificate,
        IEnumerable<X509Certificate2> enclosed,
        IReadOnlyCollection<X509Certificate2> anchors,
        DateTimeOffset at
    )
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var anchor in anchors)
            policy.CustomTrustStore.Add(anchor);
        foreach (var other in enclosed)
            policy.ExtraStore.Add(other);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = at.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        try
        {
            var isTrusted = chain.Build(certificate);
            var elements = chain.ChainElements.Select(e => e.Certificate.RawData).ToList();
            var isTimeWrong = !isTrusted && chain.ChainStatus.All(s => s.Status is X509ChainStatusFlags.NotTimeValid);
            return new(isTrusted, isTimeWrong, elements);
        }
        catch (CryptographicException)
        {
            // An enclosed certificate cannot be processed, so there is no chain.
            return new(false, false, []);
        }
    }
}
