using System.Globalization;
using System.Text;
using QuestPDF.Drawing.Exceptions;

namespace QuestPDF.Pdf;

internal static class PdfText
{
    /// <summary>Formats a number with up to three decimals; a thousandth of a point is not visible on any device.</summary>
    public static string Number(double value) =>
        // Adding zero turns negative zero into zero.
        (Math.Round(value, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Largest string in bytes that PDF/A allows.</summary>
    private const int MostBytes = 32_767;

    public static string Unicode(string text) => Hex([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)]);

    public static string Ascii(string text) => Hex(Encoding.ASCII.GetBytes(text));

    /// <summary>Formats a web address, percent-encoding non-ASCII characters as UTF-8.</summary>
    public static string Address(string address) =>
        Ascii(string.Concat(Encoding.UTF8.GetBytes(address).Select(b => b is > 0x20 and < 0x7F ? $"{(char)b}" : $"%{b:X2}")));

    private static string Hex(byte[] bytes) =>
        bytes.Length <= MostBytes
            ? $"<{Convert.ToHexString(bytes)}>"
            : throw new DocumentComposeException($"A title, description or address takes at most {MostBytes} bytes, not {bytes.Length}.");

    public static string Date(DateTimeOffset time)
    {
        var offset = time.Offset;
        var zone =
            offset == TimeSpan.Zero
                ? "Z"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset.Duration():hh}'{offset.Duration():mm}'"
                );
        return string.Create(CultureInfo.InvariantCulture, $"(D:{time:yyyyMMddHHmmss}{zone})");
    }
}
