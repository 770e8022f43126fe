namespace TechTransfer.Pdf.Reading;

/// <summary>A PDF cannot be read. The message says why, in English and without any of the file's content.</summary>
public sealed class PdfException(PdfProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Kind of the fault, for callers to branch on; the message is for logs.</summary>
    public PdfProblem Problem { get; } = problem;

    internal static PdfException Broken(string message, Exception? inner = null) => new(PdfProblem.Broken, message, inner);

    internal static PdfException TooComplex(string message) => new(PdfProblem.TooComplex, message);
}
