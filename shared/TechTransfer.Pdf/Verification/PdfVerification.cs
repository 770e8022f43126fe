using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Verification;

/// <summary>The answer about a file.</summary>
public sealed record PdfVerification
{
    /// <summary>The answer in one word.</summary>
    public required SignatureState State { get; init; }

    /// <summary>
    /// Whether every byte of the file is accounted for: all signatures are whole and trusted, the last one covers the file to its end,
    /// nothing that an earlier one covers was touched, and the signatures themselves leave no room for anything else.
    /// </summary>
    public required bool Unchanged { get; init; }

    /// <summary>Why the file could not be read; null if it could.</summary>
    public PdfProblem? Problem { get; init; }

    /// <summary><see cref="Problem"/> as a sentence.</summary>
    public string? Message { get; init; }

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<SignatureReport> Signatures { get; init; } = [];

    /// <summary>The first signature that is whole and trusted, or null.</summary>
    public SignatureReport? Trusted => Signatures.FirstOrDefault(s => s.IsIntact && s.IsTrusted);
}
