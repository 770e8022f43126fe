using System.Security.Cryptography;

namespace TechTransfer.Storage.Heads;

/// <summary>
/// Signs and verifies the lists of history heads: ECDSA on P-256 with SHA-256. The setting <c>HeadsKey</c> (PKCS #8 in base64; in Azure a
/// Key Vault reference) or the file that <c>HeadsKeyFile</c> names holds one or more keys, separated by commas: the first signs, all
/// verify.
/// </summary>
internal sealed class HeadKey
{
    private readonly ECDsa[] keys;

    private HeadKey(ECDsa[] keys) => this.keys = keys;

    /// <summary>Reads the keys that the settings name; null when neither setting is present.</summary>
    /// <exception cref="InvalidOperationException">A key is not a PKCS #8 key on P-256.</exception>
    public static HeadKey? From(Func<string, string?> setting)
    {
        var text =
            setting("HeadsKey") is { Length: > 0 } given ? given
            : setting("HeadsKeyFile") is { Length: > 0 } file ? File.ReadAllText(file)
            : null;
        return text is null ? null : new([.. text.Split(',').Select(Parse)]);
    }

    /// <summary>Signs with the first key. Returns a DER signature, which <c>openssl dgst -verify</c> can check.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => keys[0].SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public bool VerifySignature(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        foreach (var key in keys)
        {
            if (key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
                return true;
        }
        return false;
    }

    /// <summary>All public keys in PEM, beginning with the one that signs.</summary>
    public string PublicPem() => string.Join('\n', keys.Select(k => k.ExportSubjectPublicKeyInfoPem()));

    private static ECDsa Parse(string text)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(text.Trim()), out _);
            return key.KeySize == 256 ? key : throw new InvalidOperationException("HeadsKey is no key on P-256.");
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            throw new InvalidOperationException("HeadsKey is no PKCS #8 key in base64.", fault);
        }
    }
}
