namespace TechTransfer.Pdf.Verification;

/// <summary>What revisions after a signature changed, ordered from harmless to suspicious.</summary>
public enum LaterChanges
{
    /// <summary>Nothing: the signature covers the file to its last byte.</summary>
    None,

    /// <summary>Only trusted signatures, data for verifying them (DSS), and bytes that readers ignore; signed content is
    /// unchanged.</summary>
    NothingSigned,

    /// <summary>Like <see cref="NothingSigned"/>, and comments (annotations) were added to pages.</summary>
    Comments,

    /// <summary>Changes other than new signatures and comments, which may change what readers show.</summary>
    Other,
}
