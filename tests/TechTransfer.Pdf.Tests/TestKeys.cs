using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Pdf.Tests;

/// <summary>A root authority, an intermediate authority and signing keys, made for each test run.</summary>
internal static class TestKeys
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(8));

    private static readonly X509Certificate2 RootWithKey = Issue(
        null,
        "Test root (虚构)",
        ECDsa.Create(ECCurve.NamedCurves.nistP256),
        isAuthority: true
    );
    private static readonly X509Certificate2 Middle = Issue(
        RootWithKey,
        "Test authority (虚构)",
        ECDsa.Create(ECCurve.NamedCurves.nistP256),
        isAuthority: true
    );

    public static X509Certificate2 Root { get; } = X509CertificateLoader.LoadCertificate(RootWithKey.RawData);

    public static IReadOnlyList<X509Certificate2> Anchors { get; } = [Root];

    public static SignatureKey EllipticCurve { get; } =
        Key(Issue(Middle, "虚构市技术合同登记站", ECDsa.Create(ECCurve.NamedCurves.nistP256)));

    public static SignatureKey Rsa { get; } = Key(Issue(Middle, "虚构市技术合同登记站 RSA", RSA.Create(2048)));

    /// <summary>A key under another root, which no test trusts.</summary>
    public static SignatureKey Stranger { get; } =
        SignatureKey.FromPfx(
            Issue(
                    Issue(null, "Another root", ECDsa.Create(ECCurve.NamedCurves.nistP256), isAuthority: true),
                    "Stranger",
                    ECDsa.Create(ECCurve.NamedCurves.nistP256)
                )
                .Export(X509ContentType.Pkcs12),
            null
        );

    public static SignatureKey Of(string algorithm) => algorithm == "RSA" ? Rsa : EllipticCurve;

    public static SignatureOptions Options { get; } =
        new()
        {
            ClaimedTime = Now,
            Reason = "签发技术合同登记证明",
            Location = "重庆",
            Name = "虚构市技术合同登记站",
        };

    public static byte[] Pfx(X509Certificate2 certificate, string? password = null) =>
        new X509Certificate2Collection { certificate, X509CertificateLoader.LoadCertificate(Middle.RawData), Root }.Export(
            X509ContentType.Pkcs12,
            password
        )!;

    /// <summary>A signing certificate issued by the intermediate test authority, with its key.</summary>
    public static X509Certificate2 IssueSigner(AsymmetricAlgorithm key, X509KeyUsageFlags? usage = null, int years = 2) =>
        Issue(Middle, "虚构", key, usage: usage, years: years);

    private static SignatureKey Key(X509Certificate2 certificate) => SignatureKey.FromPfx(Pfx(certificate), null);

    private static X509Certificate2 Issue(
        X509Certificate2? issuer,
        string name,
        AsymmetricAlgorithm key,
        bool isAuthority = false,
        X509KeyUsageFlags? usage = null,
        int years = 2
    )
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(name);
        var request = key is RSA rsa
            ? new CertificateRequest(builder.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(builder.Build(), (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(
                usage
                    ?? (
                        isAuthority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation
                    ),
                true
            )
        );
        var (start, end) = (Now.AddYears(isAuthority ? -3 : -1), Now.AddYears(isAuthority ? 20 : years - 1));
        if (issuer is null)
            return request.CreateSelfSigned(start, end);
        var generator = X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!);
        var certificate = request.Create(
            issuer.SubjectName,
            generator,
            start,
            end,
            RandomNumberGenerator.GetBytes(15).Prepend((byte)0x41).ToArray()
        );
        return key is RSA own ? certificate.CopyWithPrivateKey(own) : certificate.CopyWithPrivateKey((ECDsa)key);
    }
}
