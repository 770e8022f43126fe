using System.Globalization;
using System.Text;
using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Signing;

/// <summary>Writes values in PDF syntax. Equal values always give the same text.</summary>
internal static class ObjectWriter
{
    public static string Text(PdfObject value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>Encodes a text as a PDF text string: ASCII if possible, otherwise UTF-16.</summary>
    public static PdfString TextString(string text) =>
        new(Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)], 0, 0);

    /// <summary>Encodes a date (ISO 32000-1, 7.9.4) to the second, with its offset from UTC.</summary>
    public static PdfString Date(DateTimeOffset time)
    {
        var offset = time.Offset;
        var zone =
            offset == TimeSpan.Zero
                ? "Z"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset.Duration():hh}'{offset.Duration():mm}"
                );
        return TextString(string.Create(CultureInfo.InvariantCulture, $"D:{time:yyyyMMddHHmmss}{zone}"));
    }

    /// <summary>A number rounded to three decimals, such as a length in points.</summary>
    public static PdfReal Number(double value) => new((Math.Round(value, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture));

    private static void Append(StringBuilder text, PdfObject value)
    {
        switch (value)
        {
            case PdfNull:
                text.Append("null");
                break;
            case PdfBoolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case PdfInteger integer:
                text.Append(CultureInfo.InvariantCulture, $"{integer.Value}");
                break;
            case PdfReal real:
                text.Append(real.Text);
                break;
            case PdfName name:
                AppendName(text, name.Value);
                break;
            case PdfString characters:
                text.Append('<').Append(Convert.ToHexString(characters.Value)).Append('>');
                break;
            case PdfReference reference:
                text.Append(CultureInfo.InvariantCulture, $"{reference.Number} {reference.Generation} R");
                break;
            case PdfArray array:
                text.Append('[');
                for (var i = 0; i < array.Items.Count; i++)
                {
                    if (i > 0)
                        text.Append(' ');
                    Append(text, array.Items[i]);
                }
                text.Append(']');
                break;
            case PdfDictionary dictionary:
                text.Append("<<");
                foreach (var (key, entry) in dictionary.Entries)
                {
                    text.Append(' ');
                    AppendName(text, key);
                    text.Append(' ');
                    Append(text, entry);
                }
                text.Append(" >>");
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} is no part of another value.");
        }
    }

    private static void AppendName(StringBuilder text, string name)
    {
        text.Append('/');
        foreach (var c in name)
        {
            if (c is > ' ' and < '\x7F' && c != '#' && !Characters.IsDelimiter((byte)c))
                text.Append(c);
            else
                text.Append(CultureInfo.InvariantCulture, $"#{(int)c:X2}");
        }
    }
}
