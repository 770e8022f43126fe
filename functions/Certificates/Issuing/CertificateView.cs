namespace TechTransfer.Certificates.Issuing;

/// <summary>A certificate's data for those who may see it.</summary>
/// <param name="Number">The certificate number.</param>
/// <param name="Kind">As in <see cref="Kinds.CertificateKinds"/>.</param>
/// <param name="KindName">The kind's name.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Edition">From 1.</param>
/// <param name="Status">valid, superseded, cancelled or revoked.</param>
/// <param name="Since">When that began.</param>
/// <param name="Reason">Why it is no longer in force.</param>
/// <param name="Remarks">The same in the words of who decided it.</param>
/// <param name="IssuedOn">Day of issue, China time.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Code">The verification code.</param>
/// <param name="VerifyAt">Where anyone verifies it.</param>
/// <param name="Sha256">Hash of the file.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Facts">What anyone learns who verifies it.</param>
/// <param name="Content">All that it was made from.</param>
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
    /// <summary>The view of an issued certificate.</summary>
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
