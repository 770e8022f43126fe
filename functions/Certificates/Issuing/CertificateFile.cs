using TechTransfer.Certificates.Signing;

namespace TechTransfer.Certificates.Issuing;

/// <summary>Makes the file of a certificate: layout, statement if its kind has one, signature.</summary>
public sealed class CertificateFile(CertificateSettings settings, CertificateSigner signer)
{
    /// <summary>SHA-256 of the signing certificate.</summary>
    public string SignedBy => signer.SignedBy;

    /// <summary>The signed file. Repeated calls give the same layout but another signature.</summary>
    /// <param name="certificate">The certificate, with all that follows from its request.</param>
    /// <param name="number">Its number.</param>
    /// <param name="code">Its verification code.</param>
    /// <param name="historyHead">Hash of the entry in its history that asked for it.</param>
    /// <param name="cancellation">Gives up waiting for a time-stamp.</param>
    public async Task<byte[]> MakeAsync(
        Certificate certificate,
        string number,
        string code,
        string historyHead,
        CancellationToken cancellation
    )
    {
        var described = certificate.Content.Describe();
        var verifyAt = VerificationCode.Address(settings, number, code);
        var pdf = certificate.Content.Render(
            new(
                number,
                certificate.Key.Edition,
                certificate.IssuedAt,
                described.Title,
                described.Issuer,
                verifyAt,
                code,
                settings.WithEnglish
            )
        );
        var attachments = described.CarriesStatement ? Statement.Of(certificate, number, verifyAt, historyHead).ToAttachments(signer) : [];
        return await signer.SignAsync(pdf, number, attachments, cancellation);
    }
}
