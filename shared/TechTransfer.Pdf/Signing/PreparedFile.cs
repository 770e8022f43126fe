using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TechTransfer.Pdf.Signing;

/// <summary>A file that is complete but for the signature's digits.</summary>
/// <param name="bytes">The file.</param>
/// <param name="contents">Where the <c>&lt;</c> of <c>/Contents</c> stands.</param>
/// <param name="room">Bytes of signature that fit.</param>
/// <param name="byteRange">Where the blanks for the byte range begin.</param>
internal sealed class PreparedFile(byte[] bytes, int contents, int room, int byteRange)
{
    /// <summary>Three numbers of up to ten digits, with blanks between.</summary>
    public const int ByteRangeWidth = 32;

    private int Behind => contents + 2 * room + 2;

    /// <summary>Writes the byte range, which is signed itself, and hashes all but the signature's place.</summary>
    public byte[] Digest()
    {
        var numbers = string.Create(CultureInfo.InvariantCulture, $"{contents} {Behind} {bytes.Length - Behind}");
        Encoding.ASCII.GetBytes(numbers, bytes.AsSpan(byteRange));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes.AsSpan(0, contents));
        hash.AppendData(bytes.AsSpan(Behind));
        return hash.GetHashAndReset();
    }

    /// <exception cref="ArgumentException">The signature is longer than the room kept for it.</exception>
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
