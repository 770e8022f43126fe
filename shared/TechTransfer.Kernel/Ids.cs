using System.Security.Cryptography;
using System.Text;

namespace TechTransfer.Kernel;

/// <summary>Derives ids from data, so that a repeated command creates the same id.</summary>
public static class Ids
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>26 characters of Crockford's base 32 (130 bits of SHA-256). Parts are length-prefixed, so ("a","bc") and ("ab","c") give
    /// different ids.</summary>
    public static string Derive(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part.Length).Append(':').Append(part);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return string.Create(
            26,
            hash,
            static (characters, bytes) =>
            {
                for (var i = 0; i < characters.Length; i++)
                {
                    var bit = i * 5;
                    var pair = (bytes[bit / 8] << 8) | bytes[bit / 8 + 1];
                    characters[i] = Alphabet[(pair >> (11 - bit % 8)) & 31];
                }
            }
        );
    }

    /// <summary>SHA-256 in lower-case hexadecimal, 64 characters.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>SHA-256 of the text's UTF-8 bytes without a byte order mark, in lower-case hexadecimal.</summary>
    public static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));

    /// <summary>True when a text has the characters and length of an id (1 to 200). Check it before using a text from outside in storage
    /// keys or logs.</summary>
    public static bool CanBe(string id) =>
        id.Length is > 0 and <= 200 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '|' or ':');
}
