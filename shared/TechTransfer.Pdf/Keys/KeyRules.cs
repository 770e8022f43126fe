using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Keys;

/// <summary>Decides which keys are strong enough (EN 319 142-1 refers to ETSI TS 119 312 for that).</summary>
internal static class KeyRules
{
    private const int LeastRsaBits = 2048;

    /// <summary>Larger keys are refused: they make every verification slow without making the signature safer.</summary>
    private const int MaxRsaBits = 8192;

    private static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    public static bool IsStrongRsa(RSA key) => key.KeySize is >= LeastRsaBits and <= MaxRsaBits;

    public static bool IsKnownCurve(ECDsa key) =>
        key.ExportParameters(false).Curve is { IsNamed: true, Oid.Value: { } oid } && Curves.Contains(oid);

    public static bool IsP256(ECDsa key) => key.ExportParameters(false).Curve is { IsNamed: true, Oid.Value: { } oid } && oid == Curves[0];

    /// <summary>True when the key usage allows signing; a certificate without key usage allows everything (RFC 5280, 4.2.1.3).</summary>
    public static bool MaySign(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is not { } usage
        || (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) != 0;
}
