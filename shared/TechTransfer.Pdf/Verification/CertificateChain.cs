using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Verification;

/// <summary>Whether a certificate leads to a trust anchor. Nothing is fetched from the network, and revocation is not asked for.</summary>
/// <param name="IsTrusted">It does, and all on the way were valid at the time.</param>
/// <param name="IsTimeWrong">It does, but not at the time.</param>
/// <param name="Elements">From the certificate to the anchor.</param>
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
            // An enclosed certificate that cannot be processed vouches for nothing.
            return new(false, false, []);
        }
    }
}
