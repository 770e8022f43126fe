namespace TechTransfer.ContractRegistration.Imports;

/// <summary>The headings of a sheet that is imported, for reports in the file's own words.</summary>
/// <param name="Sheet">The sheet's name; null for a csv file.</param>
public sealed record SheetLayout(string? Sheet, IReadOnlyList<LaidColumn> Columns)
{
    /// <summary>Where the file has a column; null when it has not.</summary>
    public LaidColumn? Find(string column) => Columns.FirstOrDefault(c => c.Column == column);
}

/// <summary>A column as a file has it.</summary>
/// <param name="Column">Our name.</param>
/// <param name="Heading">The file's heading.</param>
/// <param name="Index">Its place, 0 is the column A.</param>
public sealed record LaidColumn(string Column, string Heading, int Index)
{
    /// <summary>The cell in a row: <c>C2</c>.</summary>
    public string CellIn(int row) => CellName.Of(Index, row);
}

/// <summary>The names of cells.</summary>
internal static class CellName
{
    public static string Of(int column, int row)
    {
        var letters = "";
        for (var left = column + 1; left > 0; left = (left - 1) / 26)
            letters = (char)('A' + (left - 1) % 26) + letters;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{letters}{row}");
    }
}
