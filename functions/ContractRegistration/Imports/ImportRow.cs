using System.Text.Json.Serialization;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>A row as the background work gets it.</summary>
/// <param name="Number">As a spreadsheet counts it.</param>
/// <param name="Cells">What is not empty, by column name.</param>
/// <param name="Errors">Cells that could not be read as text.</param>
public sealed record ImportRow(
    int Number,
    IReadOnlyDictionary<string, string> Cells,
    [property: JsonPropertyName("faults")] IReadOnlyList<ProblemError> Errors
)
{
    /// <summary>Which of the imported sheets it is of; 0 is the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Sheet { get; init; }

    /// <summary>How cells were read, where a reader would not expect it; null for none.</summary>
    public IReadOnlyList<ProblemError>? Notices { get; init; }
}
