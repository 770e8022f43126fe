using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Keys;

/// <summary>A certification authority with its own root certificate, so that signing works without a purchased certificate. For
/// development and trials only: other systems do not trust it.</summary>
/// <remarks>The folder contains <c>authority.crt</c> (PEM, may be distributed), <c>authority.pfx</c> and <c>signing.pfx</c> (without
/// password, readable by the owner only).</remarks>
public sealed class LocalAuthority : IDisposable
{
    private const int AuthorityYears = 10;
    private const int SigningYears = 2;
    private const string DocumentSigning = "1.3.6.1.5.5.7.3.36";
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";

    /// <summary>A new signing certificate is created this long before the old one expires.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>Certificates start this long before now, since clocks differ and a document may carry the earlier time of its
    /// event.</summary>
    private static readonly TimeSpan ValidSince = TimeSpan.FromDays(1);

    private LocalAuthority(X509Certificate2 certificate, SignatureKey key) => (Certificate, Key) = (certificate, key);

    /// <summary>The root certificate. Pass it to verification as a trust anchor, since no system trusts it otherwise.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The signing key: ECDSA on P-256, valid for two years, with the key usages digital signature and non-repudiation.</summary>
    public SignatureKey Key { get; }

    /// <summary>Opens the authority in a folder. Creates missing files, and a new signing certificate when the old one is valid for less
    /// than 30 days. Safe to call from several processes at once.</summary>
    /// <param name="folder">Folder of the authority's files; created if missing.</param>
    /// <param name="organisation">Organisation named in the signing certificate (O and CN), as in 虚构市技术合同登记站.</param>
    /// <param name="time">Clock that decides the validity of certificates.</param>
    /// <exception cref="SignatureKeyException">An existing file cannot be opened.</exception>
    public static LocalAuthority Open(string folder, string organisation, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var now = time.GetUtcNow();
        var authorityPath = Path.Combine(folder, "authority.pfx");
        if (!File.Exists(authorityPath))
            Keep(authorityPath, MakeAuthority(now), replace: false);
        using var authority = Load(authorityPath);
        var certificate = X509CertificateLoader.LoadCertificate(authority.RawData);

        var publicPath = Path.Combine(folder, "authority.crt");
        if (!File.Exists(publicPath))
            File.WriteAllText(publicPath, certificate.ExportCertificatePem() + "\n");

        var signingPath = Path.Combine(folder, "signing.pfx");
        if (!File.Exists(signingPath))
            Keep(signingPath, MakeSigning(authority, organisation, now), replace: false);
        var key = SignatureKey.FromPfxFile(signingPath, null);
        if (key.Certificate.NotAfter.ToUniversalTime() - now < RenewBefore)
        {
            key.Dispose();
            Keep(signingPath, MakeSigning(authority, organisation, now), replace: true);
            key = SignatureKey.FromPfxFile(signingPath, null);
        }
        return new(certificate, key);
    }

    /// <summary>Releases the key from memory; the files remain, so the authority can be opened again.</summary>
    public void Dispose()
    {
        Certificate.Dispose();
        Key.Dispose();
    }

    private static byte[] MakeAuthority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName($"TechTransfer local authority {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        name.AddOrganizationName("TechTransfer (local, not trusted by anyone)");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var certificate = request.CreateSelfSigned(now - ValidSince, now.AddYears(AuthorityYears));
        return certificate.Export(X509ContentType.Pkcs12);
    }

    private static byte[] MakeSigning(X509Certificate2 authority, string organisation, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(organisation);
        name.AddOrganizationName(organisation);
        name.AddCountryOrRegion("CN");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true)
        );
        // The right usage is document signing (RFC 9336), but openssl and NSS accept CMS signatures only with e-mail protection.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(DocumentSigning), new(EmailProtection)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));

        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(serial[0] & 0x7F | 0x40);
        // A certificate must not be valid longer than its issuer.
        var end = now.AddYears(SigningYears);
        if (end > authority.NotAfter)
            end = authority.NotAfter;
        using var certificate = request.Create(authority, now - ValidSince, end, serial);
        using var own = certificate.CopyWithPrivateKey(key);
        return own.Export(X509ContentType.Pkcs12);
    }

    private static X509Certificate2 Load(string path)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, null);
        }
        catch (CryptographicException e)
        {
            throw new SignatureKeyException($"{Path.GetFileName(path)} of the local authority cannot be opened.", e);
        }
    }

    /// <summary>Writes a temporary file and moves it, so that no process reads a half-written file. Without <paramref name="replace"/>, an
    /// existing file is kept.</summary>
    private static void Keep(string path, byte[] pfx, bool replace)
    {
        var draft = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
            file.Write(pfx);
        try
        {
            File.Move(draft, path, replace);
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
