using System.Globalization;
using System.Text.RegularExpressions;

namespace TechTransfer.Certificates.Issuing;

/// <summary>A certificate number: prefix, year of issue and a serial without gaps, as in <c>CQGX-2026-000042</c>.</summary>
public sealed partial record CertificateNumber(string Prefix, int Year, long Serial)
{
    public static string SeriesOf(int year) => string.Create(CultureInfo.InvariantCulture, $"certificate|{year}");

    /// <summary>Parses a certificate number; null when the text has another form or prefix.</summary>
    public static CertificateNumber? Parse(string text, string prefix) =>
        Pattern().Match(text) is { Success: true } match && match.Groups["prefix"].Value == prefix
            ? new(
                prefix,
                int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture),
                long.Parse(match.Groups["serial"].ValueSpan, CultureInfo.InvariantCulture)
            )
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{Year}-{Serial:D6}");

    [GeneratedRegex("^(?<prefix>[A-Za-z0-9]{1,12})-(?<year>20[0-9]{2})-(?<serial>[0-9]{6,12})\\z")]
    private static partial Regex Pattern();
}
