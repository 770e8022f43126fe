namespace TechTransfer.Pdf.Verification;

/// <summary>What can be said of a file's signatures.</summary>
public enum SignatureState
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>At least one is whole and its signer is vouched for by a trust anchor; none is broken.</summary>
    Valid,

    /// <summary>One is broken, or none has a signer that a trust anchor vouches for, or the file cannot be read.</summary>
    Invalid,
}
