using System.Security.Cryptography;
using System.Text;

namespace TechTransfer.Certificates;

/// <summary>
/// The verification code that, together with the number, gives access to a certificate's facts: 100 bits in Crockford's base 32, derived
/// from the certificate's id and a secret of the app. A repeated issue gives the same code, and codes cannot be guessed.
/// </summary>
public static class VerificationCode
{
    private const int Length = 20;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>20 characters in four groups joined by hyphens.</summary>
    public static string Of(CertificateSettings settings, string certificateId)
    {
        var hash = HMACSHA256.HashData(
            (byte[])[.. settings.VerificationSecret],
            Encoding.UTF8.GetBytes($"verification code of {certificateId}")
        );
        var code = new StringBuilder();
        for (var i = 0; i < Length; i++)
        {
            if (i > 0 && i % 5 == 0)
                code.Append('-');
            code.Append(Alphabet[hash[i] & 31]);
        }
        return code.ToString();
    }

    /// <summary>Compares in constant time. Ignores case, blanks, width and hyphens; reads O as 0, I and L as 1.</summary>
    public static bool Matches(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Normal(expected)), Encoding.UTF8.GetBytes(Normal(given)));

    public static string Address(CertificateSettings settings, string number, string code) =>
        new Uri(settings.PublicBaseUrl, $"/api/verify/{Uri.EscapeDataString(number)}?code={Uri.EscapeDataString(code)}").AbsoluteUri;

    private static string Normal(string code) => TypedCode.Plain(code).Replace('O', '0').Replace('I', '1').Replace('L', '1');
}
