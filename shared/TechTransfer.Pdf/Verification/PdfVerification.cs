using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Verification;

/// <summary>Result of verifying all signatures of a file. Also returned for files that are not PDF or are damaged; verification does not
/// throw for content.</summary>
public sealed record PdfVerification
{
    /// <summary>Summary of all signatures; see <see cref="SignatureState"/> for the rules when a file has several.</summary>
    public required SignatureState State { get; init; }

    /// <summary>True when every byte of the file is accounted for: all signatures are intact, trusted and canonical, the last one covers
    /// the file to its end, and no signed content was changed later.</summary>
    public required bool Unchanged { get; init; }

    /// <summary>Why the file cannot be read; null if it can be, whether or not its signatures are valid.</summary>
    public PdfProblem? Problem { get; init; }

    /// <summary><see cref="Problem"/> as an English sentence; null if there is none.</summary>
    public string? Message { get; init; }

    /// <summary>Reports on all signatures, in the order in which they were made.</summary>
    public IReadOnlyList<SignatureReport> Signatures { get; init; } = [];

    /// <summary>The first signature that is intact and trusted; null if there is none.</summary>
    public SignatureReport? Trusted => Signatures.FirstOrDefault(s => s.IsIntact && s.IsTrusted);
}
