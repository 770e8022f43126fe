using System.Text.Json.Serialization;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>A row of the file as it is stored for the background worker.</summary>
/// <param name="Number">Row number in the spreadsheet, from 1.</param>
/// <param name="Cells">Non-empty cells by column name.</param>
/// <param name="Errors">Cells that could not be read, such as error values of formulas.</param>
public sealed record ImportRow(
    int Number,
    IReadOnlyDictionary<string, string> Cells,
    [property: JsonPropertyName("faults")] IReadOnlyList<ProblemError> Errors
)
{
    /// <summary>Index of the imported sheet; 0 is the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Sheet { get; init; }

    /// <summary>Remarks on cells whose value was adjusted while the file was read; null if there are none.</summary>
    public IReadOnlyList<ProblemError>? Notices { get; init; }
}
