namespace TechTransfer.Pdf.Verification;

/// <summary>A fault found by verifying a signature; one signature can have several.</summary>
public enum SignatureFault
{
    /// <summary>The signature dictionary is damaged, or its type is neither PAdES nor <c>adbe.pkcs7.detached</c>.</summary>
    DictionaryWrong,

    /// <summary>The byte range does not cover exactly everything except the signature, up to the end of a revision.</summary>
    ByteRangeWrong,

    /// <summary>The contents are not a CMS signature with one signer and signed attributes.</summary>
    NotCms,

    /// <summary>Hash or key are too weak or of an unknown kind.</summary>
    AlgorithmRefused,

    /// <summary>The file's content differs from what was signed.</summary>
    DigestMismatch,

    /// <summary>The signature was not made with the signer's key.</summary>
    SignatureMismatch,

    /// <summary>The signature names another certificate than the enclosed one, or that certificate is not for signing.</summary>
    CertificateMismatch,

    /// <summary>Two fields have the same name or share a signature.</summary>
    DuplicateField,

    /// <summary>The signer's certificate does not lead to a trust anchor.</summary>
    Untrusted,

    /// <summary>The certificate of the signer or of an issuer had not begun or had expired at the time of signing.</summary>
    OutsideValidity,

    /// <summary>The claimed time of signing is in the future.</summary>
    TimeInFuture,

    /// <summary>The enclosed time-stamp is damaged, untrusted or belongs to other data; it is ignored.</summary>
    TimestampRefused,

    /// <summary>The unused bytes after the signature are not all zero.</summary>
    PaddingNotZero,

    /// <summary>The signature does not have the canonical encoding, so a change could be hidden in its unprotected bytes.</summary>
    EncodingNotCanonical,

    /// <summary>Bytes were added after the revision that the last signature covers.</summary>
    NotCoveredToEnd,

    /// <summary>A later revision did more than add signatures; <see cref="LaterChanges"/> shows whether only comments were
    /// added.</summary>
    ChangedLater,
}
