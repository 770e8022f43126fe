using System.Security.Cryptography;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Signing;
using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Verification;

namespace TechTransfer.Certificates.Verification;

/// <param name="Signature">valid, invalid or none.</param>
/// <param name="Unchanged">True only if the file is, byte for byte, one that was issued here.</param>
/// <param name="Status">Current status of the certificate; null when the file was not issued here.</param>
/// <param name="Reason">Why the certificate is no longer in force; null while it is.</param>
/// <param name="IssuedOn">Day of issue, China time.</param>
/// <param name="Signer">Name of the signer in the X.509 certificate.</param>
/// <param name="SignedAt">Time in the time-stamp, else the time that the signer claims.</param>
/// <param name="TimeStamped">True when a time-stamping authority confirms the time.</param>
public sealed record FileVerificationView(
    SignatureState Signature,
    bool Unchanged,
    CertificateStatus? Status,
    DateTimeOffset? Since,
    Text? Reason,
    string? Number,
    Text? KindName,
    DateOnly? IssuedOn,
    string? Signer,
    DateTimeOffset? SignedAt,
    bool TimeStamped,
    Text Explanation,
    DateTimeOffset AsOf
)
{
    /// <summary>True when the signature belongs to a certificate that was issued here, even if the file was changed since.</summary>
    internal bool IsOurs => Number is not null;
}

/// <summary>Verifies a file by its signature, by the hash committed at issue, and by the current status of its certificate.</summary>
public sealed class FileVerification(
    AggregateStore<Certificate> certificates,
    NumberSeries numbers,
    CertificateSettings settings,
    CertificateSigner signer,
    TimeProvider time
)
{
    /// <summary>Size of the largest accepted file, bytes.</summary>
    public int MaxBytes => signer.Verification.MaxBytes;

    /// <summary>A file that is no PDF, or has no trusted signature, also gets an answer.</summary>
    public async Task<FileVerificationView> JudgeAsync(ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        var judged = PdfSignatures.Verify(file, signer.Anchors, signer.Verification);
        var now = time.GetUtcNow();
        if (judged.Trusted is not { } signature)
        {
            // The signer is not one of our trusted certificates: do not repeat the unproven claims of the file.
            return new(judged.State, false, null, null, null, null, null, null, null, null, false, Explain(judged), now);
        }

        // The number is the signer's claim: accept it only from the key that signed that certificate.
        var certificate = signature.Reason is { } number
            ? (await certificates.FindByNumberAsync(numbers, settings, number, cancellation))?.State
            : null;
        if (certificate?.SignedBy != Convert.ToHexStringLower(SHA256.HashData(signature.Certificate!.RawData)))
            certificate = null;
        var unchanged = judged.Unchanged && certificate is not null && certificate.Sha256 == Ids.Sha256(file.Span);
        return new(
            judged.State,
            unchanged,
            certificate?.Status,
            certificate?.Since,
            certificate?.Reason,
            certificate?.Number,
            certificate?.Content.Describe().Title,
            certificate?.IssuedOn,
            signature.Signer,
            signature.StampedAt ?? signature.ClaimedAt,
            signature.StampedAt is not null,
            Explain(certificate, unchanged, signature),
            now
        );
    }

    private Text Explain(PdfVerification judged) =>
        (judged.Problem, judged.State) switch
        {
            (PdfProblem.NotPdf, _) => new(
                "这不是PDF文件；请上传从系统下载的PDF原文件。",
                "This is not a PDF file. Upload the original PDF as downloaded from the system."
            ),
            (PdfProblem.Encrypted, _) => new(
                "文件已加密，无法核验；请从系统重新下载原文件后再核验。",
                "The file is encrypted and cannot be verified. Download the original from the system again and verify that file."
            ),
            (PdfProblem.TooComplex, _) => new(
                $"文件过大或者过于复杂，不是本系统签发的原文件；{ByNumber.Zh}",
                $"The file is too large or too complex to be an original issued by this system. {ByNumber.En}"
            ),
            (not null, _) => new(
                $"文件已损坏，无法核验；请从系统重新下载原文件，{ByNumber.Zh}",
                $"The file is damaged and cannot be verified. Download the original again. {ByNumber.En}"
            ),
            (null, SignatureState.None) => new(
                $"文件没有数字签名，可能是打印、扫描或者另存的副本，凭副本文件不能判断真伪；{ByNumber.Zh}",
                "The file has no digital signature. It may be a printed, scanned or re-saved copy, and a copy cannot show "
                    + "whether the document is genuine. "
                    + ByNumber.En
            ),
            _ => new(
                $"文件的签名无效或者不是本系统的签名：文件可能是另存的副本，也可能已被改动，凭该文件不能判断真伪；{ByNumber.Zh}",
                "The signature is invalid or not one of this system. The file may have been saved again or changed, so it cannot "
                    + $"show whether the document is genuine. {ByNumber.En}"
            ),
        };

    private Text Explain(Certificate? certificate, bool unchanged, SignatureReport signature) =>
        (certificate?.Status, unchanged) switch
        {
            (null, _) => new(
                $"签名可追溯到本系统信任的机构，但文件不是本系统签发的文书；{ByNumber.Zh}",
                $"The signature can be traced to a trusted authority, but this system did not issue the file as a document. {ByNumber.En}"
            ),
            (_, false) => new($"{Change(signature).Zh}{ByNumber.Zh}", $"{Change(signature).En} {ByNumber.En}"),
            (CertificateStatus.Valid, true) => new(
                "文件与签发时一致，文书现行有效。",
                "The file is unchanged since it was issued, and the document is valid."
            ),
            (_, true) => new(
                "文件与签发时一致，但文书已失效。",
                "The file is unchanged since it was issued, but the document is no longer valid."
            ),
        };

    private static Text Change(SignatureReport signature) =>
        signature.LaterChanges switch
        {
            LaterChanges.NothingSigned when signature.TouchedLater.Count == 0 => new(
                "文件末尾附加了签发后的数据，文书内容未改动；",
                "Data was added at the end of the file after it was issued. The document itself is unchanged."
            ),
            LaterChanges.NothingSigned => new(
                "文件加入了签发后用于核验签名的数据，文书内容未改动；",
                "Data for verifying signatures was added after the file was issued. The document itself is unchanged."
            ),
            LaterChanges.Comments => new(
                "文件在签发后加了批注，批注不是文书的内容，还可能遮盖文书内容；",
                "Comments were added after the file was issued. They are not part of the document and may hide its contents."
            ),
            LaterChanges.Other => new(
                "文件的内容在签发后已被改动，不能作为凭据；",
                "The contents of the file were changed after it was issued. Do not rely on it."
            ),
            _ => new("文件与本系统签发的文件不一致；", "The file differs from the one that this system issued."),
        };

    // Advice to verify by number and code, for files that are unsigned, changed or not issued here.
    private Text ByNumber
    {
        get
        {
            var address = new Uri(settings.PortalBaseUrl, "/portal/verify").AbsoluteUri;
            return new(
                $"请扫描文书上的二维码，或者凭文书编号和核验码核验（网址：{address}）。",
                $"Scan the QR code on the document, or verify it by its number and code ({address})."
            );
        }
    }
}
