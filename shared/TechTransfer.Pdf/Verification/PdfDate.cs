using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TechTransfer.Pdf.Verification;

internal static partial class PdfDate
{
    /// <summary>The time; null if the value is not a date. Without an offset it counts as UTC.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<byte> value)
    {
        if (value.Length > 32)
            return null;
        var match = Form().Match(Encoding.Latin1.GetString(value));
        if (!match.Success)
            return null;
        var offset = match.Groups["sign"].Success
            ? new TimeSpan(Number("hours", 0), Number("minutes", 0), 0) * (match.Groups["sign"].Value == "-" ? -1 : 1)
            : TimeSpan.Zero;
        try
        {
            return new DateTimeOffset(
                Number("year", 0),
                Number("month", 1),
                Number("day", 1),
                Number("hour", 0),
                Number("minute", 0),
                Number("second", 0),
                offset
            );
        }
        catch (ArgumentException)
        {
            return null;
        }

        int Number(string name, int standard) =>
            match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : standard;
    }

    [GeneratedRegex(
        @"^D:(?<year>[0-9]{4})((?<month>[0-9]{2})((?<day>[0-9]{2})((?<hour>[0-9]{2})((?<minute>[0-9]{2})(?<second>[0-9]{2})?)?)?)?)?(Z(00'?00'?)?|(?<sign>[+-])(?<hours>[0-9]{2})('?(?<minutes>[0-9]{2})?'?)?)?$"
    )]
    private static partial Regex Form();
}
