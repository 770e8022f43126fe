using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace TechTransfer.Portal.SignIn;

/// <summary>Encrypts sessions with AES-256-GCM, each bound to its row: who reads the table gets no token.</summary>
public sealed class SessionSeal
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[][] keys;

    private SessionSeal(byte[][] keys) => this.keys = keys;

    /// <summary>Reads <c>SessionsKey</c> (32 bytes in base64; in Azure a Key Vault reference) or the file that <c>SessionsKeyFile</c>
    /// names: one or more keys, separated by commas; the first encrypts, all decrypt.</summary>
    /// <exception cref="InvalidOperationException">The key is missing, or not 32 bytes in base64.</exception>
    public static SessionSeal From(IConfiguration configuration)
    {
        var text =
            configuration["SessionsKey"] is { Length: > 0 } given ? given
            : configuration["SessionsKeyFile"] is { Length: > 0 } file ? File.ReadAllText(file)
            : throw new InvalidOperationException("The setting SessionsKey is missing.");
        return new([.. text.Split(',').Select(Parse)]);
    }

    public string Seal(string row, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(keys[0], TagLength);
        cipher.Encrypt(
            box.AsSpan(0, NonceLength),
            plain,
            box.AsSpan(NonceLength + TagLength),
            box.AsSpan(NonceLength, TagLength),
            Encoding.UTF8.GetBytes(row)
        );
        return Convert.ToBase64String(box);
    }

    /// <summary>Null when none of the keys opens it: it was changed, belongs to another row, or its key is gone.</summary>
    public string? Open(string row, string sealedText)
    {
        var box = Convert.FromBase64String(sealedText);
        var plain = new byte[box.Length - NonceLength - TagLength];
        foreach (var key in keys)
        {
            using var cipher = new AesGcm(key, TagLength);
            try
            {
                cipher.Decrypt(
                    box.AsSpan(0, NonceLength),
                    box.AsSpan(NonceLength + TagLength),
                    box.AsSpan(NonceLength, TagLength),
                    plain,
                    Encoding.UTF8.GetBytes(row)
                );
                return Encoding.UTF8.GetString(plain);
            }
            catch (AuthenticationTagMismatchException)
            {
                // Perhaps an older key opens it.
            }
        }
        return null;
    }

    private static byte[] Parse(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == KeyLength
            ? bytes[..length]
            : throw new InvalidOperationException("The setting SessionsKey must be 32 bytes in base64.");
    }
}
