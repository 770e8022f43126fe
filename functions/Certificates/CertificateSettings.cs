using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TechTransfer.Certificates;

/// <param name="PublicBaseUrl">Base address of this app for the public; QR codes contain it.</param>
/// <param name="PortalBaseUrl">Base address of the portal, whose page shows a verification to people.</param>
/// <param name="NumberPrefix">First part of certificate numbers: up to 12 letters and digits.</param>
/// <param name="VerificationSecret">Secret from which verification codes are derived; at least 32 bytes.</param>
/// <param name="FailedVerifications">Failed verifications allowed for one client address in ten minutes.</param>
/// <param name="ForwardingProxies">Number of our own proxies in front of the app that append to X-Forwarded-For.</param>
public sealed record CertificateSettings(
    Uri PublicBaseUrl,
    Uri PortalBaseUrl,
    string NumberPrefix,
    IReadOnlyList<byte> VerificationSecret,
    bool WithEnglish,
    int FailedVerifications,
    int ForwardingProxies
)
{
    /// <summary>
    /// Reads <c>PublicBaseUrl</c>, <c>PortalBaseUrl</c> (the same if missing), <c>CertificateNumberPrefix</c> (CQGX if missing) and <c>VerificationSecret</c> (base64; in Azure a Key
    /// Vault reference) or <c>VerificationSecretFile</c>, <c>PaperEnglish</c> (true if missing), <c>FailedVerifications</c> (60 if missing)
    /// and <c>ForwardingProxies</c> (0 if missing; behind the front end of Azure, 1).
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it.</exception>
    public static CertificateSettings From(IConfiguration configuration)
    {
        var url = Address("PublicBaseUrl", configuration["PublicBaseUrl"]);
        var portal = configuration["PortalBaseUrl"] is { Length: > 0 } given ? Address("PortalBaseUrl", given) : url;
        var prefix = configuration["CertificateNumberPrefix"] is { Length: > 0 } own ? own : "CQGX";
        if (prefix.Length > 12 || !prefix.All(char.IsAsciiLetterOrDigit))
            throw new InvalidOperationException("The setting CertificateNumberPrefix has at most 12 letters and digits.");

        var text =
            configuration["VerificationSecret"] is { Length: > 0 } secret ? secret
            : configuration["VerificationSecretFile"] is { Length: > 0 } file ? File.ReadAllText(file).Trim()
            : throw new InvalidOperationException("The setting VerificationSecret is missing.");
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < 32)
            throw new InvalidOperationException("The setting VerificationSecret must be at least 32 bytes in base64.");
        var english =
            configuration["PaperEnglish"] is not { Length: > 0 } word
            || (
                bool.TryParse(word, out var on)
                    ? on
                    : throw new InvalidOperationException("The setting PaperEnglish must be true or false.")
            );
        return new(
            url,
            portal,
            prefix,
            bytes[..length],
            english,
            Number(configuration, "FailedVerifications", 60, 1, 1_000_000),
            Number(configuration, "ForwardingProxies", 0, 0, 5)
        );
    }

    private static Uri Address(string name, string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https")
            ? url
            : throw new InvalidOperationException($"The setting {name} must be an http or https address.");

    private static int Number(IConfiguration configuration, string name, int otherwise, int least, int most) =>
        configuration[name] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new InvalidOperationException($"The setting {name} must be a number from {least} to {most}.");
}
