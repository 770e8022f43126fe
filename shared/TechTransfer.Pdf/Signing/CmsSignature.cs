using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TechTransfer.Pdf.Keys;

namespace TechTransfer.Pdf.Signing;

/// <summary>A detached CMS signature as PAdES baseline B-B requires it (EN 319 142-1, 6.3; RFC 5652): DER, one signer, the signed
/// attributes content type, message digest and signing certificate v2, and no signing time.</summary>
/// <remarks>.NET's <c>CmsSigner</c> is not used: it needs the whole content again, and for RSA it omits the NULL parameters that RFC 3370,
/// 3.2 requires and verifiers expect.</remarks>
internal sealed class CmsSignature
{
    private readonly ISignatureKey key;
    private readonly byte[] signedAttributes;

    /// <param name="key">The signer's key.</param>
    /// <param name="digest">SHA-256 of the signed data.</param>
    public CmsSignature(ISignatureKey key, byte[] digest)
    {
        this.key = key;
        signedAttributes = SignedAttributes(digest, key.Certificate);
        Value = key.Sign(signedAttributes);
    }

    /// <summary>The raw signature bytes, whose hash a time-stamp covers.</summary>
    public byte[] Value { get; }

    /// <summary>Encodes the complete CMS structure in DER.</summary>
    /// <param name="timestamp">An RFC 3161 token over <see cref="Value"/>; null for none.</param>
    public byte[] Encode(byte[]? timestamp)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIds.SignedData);
            using (writer.PushSequence(Tag(0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                    Algorithm(writer, ObjectIds.Sha256, hasNull: false);
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(ObjectIds.Data);
                using (writer.PushSetOf(Tag(0)))
                {
                    foreach (var certificate in key.Chain.Prepend(key.Certificate))
                        writer.WriteEncodedValue(certificate.RawData);
                }
                using (writer.PushSetOf())
                    Signer(writer, timestamp);
            }
        }
        return writer.Encode();
    }

    private void Signer(AsnWriter writer, byte[]? timestamp)
    {
        using var signer = writer.PushSequence();
        writer.WriteInteger(1);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(key.Certificate.IssuerName.RawData);
            writer.WriteInteger(key.Certificate.SerialNumberBytes.Span);
        }
        Algorithm(writer, ObjectIds.Sha256, hasNull: false);
        // The signed bytes have the tag of a SET; the structure stores the same attributes under the tag [0] (RFC 5652, 5.4).
        using (writer.PushSetOf(Tag(0)))
        {
            var attributes = new AsnReader(signedAttributes, AsnEncodingRules.DER).ReadSetOf();
            while (attributes.HasData)
                writer.WriteEncodedValue(attributes.ReadEncodedValue().Span);
        }
        if (IsRsa(key.Certificate))
            Algorithm(writer, ObjectIds.Rsa, hasNull: true);
        else
            Algorithm(writer, ObjectIds.EcdsaSha256, hasNull: false);
        writer.WriteOctetString(Value);
        if (timestamp is null)
            return;
        using (writer.PushSetOf(Tag(1)))
            Attribute(writer, ObjectIds.SignatureTimestamp, () => writer.WriteEncodedValue(timestamp));
    }

    private static byte[] SignedAttributes(byte[] digest, X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            Attribute(writer, ObjectIds.ContentType, () => writer.WriteObjectIdentifier(ObjectIds.Data));
            Attribute(writer, ObjectIds.MessageDigest, () => writer.WriteOctetString(digest));
            Attribute(
                writer,
                ObjectIds.SigningCertificateV2,
                () =>
                {
                    // A list of certificate hashes with one entry; the hash algorithm is omitted because SHA-256 is the default.
                    using (writer.PushSequence())
                    using (writer.PushSequence())
                    using (writer.PushSequence())
                    {
                        writer.WriteOctetString(SHA256.HashData(certificate.RawData));
                    }
                }
            );
        }
        return writer.Encode();
    }

    private static void Attribute(AsnWriter writer, string type, Action value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            using (writer.PushSetOf())
                value();
        }
    }

    private static void Algorithm(AsnWriter writer, string algorithm, bool hasNull)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(algorithm);
            if (hasNull)
                writer.WriteNull();
        }
    }

    private static bool IsRsa(X509Certificate2 certificate) => certificate.GetKeyAlgorithm() == ObjectIds.Rsa;

    private static Asn1Tag Tag(int value) => new(TagClass.ContextSpecific, value, isConstructed: true);
}
