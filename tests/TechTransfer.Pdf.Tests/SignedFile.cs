using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TechTransfer.Pdf.Tests;

/// <summary>
/// Extracts signatures from a file like the commands in the documentation do: finds the byte range as text, without our reader.
/// </summary>
internal static partial class SignedFile
{
    /// <summary>The CMS signature and the signed bytes of the last signature, or of the one <paramref name="fromEnd"/> before it.</summary>
    public static (byte[] Cms, byte[] Content) Last(byte[] file, int fromEnd = 0)
    {
        var text = Encoding.Latin1.GetString(file);
        var ranges = ByteRange().Matches(text);
        var numbers = ranges[ranges.Count - 1 - fromEnd]
            .Groups.Values.Skip(1)
            .Select(g => int.Parse(g.Value, CultureInfo.InvariantCulture))
            .ToArray();
        var hex = text[(numbers[1] + 1)..(numbers[2] - 1)];
        var padded = Convert.FromHexString(hex);
        // The signature is a DER sequence (tag, 0x82, two length bytes, content), padded with zeros; cut the padding off.
        var length = 4 + (padded[2] << 8) + padded[3];
        return (padded[..length], [.. file[..numbers[1]], .. file[numbers[2]..(numbers[2] + numbers[3])]]);
    }

    [GeneratedRegex(@"/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]")]
    private static partial Regex ByteRange();
}
