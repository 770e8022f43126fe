using System.Formats.Asn1;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Pdf.Verification;

/// <summary>
/// A CMS signature does not protect itself: version numbers, the list of hashes, the spelling of algorithms, certificates that nobody needs
/// and unsigned attributes can be changed while it still verifies. So a file counts as unchanged only if its signature has the one form in
/// which every byte follows from something that is checked.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>Whether the signature of a file has it: that which <see cref="CmsSignature"/> writes.</summary>
    /// <param name="cms">The signature without padding.</param>
    /// <param name="chain">The signer's chain to an anchor.</param>
    public static bool HasSignature(ReadOnlyMemory<byte> cms, CertificateChain chain) =>
        SignedData.Read(cms, AsnEncodingRules.DER) is { } data
        && HasForm(data, cms, chain, 1)
        && data.DigestAlgorithm.HasNoParameters
        && data.SignedAttributes.Count(a => a.Type == ObjectIds.SigningCertificateV2) == 1
        && data.UnsignedAttributes is [] or [{ Type: ObjectIds.SignatureTimestamp, Values.Count: 1 }];

    /// <summary>Whether a time-stamp token has it.</summary>
    public static bool HasToken(ReadOnlyMemory<byte> token, CertificateChain chain) =>
        SignedData.Read(token, AsnEncodingRules.DER) is { } data
        && HasForm(data, token, chain, 3)
        && (data.DigestAlgorithm.HasNoParameters || data.DigestAlgorithm.HasNullParameters)
        && data.ContentType == ObjectIds.TimestampInfo
        && data.UnsignedAttributes is [];

    private static bool HasForm(SignedData data, ReadOnlyMemory<byte> bytes, CertificateChain chain, int version) =>
        data.Length == bytes.Length
        && data.Version == version
        && data.SignerVersion == 1
        && data.DigestAlgorithms is [var digest]
        && digest.Equals(data.DigestAlgorithm)
        && !data.HasRevocationLists
        && data.Certificates.All(c => chain.Elements.Any(e => c.Span.SequenceEqual(e)))
        && data.Certificates.Select(c => Convert.ToHexString(c.Span)).Distinct().Count() == data.Certificates.Count
        && HasSignatureAlgorithm(data);

    /// <summary>Either RSA without a hash of its own, or ECDSA with the same hash as the digest: one spelling for each.</summary>
    private static bool HasSignatureAlgorithm(SignedData data) =>
        data.SignatureAlgorithm.Id == ObjectIds.Rsa
            ? data.SignatureAlgorithm.HasNullParameters
            : data.SignatureAlgorithm.HasNoParameters
                && (data.SignatureAlgorithm.Id, data.DigestAlgorithm.Id)
                    is
                        (ObjectIds.EcdsaSha256, ObjectIds.Sha256)
                        or
                        (ObjectIds.EcdsaSha384, ObjectIds.Sha384)
                        or
                        (ObjectIds.EcdsaSha512, ObjectIds.Sha512);
}
