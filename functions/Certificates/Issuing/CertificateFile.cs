using TechTransfer.Certificates.Signing;

namespace TechTransfer.Certificates.Issuing;

public sealed class CertificateFile(CertificateSettings settings, CertificateSigner signer)
{
    public string SignedBy => signer.SignedBy;

    /// <summary>Returns the signed PDF. Repeated calls give the same layout but a different signature.</summary>
    /// <param name="historyHead">Hash of the history entry that requested the certificate.</param>
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
