using System.Security.Cryptography;
using System.Text;

namespace TechTransfer.Storage.Persons;

/// <summary>
/// Encrypts personal values with AES-256-GCM. The ciphertext is bound to its row, so that rows cannot be swapped. The setting
/// <c>PersonsKey</c> (32 bytes in base64; in Azure a Key Vault reference) or the file that <c>PersonsKeyFile</c> names holds one or more
/// keys, separated by commas: the first encrypts, all decrypt.
/// </summary>
internal sealed class PersonSeal
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly Key[] keys;

    private PersonSeal(IEnumerable<byte[]> keys) => this.keys = [.. keys.Select(Key.From)];

    /// <summary>Reads the keys that the settings name; null when there is none. The storage emulator gets a fixed key.</summary>
    /// <exception cref="InvalidOperationException">A key is not 32 bytes in base64.</exception>
    public static PersonSeal? From(Func<string, string?> setting)
    {
        var text =
            setting("PersonsKey") is { Length: > 0 } given ? given
            : setting("PersonsKeyFile") is { Length: > 0 } file ? File.ReadAllText(file)
            : null;
        // The emulator's account key is public anyway, so a public key protects its data no less.
        if (text is null && IsEmulator(setting("AzureWebJobsStorage")))
            text = Convert.ToBase64String(SHA256.HashData("persons of the storage emulator"u8));
        return text is null ? null : new(text.Split(',').Select(Parse));
    }

    /// <summary>A name for a group of personal values: equal for equal values in one partition, and useless for guessing them without the
    /// key.</summary>
    public string NameOf(string partition, string values)
    {
        var hash = HMACSHA256.HashData(keys[0].Naming, Encoding.UTF8.GetBytes($"{partition}\n{values}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    public string Seal(string partition, string row, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(keys[0].Sealing, TagLength);
        cipher.Encrypt(
            box.AsSpan(0, NonceLength),
            plain,
            box.AsSpan(NonceLength + TagLength),
            box.AsSpan(NonceLength, TagLength),
            Bound(partition, row)
        );
        return $"{keys[0].Id}:{Convert.ToBase64String(box)}";
    }

    /// <exception cref="InvalidOperationException">The settings no longer contain the key that encrypted the text.</exception>
    /// <exception cref="CryptographicException">The text was changed, or belongs to another row.</exception>
    public string Open(string partition, string row, string sealedText)
    {
        var colon = sealedText.IndexOf(':', StringComparison.Ordinal);
        var key =
            Array.Find(keys, k => k.Id == sealedText[..colon])
            ?? throw new InvalidOperationException(
                $"The key {sealedText[..colon]} that {partition} is sealed with is missing among PersonsKey."
            );
        var box = Convert.FromBase64String(sealedText[(colon + 1)..]);
        var plain = new byte[box.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key.Sealing, TagLength);
        cipher.Decrypt(
            box.AsSpan(0, NonceLength),
            box.AsSpan(NonceLength + TagLength),
            box.AsSpan(NonceLength, TagLength),
            plain,
            Bound(partition, row)
        );
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Bound(string partition, string row) => Encoding.UTF8.GetBytes($"{partition}\n{row}");

    private static byte[] Parse(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == KeyLength
            ? bytes[..length]
            : throw new InvalidOperationException("The setting PersonsKey must be 32 bytes in base64.");
    }

    private static bool IsEmulator(string? connection) =>
        connection is not null
        && (
            connection.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase)
            || connection.Contains("AccountName=devstoreaccount1", StringComparison.OrdinalIgnoreCase)
        );

    private sealed record Key(string Id, byte[] Sealing, byte[] Naming)
    {
        public static Key From(byte[] master) =>
            new(
                Convert.ToHexStringLower(SHA256.HashData(master).AsSpan(0, 4)),
                HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyLength, info: "persons sealing"u8.ToArray()),
                HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyLength, info: "persons naming"u8.ToArray())
            );
    }
}
