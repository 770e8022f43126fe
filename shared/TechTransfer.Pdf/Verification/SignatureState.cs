namespace TechTransfer.Pdf.Verification;

/// <summary>Summarizes all signatures of a file; a damaged one makes the whole file invalid.</summary>
public enum SignatureState
{
    /// <summary>The file has no signature, or is not a PDF.</summary>
    None,

    /// <summary>At least one signature is intact and trusted, and none is damaged.</summary>
    Valid,

    /// <summary>A signature is damaged, none is trusted, or the file cannot be read.</summary>
    Invalid,
}
