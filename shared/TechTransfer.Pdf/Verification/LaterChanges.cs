namespace TechTransfer.Pdf.Verification;

/// <summary>What was added to a file after it was signed.</summary>
public enum LaterChanges
{
    /// <summary>Nothing: the signature covers the file to its last byte.</summary>
    None,

    /// <summary>Only trusted signatures, data for verifying them (DSS), and bytes that readers ignore; signed content is
    /// unchanged.</summary>
    NothingSigned,

    /// <summary>Comments (annotations) on its pages besides; nothing else that was signed has been touched.</summary>
    Comments,

    /// <summary>Anything else, which may change what readers show.</summary>
    Other,
}
