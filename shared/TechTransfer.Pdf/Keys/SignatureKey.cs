using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Keys;

/// <summary>A key out of a PFX (PKCS #12), kept in memory only.</summary>
public sealed class SignatureKey : ISignatureKey, IDisposable
{
    private SignatureKey(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> chain) =>
        (Certificate, Chain) = (certificate, chain);

    /// <inheritdoc/>
    public X509Certificate2 Certificate { get; }

    /// <inheritdoc/>
    public IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>Opens a PFX.</summary>
    /// <param name="pfx">The file's bytes, with exactly one private key.</param>
    /// <param name="password">Null or empty if it has none.</param>
    /// <exception cref="SignatureKeyException">It cannot be opened, or the key is too weak, or not for signing.</exception>
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

    /// <summary>Opens a PFX file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="password">Null or empty if it has none.</param>
    /// <exception cref="SignatureKeyException">There is no such file, or as <see cref="FromPfx"/> says.</exception>
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

    /// <summary>Opens a PFX as a key vault keeps a certificate with its key in a secret: base 64, without a password.</summary>
    /// <param name="secret">The secret's value.</param>
    /// <exception cref="SignatureKeyException">It is not base 64, or as <see cref="FromPfx"/> says.</exception>
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

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var certificate in Chain)
            certificate.Dispose();
    }

    // macOS cannot keep a key out of its keychain.
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
            // A root inside the file that it vouches for proves nothing.
            if (issuer is not null && !IsRoot(issuer))
                issuers.Add(issuer);
            at = issuer;
        }
        return issuers;
    }

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
