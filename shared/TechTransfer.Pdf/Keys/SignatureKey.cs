using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Keys;

/// <summary>A key from a PFX file (PKCS #12), held in memory only.</summary>
public sealed class SignatureKey : ISignatureKey, IDisposable
{
    private SignatureKey(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> chain) =>
        (Certificate, Chain) = (certificate, chain);

    /// <inheritdoc/>
    public X509Certificate2 Certificate { get; }

    /// <inheritdoc/>
    public IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>Opens a PFX that is already in memory.</summary>
    /// <param name="pfx">The file's bytes; must contain exactly one private key.</param>
    /// <param name="password">Null or empty if the PFX has none.</param>
    /// <exception cref="SignatureKeyException">The PFX cannot be opened, or its key is too weak or not meant for signing.</exception>
    public static SignatureKey FromPfx(ReadOnlySpan<byte> pfx, string? password)
    {
        X509Certificate2Collection found;
        try
        {
            found = X509CertificateLoader.LoadPkcs12Collection(pfx, password, Storage);
        }
        catch (CryptographicException e)
        {
            throw new SignatureKeyException("The PFX cannot be opened: it is damaged, or the password is wrong.", e);
        }

        var own = found.Where(c => c.HasPrivateKey).ToList();
        if (own is not [var certificate])
            throw new SignatureKeyException($"The PFX holds {own.Count} private keys; exactly one is needed.");
        Check(certificate);
        return new(certificate, Issuers(certificate, found));
    }

    /// <summary>Reads a PFX file into memory and opens it; the file may be deleted afterwards.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="password">Null or empty if the PFX has none.</param>
    /// <exception cref="SignatureKeyException">The file cannot be read, or <see cref="FromPfx"/> refuses it.</exception>
    public static SignatureKey FromPfxFile(string path, string? password)
    {
        byte[] pfx;
        try
        {
            pfx = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SignatureKeyException($"The PFX file {Path.GetFileName(path)} cannot be read.", e);
        }
        return FromPfx(pfx, password);
    }

    /// <summary>Opens a PFX in the form in which a key vault returns a certificate's secret: base64, without password.</summary>
    /// <param name="secret">Value of the secret.</param>
    /// <exception cref="SignatureKeyException">The secret is not base64, or <see cref="FromPfx"/> refuses it.</exception>
    public static SignatureKey FromSecret(string secret)
    {
        byte[] pfx;
        try
        {
            pfx = Convert.FromBase64String(secret);
        }
        catch (FormatException e)
        {
            throw new SignatureKeyException("The secret is no PFX in base 64.", e);
        }
        return FromPfx(pfx, null);
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        using var rsa = Certificate.GetRSAPrivateKey();
        if (rsa is not null)
            return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var ecdsa = Certificate.GetECDsaPrivateKey();
        return ecdsa!.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Afterwards <see cref="Sign"/> and <see cref="Certificate"/> must not be used.</summary>
    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var certificate in Chain)
            certificate.Dispose();
    }

    // macOS does not support private keys in memory only.
    private static X509KeyStorageFlags Storage =>
        OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;

    private static void Check(X509Certificate2 certificate)
    {
        if (!KeyRules.MaySign(certificate))
            throw new SignatureKeyException("The certificate's key usage does not allow signing.");
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        if (rsa is not null ? !KeyRules.IsStrongRsa(rsa) : ecdsa is null || !KeyRules.IsP256(ecdsa))
        {
            throw new SignatureKeyException("The key is neither RSA of 2048 to 8192 bits nor ECDSA on P-256.");
        }
    }

    private static List<X509Certificate2> Issuers(X509Certificate2 certificate, X509Certificate2Collection found)
    {
        var issuers = new List<X509Certificate2>();
        for (var at = certificate; at is not null && !IsRoot(at); )
        {
            var issuer = found.FirstOrDefault(c =>
                !ReferenceEquals(c, certificate)
                && !issuers.Contains(c)
                && c.SubjectName.RawData.AsSpan().SequenceEqual(at.IssuerName.RawData)
            );
            // Leave the root out: a verifier must have it from elsewhere anyway.
            if (issuer is not null && !IsRoot(issuer))
                issuers.Add(issuer);
            at = issuer;
        }
        return issuers;
    }

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
