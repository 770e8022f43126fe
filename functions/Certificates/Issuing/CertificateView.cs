namespace TechTransfer.Certificates.Issuing;

/// <param name="Kind">Name of the kind, one of <see cref="Kinds.CertificateKinds"/>.</param>
/// <param name="Subject">Id of the contract, claim, grant or distribution that it is about.</param>
/// <param name="Status">valid, superseded, cancelled or revoked.</param>
/// <param name="Reason">Why the certificate is no longer in force; null while it is.</param>
/// <param name="Remarks">The reason as the deciding person wrote it.</param>
/// <param name="IssuedOn">Day of issue, China time.</param>
/// <param name="Code">Verification code printed on the certificate; absent before the issue.</param>
/// <param name="VerifyAt">Address printed as a QR code, at which anyone verifies the certificate.</param>
/// <param name="Size">Size of the PDF in bytes.</param>
/// <param name="Facts">Facts shown to anyone who verifies it, by JSON name.</param>
/// <param name="Content">What the certificate certifies, by its kind.</param>
/// <seealso cref="Certificate"/>
[SchemaName("PaperView")]
public sealed record CertificateView(
    string Number,
    string Kind,
    Text KindName,
    string Subject,
    int Edition,
    CertificateStatus Status,
    DateTimeOffset Since,
    Text? Reason,
    string? Remarks,
    DateOnly IssuedOn,
    string Issuer,
    string Code,
    string VerifyAt,
    string Sha256,
    long Size,
    IReadOnlyDictionary<string, object> Facts,
    CertificateContent Content
)
{
    public static CertificateView Of(Certificate certificate, CertificateSettings settings)
    {
        var described = certificate.Content.Describe();
        return new(
            certificate.Number!,
            certificate.Key.Kind,
            described.Title,
            certificate.Key.Subject,
            certificate.Key.Edition,
            certificate.Status,
            certificate.Since,
            certificate.Reason,
            certificate.Remarks,
            certificate.IssuedOn,
            described.Issuer,
            certificate.Code!,
            VerificationCode.Address(settings, certificate.Number!, certificate.Code!),
            certificate.Sha256!,
            certificate.Size!.Value,
            described.Facts.ToDictionary(f => f.Name, f => f.Value),
            certificate.Content
        );
    }
}
