namespace TechTransfer.Pdf.Verification;

/// <summary>Something that speaks against a signature.</summary>
public enum Finding
{
    /// <summary>The signature dictionary is of a form that is not PAdES (or <c>adbe.pkcs7.detached</c>), or is damaged.</summary>
    DictionaryWrong,

    /// <summary>The byte range does not cover exactly all but the signature, up to the end of a revision of the file.</summary>
    ByteRangeWrong,

    /// <summary>The contents are no CMS signature with one signer and signed attributes.</summary>
    NotCms,

    /// <summary>Hash or key are too weak, or of an unknown kind.</summary>
    AlgorithmRefused,

    /// <summary>What was signed is not what the file holds.</summary>
    DigestMismatch,

    /// <summary>The signer's key did not make this signature.</summary>
    SignatureMismatch,

    /// <summary>The signature is bound to another certificate than the one that is enclosed, or that one may not sign.</summary>
    CertificateMismatch,

    /// <summary>Two fields have the same name or the same signature.</summary>
    DuplicateField,

    /// <summary>No trust anchor vouches for the signer.</summary>
    Untrusted,

    /// <summary>The certificate, or one above it, was not valid when the signature was made.</summary>
    OutsideValidity,

    /// <summary>The signature claims to be made in the future.</summary>
    TimeInFuture,

    /// <summary>The enclosed time-stamp is damaged, belongs to something else, or is by nobody that is trusted; it is ignored.</summary>
    TimestampRefused,

    /// <summary>The unused room behind the signature is not all zeros.</summary>
    PaddingNotZero,

    /// <summary>The signature is not spelt in the one way that leaves no byte open, so a change that it does not protect from could hide in
    /// it.</summary>
    EncodingNotCanonical,

    /// <summary>Something was added behind the last signature.</summary>
    NotCoveredToEnd,

    /// <summary>A later revision changes what was signed.</summary>
    ChangedLater,
}
