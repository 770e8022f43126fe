namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Headings of an imported sheet; reports name columns by the headings of the file.</summary>
/// <param name="Sheet">Name of the sheet; null for a CSV file.</param>
public sealed record SheetLayout(string? Sheet, IReadOnlyList<LaidColumn> Columns)
{
    public LaidColumn? Find(string path)
    {
        var name = NationalForm.ColumnOf(path);
        return Columns.FirstOrDefault(c => c.Column == name);
    }
}

/// <param name="Column">Column name in <see cref="NationalForm"/>.</param>
/// <param name="Heading">Heading as the file spells it.</param>
/// <param name="Index">Position from 0, which is column A.</param>
public sealed record LaidColumn(string Column, string Heading, int Index)
{
    public string CellIn(int row) => CellName.Of(Index, row);
}

internal static class CellName
{
    /// <summary>Index of a column from its letters: 0 for A.</summary>
    public static int ColumnOf(string letters) => letters.Aggregate(0, (column, letter) => column * 26 + letter - 'A' + 1) - 1;

    public static string Of(int column, int row)
    {
        var letters = "";
        for (var left = column + 1; left > 0; left = (left - 1) / 26)
            letters = (char)('A' + (left - 1) % 26) + letters;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{letters}{row}");
    }
}
