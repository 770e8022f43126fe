using System.Buffers;
using System.Security.Cryptography;
using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Verification;

/// <summary>The bytes that a signature covers: everything up to <see cref="End"/> except the hexadecimal signature with its
/// brackets.</summary>
/// <param name="Gap">Offset of the <c>&lt;</c>.</param>
/// <param name="Behind">Offset after the <c>&gt;</c>.</param>
/// <param name="End">Length of the file when it was signed.</param>
internal sealed record SignedRange(int Gap, int Behind, int End)
{
    private static readonly SearchValues<byte> UpperCase = SearchValues.Create("0123456789ABCDEF"u8);
    private static readonly SearchValues<byte> LowerCase = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>Reads <c>/ByteRange</c>; null unless it leaves out exactly <c>/Contents</c>.</summary>
    public static SignedRange? Read(PdfDictionary signature, int fileLength)
    {
        if (signature["ByteRange"] is not PdfArray { Items: [PdfInteger { Value: 0 }, PdfInteger gap, PdfInteger behind, PdfInteger rest] })
            return null;
        if (signature["Contents"] is not PdfString contents || gap.Value != contents.Start || behind.Value != contents.End)
            return null;
        if (rest.Value <= 0 || rest.Value > fileLength - behind.Value)
            return null;
        return new(contents.Start, contents.End, (int)(behind.Value + rest.Value));
    }

    public byte[] Digest(ReadOnlySpan<byte> file, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(file[..Gap]);
        hash.AppendData(file[Behind..End]);
        return hash.GetHashAndReset();
    }

    /// <summary>
    /// The signature does not cover the gap. Anything in it but brackets and an even number of digits of one case could hide changes.
    /// </summary>
    public bool IsPlainHex(ReadOnlySpan<byte> file)
    {
        var digits = file[(Gap + 1)..(Behind - 1)];
        return file[Gap] == '<'
            && file[Behind - 1] == '>'
            && digits.Length % 2 == 0
            && (!digits.ContainsAnyExcept(UpperCase) || !digits.ContainsAnyExcept(LowerCase));
    }
}
