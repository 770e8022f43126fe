using System.Globalization;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Filters;

/// <summary>Values as literals of an OData filter.</summary>
internal static class FilterLiteral
{
    public static string Of(object? value) => value switch
    {
        string text => Quote(text),
        char letter => Quote(letter.ToString()),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => string.Create(CultureInfo.InvariantCulture, $"{number}L"),
        double number => Double(number),
        float number => Double(number),
        Guid guid => $"guid'{guid:D}'",
        DateTimeOffset instant => $"datetime'{EdmValue.Format(instant)}'",
        DateTime instant => $"datetime'{EdmValue.Format(instant)}'",
        byte[] bytes => $"X'{Convert.ToHexStringLower(bytes)}'",
        BinaryData bytes => $"X'{Convert.ToHexStringLower(bytes.ToMemory().Span)}'",
        Enum member => Quote(member.ToString()),
        null => throw new ArgumentException("A filter cannot compare with null: the service stores no nulls."),
        _ => throw new ArgumentException($"A filter cannot hold a {value.GetType()}."),
    };

    // Without a decimal point the service reads a whole number, which is another type.
    private static string Double(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(number) && !text.AsSpan().ContainsAny('.', 'E') ? $"{text}.0" : text;
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
