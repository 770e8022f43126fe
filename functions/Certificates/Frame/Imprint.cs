namespace TechTransfer.Certificates.Frame;

/// <summary>What stands on every certificate, whatever it says.</summary>
/// <param name="Number">The certificate number.</param>
/// <param name="Edition">From 1; above 1 it takes the place of earlier ones.</param>
/// <param name="IssuedAt">The instant of issue; the same for every attempt at the same certificate.</param>
/// <param name="Title">The kind's name.</param>
/// <param name="Issuer">Who issues it.</param>
/// <param name="VerifyAt">Where anyone verifies it: the content of its QR code.</param>
/// <param name="Code">The verification code, to type.</param>
/// <param name="WithEnglish">Whether headings and labels stand in English too.</param>
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
    /// <summary>The day of issue, in China time.</summary>
    public DateOnly IssuedOn => IssuedAt.ChinaDate();
}
