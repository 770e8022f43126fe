using System.Formats.Asn1;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Pdf.Verification;

/// <summary>
/// Checks that a CMS signature has the one canonical form in which every byte is determined by something verified. CMS leaves version
/// numbers, lists of hashes, encodings, extra certificates and unsigned attributes unprotected; without this check they could be changed
/// while the signature still verifies.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>True when a signature has the form that <see cref="CmsSignature"/> writes.</summary>
    /// <param name="cms">The signature without padding.</param>
    /// <param name="chain">The signer's certificates up to a trust anchor.</param>
    public static bool HasSignature(ReadOnlyMemory<byte> cms, CertificateChain chain) =>
        SignedData.Read(cms, AsnEncodingRules.DER) is { } data
        && HasForm(data, cms, chain, 1)
        && data.DigestAlgorithm.HasNoParameters
        && data.SignedAttributes.Count(a => a.Type == ObjectIds.SigningCertificateV2) == 1
        && data.UnsignedAttributes is [] or [{ Type: ObjectIds.SignatureTimestamp, Values.Count: 1 }];

    /// <summary>Like <see cref="HasSignature"/>, for the token of a time-stamping authority.</summary>
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

    /// <summary>True for RSA without a hash in its identifier, or ECDSA with the same hash as the digest: one allowed encoding for
    /// each.</summary>
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
