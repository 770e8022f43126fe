using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TechTransfer.Pdf.Tests;

/// <summary>Takes a signature out of a file as the documented recipe does: by looking for the byte range, without any reader of
/// ours.</summary>
internal static partial class SignedFile
{
    /// <summary>The CMS signature and the bytes that it signs; of the last signature, unless another is asked for.</summary>
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
        // A DER sequence says how long it is.
        var length = 4 + (padded[2] << 8) + padded[3];
        return (padded[..length], [.. file[..numbers[1]], .. file[numbers[2]..(numbers[2] + numbers[3])]]);
    }

    [GeneratedRegex(@"/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]")]
    private static partial Regex ByteRange();
}
