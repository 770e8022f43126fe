using System.Globalization;
using System.Text.Json;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Spreadsheets;

/// <summary>Formats values for csv files and workbooks, so that both show the same texts.</summary>
public static class ExportCell
{
    /// <summary>The text that an import reads back as the same value. Accepts null, text, bool, money, numbers, dates and enums (as
    /// camelCase words); throws for anything else.</summary>
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
