using System.Security.Cryptography.X509Certificates;
using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Verification;

/// <summary>
/// Verifies the signatures of a PDF offline, with limited time and memory for any file. Supports PAdES (<c>ETSI.CAdES.detached</c>) and
/// <c>adbe.pkcs7.detached</c> signatures with RSA (PKCS #1 v1.5, 2048 to 8192 bits) or ECDSA (P-256, P-384, P-521) and SHA-2.
/// </summary>
/// <remarks>Revocation of certificates is not checked, since that needs the network.</remarks>
public static class PdfSignatures
{
    /// <summary>Verifies a PDF that is in memory.</summary>
    /// <param name="pdf">Content of the file.</param>
    /// <param name="anchors">Trusted root certificates of signers.</param>
    /// <param name="options">Limits and clock; null for the defaults.</param>
    /// <returns>A result for any file; <see cref="PdfVerification.Problem"/> is set when the file cannot be read.</returns>
    public static PdfVerification Verify(
        ReadOnlyMemory<byte> pdf,
        IReadOnlyCollection<X509Certificate2> anchors,
        VerificationOptions? options = null
    )
    {
        options ??= new();
        try
        {
            if (!pdf.Span.StartsWith("%PDF-"u8))
                throw new PdfException(PdfProblem.NotPdf, "The file does not begin with “%PDF-”.");
            if (pdf.Length > options.MaxBytes)
                throw PdfException.TooComplex($"The file is larger than {options.MaxBytes} bytes.");
            return Judge(PdfFile.Open(pdf, ReadingBudget.ForVerification()), anchors, options);
        }
        catch (PdfException e)
        {
            return new()
            {
                State = e.Problem == PdfProblem.NotPdf ? SignatureState.None : SignatureState.Invalid,
                Unchanged = false,
                Problem = e.Problem,
                Message = e.Message,
            };
        }
    }

    /// <summary>Verifies a PDF from a stream, reading no more of it than the options allow.</summary>
    /// <param name="pdf">Read from its current position; not closed.</param>
    /// <param name="anchors">Trusted root certificates of signers.</param>
    /// <param name="options">Limits and clock; null for the defaults.</param>
    /// <param name="cancellation">Cancels reading.</param>
    /// <returns>The same result as <see cref="Verify"/>.</returns>
    public static async Task<PdfVerification> VerifyAsync(
        Stream pdf,
        IReadOnlyCollection<X509Certificate2> anchors,
        VerificationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new();
        using var content = new MemoryStream();
        var buffer = new byte[65_536];
        while (content.Length <= options.MaxBytes && await pdf.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            content.Write(buffer, 0, read);
            // A file that does not begin like a PDF is refused anyway, so its rest is not read.
            if (content.Length >= 5 && !content.GetBuffer().AsSpan().StartsWith("%PDF-"u8))
                break;
        }
        return Verify(content.GetBuffer().AsMemory(0, (int)content.Length), anchors, options);
    }

    private static PdfVerification Judge(PdfFile file, IReadOnlyCollection<X509Certificate2> anchors, VerificationOptions options)
    {
        var fields = SignatureFields.Of(file);
        if (fields.Count == 0)
            return new() { State = SignatureState.None, Unchanged = false };

        var check = new SignatureCheck(file, anchors, options);
        var judged = fields.Select(f => (Field: f, Report: check.Check(f))).OrderBy(s => s.Report.SignedLength).ToList();
        var reports = judged.Select(s => Later(file, s.Field, RefuseDuplicates(s.Field, fields, s.Report), judged)).ToList();
        var last = reports[^1];
        if (last.SignedLength < file.Bytes.Length)
            reports[^1] = last with { Findings = [.. last.Findings, SignatureFault.NotCoveredToEnd] };

        var isValid = reports.All(r => r.IsIntact) && reports.Any(r => r.IsTrusted);
        return new()
        {
            State = isValid ? SignatureState.Valid : SignatureState.Invalid,
            Unchanged = isValid && reports.All(r => r.IsTrusted && r.Findings.Count == 0),
            Signatures = reports,
        };
    }

    private static SignatureReport RefuseDuplicates(SignatureFieldEntry field, List<SignatureFieldEntry> all, SignatureReport report)
    {
        var isAlone = all.All(other =>
            ReferenceEquals(other, field)
            || other.Name != field.Name && !(other.Value is PdfReference one && field.Value is PdfReference two && one.Number == two.Number)
        );
        return isAlone ? report : report with { IsIntact = false, Findings = [.. report.Findings, SignatureFault.DuplicateField] };
    }

    private static SignatureReport Later(
        PdfFile file,
        SignatureFieldEntry field,
        SignatureReport report,
        List<(SignatureFieldEntry Field, SignatureReport Report)> all
    )
    {
        if (report.SignedLength == file.Bytes.Length || !report.IsIntact)
            return report;
        var signed = file.Revision(report.SignedLength);
        var mayBeAdded = all.Where(o =>
                !ReferenceEquals(o.Field, field)
                && o.Report is { IsIntact: true, IsTrusted: true }
                && o.Report.SignedLength > report.SignedLength
            )
            .Select(o => o.Field.Field)
            .ToHashSet();
        var isUntouched = new RevisionComparison(signed, file, mayBeAdded).OnlyGainedFields();
        var hasComments = !isUntouched && new RevisionComparison(signed, file, mayBeAdded, mayGainComments: true).OnlyGainedFields();
        return report with
        {
            LaterChanges =
                isUntouched ? LaterChanges.NothingSigned
                : hasComments ? LaterChanges.Comments
                : LaterChanges.Other,
            TouchedLater = RevisionComparison.Touched(signed, file),
            Findings = isUntouched ? report.Findings : [.. report.Findings, SignatureFault.ChangedLater],
        };
    }
}
