using System.Globalization;
using System.Text.Json;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Spreadsheets;

/// <summary>A cell as an export writes it.</summary>
public static class ExportCell
{
    /// <summary>The text of a value: what import reads back as the same. Takes null, text, bool, money, numbers, dates and words of enums;
    /// anything else throws.</summary>
    public static string TextOf(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            bool yes => yes ? "是" : "否",
            Yuan amount => amount.Amount.ToString("0.00", CultureInfo.InvariantCulture),
            int number => number.ToString(CultureInfo.InvariantCulture),
            decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
            _ => throw new ArgumentException($"A {value.GetType().Name} is no cell.", nameof(value)),
        };
}
