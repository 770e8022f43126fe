namespace TechTransfer.Pdf.Verification;

/// <summary>Overall result about a file's signatures.</summary>
public enum SignatureState
{
    /// <summary>The file has no signature, or is not a PDF.</summary>
    None,

    /// <summary>At least one signature is intact and trusted, and none is damaged.</summary>
    Valid,

    /// <summary>A signature is damaged, none is trusted, or the file cannot be read.</summary>
    Invalid,
}
