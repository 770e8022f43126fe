using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Pdf.Verification;

internal static class CmsCheck
{
    /// <summary>The hash algorithm with this object identifier; null if it is unknown or too weak.</summary>
    public static HashAlgorithmName? Hash(string id) =>
        id switch
        {
            ObjectIds.Sha256 => HashAlgorithmName.SHA256,
            ObjectIds.Sha384 => HashAlgorithmName.SHA384,
            ObjectIds.Sha512 => HashAlgorithmName.SHA512,
            _ => null,
        };

    /// <summary>All readable enclosed certificates, and the signer's among them; null if it is not enclosed.</summary>
    public static (X509Certificate2? Signer, List<X509Certificate2> All) Certificates(SignedData data)
    {
        var all = new List<X509Certificate2>();
        foreach (var encoded in data.Certificates)
        {
            try
            {
                all.Add(X509CertificateLoader.LoadCertificate(encoded.Span));
            }
            catch (CryptographicException)
            {
                // A certificate that cannot be read is skipped here; CanonicalForm later refuses a signature that encloses it.
            }
        }
        return (all.Find(c => IsNamed(data, c)), all);
    }

    /// <summary>Lists everything wrong with the signature itself; empty if it is intact.</summary>
    /// <param name="data">The parsed signature.</param>
    /// <param name="signer">The signer's certificate.</param>
    /// <param name="digest">Hash of the covered data, computed with the signature's hash algorithm.</param>
    public static IEnumerable<SignatureFault> Integrity(SignedData data, X509Certificate2 signer, byte[] digest)
    {
        if (
            data.ContentType != ObjectIds.Data
            || data.HasContent
            || AttributeValue(data, ObjectIds.ContentType, r => r.ReadObjectIdentifier()) != ObjectIds.Data
        )
            yield return SignatureFault.NotCms;
        if (
            AttributeValue(data, ObjectIds.MessageDigest, r => r.ReadOctetString()) is not { } signed
            || !signed.AsSpan().SequenceEqual(digest)
        )
            yield return SignatureFault.DigestMismatch;
        if (IsBound(data, signer) is false || !KeyRules.MaySign(signer))
            yield return SignatureFault.CertificateMismatch;
        if (KeyFinding(data, signer) is { } finding)
            yield return finding;
    }

    /// <summary>True if the attribute signing certificate v2 (RFC 5035) names this certificate; null if there is no such
    /// attribute.</summary>
    public static bool? IsBound(SignedData data, X509Certificate2 signer)
    {
        if (!data.SignedAttributes.Any(a => a.Type == ObjectIds.SigningCertificateV2))
            return null;
        var named = AttributeValue(
            data,
            ObjectIds.SigningCertificateV2,
            reader =>
            {
                var first = reader.ReadSequence().ReadSequence().ReadSequence();
                var algorithm = first.PeekTag() == Asn1Tag.Sequence ? first.ReadSequence().ReadObjectIdentifier() : ObjectIds.Sha256;
                return
                    Hash(algorithm) is { } hash
                    && first.ReadOctetString().AsSpan().SequenceEqual(CryptographicOperations.HashData(hash, signer.RawData))
                    ? "same"
                    : null;
            }
        );
        return named is not null;
    }

    private static SignatureFault? KeyFinding(SignedData data, X509Certificate2 signer)
    {
        var attributes = data.SignedAttributesEncoded;
        try
        {
            using var rsa = signer.GetRSAPublicKey();
            if (rsa is not null)
            {
                if (RsaHash(data) is not { } hash || !KeyRules.IsStrongRsa(rsa))
                    return SignatureFault.AlgorithmRefused;
                return rsa.VerifyData(attributes, data.Signature, hash, RSASignaturePadding.Pkcs1)
                    ? null
                    : SignatureFault.SignatureMismatch;
            }
            using var ecdsa = signer.GetECDsaPublicKey();
            if (ecdsa is not null)
            {
                if (EcdsaHash(data) is not { } hash || !KeyRules.IsKnownCurve(ecdsa))
                    return SignatureFault.AlgorithmRefused;
                return ecdsa.VerifyData(attributes, data.Signature, hash, DSASignatureFormat.Rfc3279DerSequence)
                    ? null
                    : SignatureFault.SignatureMismatch;
            }
        }
        catch (CryptographicException)
        {
            // The certificate's key cannot be loaded, so its algorithm is not supported.
        }
        return SignatureFault.AlgorithmRefused;
    }

    private static HashAlgorithmName? RsaHash(SignedData data) =>
        data.SignatureAlgorithm.Id switch
        {
            ObjectIds.Rsa => Hash(data.DigestAlgorithm.Id),
            ObjectIds.RsaSha256 => HashAlgorithmName.SHA256,
            ObjectIds.RsaSha384 => HashAlgorithmName.SHA384,
            ObjectIds.RsaSha512 => HashAlgorithmName.SHA512,
            _ => null,
        };

    private static HashAlgorithmName? EcdsaHash(SignedData data) =>
        data.SignatureAlgorithm.Id switch
        {
            ObjectIds.EcdsaSha256 => HashAlgorithmName.SHA256,
            ObjectIds.EcdsaSha384 => HashAlgorithmName.SHA384,
            ObjectIds.EcdsaSha512 => HashAlgorithmName.SHA512,
            _ => null,
        };

    private static bool IsNamed(SignedData data, X509Certificate2 certificate) =>
        data.Issuer.IsEmpty
            ? certificate
                .Extensions.OfType<X509SubjectKeyIdentifierExtension>()
                .Any(e => e.SubjectKeyIdentifierBytes.Span.SequenceEqual(data.KeyIdentifier.Span))
            : certificate.IssuerName.RawData.AsSpan().SequenceEqual(data.Issuer.Span)
                && certificate.SerialNumberBytes.Span.SequenceEqual(data.SerialNumber.Span);

    /// <summary>The value of a signed attribute that must occur exactly once; null if it does not, or has another form.</summary>
    private static T? AttributeValue<T>(SignedData data, string type, Func<AsnReader, T?> read)
        where T : class
    {
        if (SignedData.Single(data.SignedAttributes, type) is not { } value)
            return null;
        try
        {
            return read(new AsnReader(value, AsnEncodingRules.BER));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
