using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace TechTransfer.Pdf.Verification;

/// <summary>An algorithm identifier in CMS.</summary>
/// <param name="Id">Object identifier.</param>
/// <param name="Parameters">Encoded parameters; empty if omitted.</param>
internal sealed record CmsAlgorithm(string Id, ReadOnlyMemory<byte> Parameters)
{
    private static readonly byte[] Null = [5, 0];

    public bool HasNoParameters => Parameters.IsEmpty;

    public bool HasNullParameters => Parameters.Span.SequenceEqual(Null);

    public bool Equals(CmsAlgorithm? other) => other is not null && Id == other.Id && Parameters.Span.SequenceEqual(other.Parameters.Span);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

/// <param name="Type">Object identifier of the attribute.</param>
/// <param name="Values">Encoded values.</param>
internal sealed record CmsAttribute(string Type, IReadOnlyList<ReadOnlyMemory<byte>> Values);

/// <summary>A parsed CMS SignedData structure with one signer (RFC 5652, 5). Parsing verifies nothing.</summary>
internal sealed record SignedData
{
    private const int MaxCertificates = 16;

    public required int Length { get; init; }

    public required BigInteger Version { get; init; }

    public required IReadOnlyList<CmsAlgorithm> DigestAlgorithms { get; init; }

    public required string ContentType { get; init; }

    public required bool HasContent { get; init; }

    public required IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; }

    public required bool HasRevocationLists { get; init; }

    public required BigInteger SignerVersion { get; init; }

    /// <summary>The issuer's encoded name; empty if the signer is identified by key identifier.</summary>
    public required ReadOnlyMemory<byte> Issuer { get; init; }

    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    public required ReadOnlyMemory<byte> KeyIdentifier { get; init; }

    public required CmsAlgorithm DigestAlgorithm { get; init; }

    /// <summary>The signed attributes encoded as a SET, which is what the signature covers.</summary>
    public required byte[] SignedAttributesEncoded { get; init; }

    public required IReadOnlyList<CmsAttribute> SignedAttributes { get; init; }

    public required CmsAlgorithm SignatureAlgorithm { get; init; }

    public required byte[] Signature { get; init; }

    public required IReadOnlyList<CmsAttribute> UnsignedAttributes { get; init; }

    /// <summary>Parses the structure at the beginning of the bytes; null if there is none, or it has an unsupported form.</summary>
    /// <param name="bytes">May continue after the structure.</param>
    /// <param name="rules">DER to accept only the canonical encoding, BER to accept all.</param>
    public static SignedData? Read(ReadOnlyMemory<byte> bytes, AsnEncodingRules rules)
    {
        try
        {
            AsnDecoder.ReadEncodedValue(bytes.Span, rules, out _, out _, out var length);
            var info = new AsnReader(bytes[..length], rules).ReadSequence();
            if (info.ReadObjectIdentifier() != Signing.ObjectIds.SignedData)
                return null;
            var wrapped = info.ReadSequence(Tag(0));
            info.ThrowIfNotEmpty();
            var data = wrapped.ReadSequence();
            wrapped.ThrowIfNotEmpty();
            return Read(data, length);
        }
        catch (AsnContentException)
        {
            return null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static SignedData? Read(AsnReader data, int length)
    {
        var version = data.ReadInteger();
        var digests = new List<CmsAlgorithm>();
        for (var set = data.ReadSetOf(); set.HasData; )
            digests.Add(Algorithm(set));

        var content = data.ReadSequence();
        var contentType = content.ReadObjectIdentifier();
        var hasContent = content.HasData;

        var certificates = new List<ReadOnlyMemory<byte>>();
        if (Next(data, 0))
        {
            for (var set = data.ReadSetOf(Tag(0)); set.HasData; )
                certificates.Add(set.ReadEncodedValue());
        }
        var hasRevocationLists = Next(data, 1);
        if (hasRevocationLists)
            data.ReadEncodedValue();
        if (certificates.Count > MaxCertificates)
            return null;

        var signers = data.ReadSetOf();
        data.ThrowIfNotEmpty();
        var signer = signers.ReadSequence();
        signers.ThrowIfNotEmpty();

        var signerVersion = signer.ReadInteger();
        ReadOnlyMemory<byte> issuer = default,
            serial = default,
            keyIdentifier = default;
        if (Next(signer, 0))
            keyIdentifier = signer.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0));
        else
        {
            var name = signer.ReadSequence();
            issuer = name.ReadEncodedValue();
            serial = name.ReadIntegerBytes();
            name.ThrowIfNotEmpty();
        }
        var digestAlgorithm = Algorithm(signer);
        if (!Next(signer, 0))
            return null;
        var encoded = signer.PeekEncodedValue().ToArray();
        encoded[0] = 0x31;
        var signedAttributes = Attributes(signer.ReadSetOf(Tag(0)));
        var signatureAlgorithm = Algorithm(signer);
        var signature = signer.ReadOctetString();
        var unsignedAttributes = Next(signer, 1) ? Attributes(signer.ReadSetOf(Tag(1))) : [];
        signer.ThrowIfNotEmpty();

        return new()
        {
            Length = length,
            Version = version,
            DigestAlgorithms = digests,
            ContentType = contentType,
            HasContent = hasContent,
            Certificates = certificates,
            HasRevocationLists = hasRevocationLists,
            SignerVersion = signerVersion,
            Issuer = issuer,
            SerialNumber = serial,
            KeyIdentifier = keyIdentifier,
            DigestAlgorithm = digestAlgorithm,
            SignedAttributesEncoded = encoded,
            SignedAttributes = signedAttributes,
            SignatureAlgorithm = signatureAlgorithm,
            Signature = signature,
            UnsignedAttributes = unsignedAttributes,
        };
    }

    /// <summary>The only value of the only attribute of a type; null if there is not exactly one.</summary>
    public static ReadOnlyMemory<byte>? Single(IReadOnlyList<CmsAttribute> attributes, string type) =>
        attributes.Where(a => a.Type == type).ToList() is [{ Values: [var value] }] ? value : null;

    private static CmsAlgorithm Algorithm(AsnReader reader)
    {
        var sequence = reader.ReadSequence();
        var id = sequence.ReadObjectIdentifier();
        var parameters = sequence.HasData ? sequence.ReadEncodedValue() : default;
        sequence.ThrowIfNotEmpty();
        return new(id, parameters);
    }

    private static List<CmsAttribute> Attributes(AsnReader set)
    {
        var attributes = new List<CmsAttribute>();
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var type = attribute.ReadObjectIdentifier();
            var values = new List<ReadOnlyMemory<byte>>();
            for (var each = attribute.ReadSetOf(); each.HasData; )
                values.Add(each.ReadEncodedValue());
            attribute.ThrowIfNotEmpty();
            attributes.Add(new(type, values));
        }
        return attributes;
    }

    private static bool Next(AsnReader reader, int tag) =>
        reader.HasData && reader.PeekTag() is { TagClass: TagClass.ContextSpecific } next && next.TagValue == tag;

    private static Asn1Tag Tag(int value) => new(TagClass.ContextSpecific, value, isConstructed: true);
}
