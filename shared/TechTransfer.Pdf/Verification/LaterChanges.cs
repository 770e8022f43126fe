namespace TechTransfer.Pdf.Verification;

/// <summary>What was added to a file after a signature.</summary>
public enum LaterChanges
{
    /// <summary>Nothing: the signature covers the file to its last byte.</summary>
    None,

    /// <summary>At most further signatures by trusted signers, what is kept to verify them (DSS), and bytes that no reader looks at;
    /// nothing that was signed has been touched.</summary>
    NothingSigned,

    /// <summary>Something else.</summary>
    Other,
}
