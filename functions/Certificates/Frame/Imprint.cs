namespace TechTransfer.Certificates.Frame;

/// <param name="Edition">Counts from 1; a later edition replaces the earlier ones.</param>
/// <param name="IssuedAt">Instant of issue; the same on every attempt to issue the same certificate.</param>
/// <param name="VerifyAt">Address where anyone can verify the certificate, encoded in the QR code.</param>
public sealed record Imprint(
    string Number,
    int Edition,
    DateTimeOffset IssuedAt,
    Text Title,
    string Issuer,
    string VerifyAt,
    string Code,
    bool WithEnglish = true
)
{
    public DateOnly IssuedOn => IssuedAt.ChinaDate();
}
