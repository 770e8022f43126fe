namespace TechTransfer.ContractRegistration.Imports;

public enum ImportMode
{
    /// <summary>Drafts of the importing organisation, which uploads the attachments later.</summary>
    Drafts,

    Historical,
}

internal static class ImportModeNames
{
    public static Text Name(ImportMode mode) =>
        mode switch
        {
            ImportMode.Drafts => new("草稿", "drafts"),
            ImportMode.Historical => new("历史登记", "past registrations"),
        };
}

public static class ImportLimits
{
    public const int Rows = 20_000;
    public const long Bytes = 50L * 1024 * 1024;

    /// <summary>Rows per queue message; processing them takes a few seconds.</summary>
    public const int RowsPerPart = 400;

    /// <summary>Most characters read of a cell; no field of a contract is longer.</summary>
    public const int CellCharacters = 256 * 1024;

    /// <summary>
    /// Most cells read of a row. A CSV file with a value beyond them is refused; a workbook row is marked with its first such cell.
    /// </summary>
    public const int Columns = 1024;

    /// <summary>Most characters read of a row, including columns that are not imported.</summary>
    public const int RowCharacters = 4 * 1024 * 1024;

    /// <summary>Most characters in the rows of one part, because a part is held in memory.</summary>
    public const int PartCharacters = 8 * 1024 * 1024;

    /// <summary>Most rows that are stored at the same time.</summary>
    public const int Parallel = 12;
}
