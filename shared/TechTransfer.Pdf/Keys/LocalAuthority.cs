using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Keys;

/// <summary>
/// A certification authority that a checkout makes for itself, so that signing works before anyone has bought a certificate.
/// Nobody outside trusts it: it is for development and trials.
/// </summary>
/// <remarks>
/// The folder holds <c>authority.crt</c> (PEM, to hand out), <c>authority.pfx</c> and <c>signing.pfx</c> (no password; readable by their
/// owner only).
/// </remarks>
public sealed class LocalAuthority : IDisposable
{
    private const int AuthorityYears = 10;
    private const int SigningYears = 2;
    private const string DocumentSigning = "1.3.6.1.5.5.7.3.36";
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";

    /// <summary>A new certificate is made this long before the old one ends.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>Clocks differ, and a paper may carry the time of the event that caused it.</summary>
    private static readonly TimeSpan ValidSince = TimeSpan.FromDays(1);

    private LocalAuthority(X509Certificate2 certificate, SignatureKey key) => (Certificate, Key) = (certificate, key);

    /// <summary>The authority's own certificate: the trust anchor for what <see cref="Key"/> signs.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The key to sign with: ECDSA on P-256, for two years, key usage digital signature and non-repudiation.</summary>
    public SignatureKey Key { get; }

    /// <summary>Opens the authority in a folder. Makes what is missing, and a new signing certificate when the old one has less than 30
    /// days to go. Several processes may do so at once.</summary>
    /// <param name="folder">Where its files lie; made if missing.</param>
    /// <param name="organisation">The organisation that the signing certificate is issued to (O and CN), as in 虚构市技术合同登记站.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SignatureKeyException">A file is there but cannot be opened.</exception>
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

    /// <summary>Forgets the key; the files stay.</summary>
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
        // Document signing (RFC 9336) is what it is for; openssl and NSS ask for e-mail protection before they accept a CMS signature.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(DocumentSigning), new(EmailProtection)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));

        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(serial[0] & 0x7F | 0x40);
        // The authority outlives what it issues.
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

    /// <summary>Written beside and moved, so that nobody reads half a file; if another process was first, its file stays.</summary>
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
