using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TechTransfer.Pdf.Signing;

/// <summary>A file that is complete except for the digits of its signature.</summary>
/// <param name="bytes">The file with placeholders.</param>
/// <param name="contents">Offset of the <c>&lt;</c> of <c>/Contents</c>.</param>
/// <param name="room">Largest signature that fits, in bytes.</param>
/// <param name="byteRange">Offset of the blanks reserved for the byte range.</param>
internal sealed class PreparedFile(byte[] bytes, int contents, int room, int byteRange)
{
    /// <summary>Bytes reserved for the byte range: three numbers of up to ten digits with blanks between them.</summary>
    public const int ByteRangeWidth = 32;

    private int Behind => contents + 2 * room + 2;

    /// <summary>Fills in the byte range, which is signed too, and returns the SHA-256 of everything except the signature.</summary>
    public byte[] Digest()
    {
        var numbers = string.Create(CultureInfo.InvariantCulture, $"{contents} {Behind} {bytes.Length - Behind}");
        Encoding.ASCII.GetBytes(numbers, bytes.AsSpan(byteRange));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes.AsSpan(0, contents));
        hash.AppendData(bytes.AsSpan(Behind));
        return hash.GetHashAndReset();
    }

    /// <exception cref="ArgumentException">The signature is longer than the reserved room.</exception>
    public byte[] Fill(byte[] signature)
    {
        if (signature.Length > room)
            throw new ArgumentException(
                $"The signature takes {signature.Length} bytes; {nameof(SignatureOptions.PlaceholderBytes)} leaves {room}."
            );
        Encoding.ASCII.GetBytes(Convert.ToHexString(signature), bytes.AsSpan(contents + 1));
        return bytes;
    }
}
