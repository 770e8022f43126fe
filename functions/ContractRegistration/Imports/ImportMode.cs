namespace TechTransfer.ContractRegistration.Imports;

/// <summary>What the rows become.</summary>
public enum ImportMode
{
    /// <summary>Drafts of the importing organisation; attachments follow later.</summary>
    Drafts,

    /// <summary>Registered contracts of past years, with their national numbers.</summary>
    Historical,
}

/// <summary>How much is taken at once.</summary>
public static class ImportLimits
{
    public const int Rows = 20_000;
    public const long Bytes = 50L * 1024 * 1024;

    /// <summary>Rows per queue message: a few seconds of work.</summary>
    public const int RowsPerPart = 400;

    /// <summary>Characters of one cell: a contract holds no more.</summary>
    public const int CellCharacters = 256 * 1024;

    /// <summary>Cells of one row.</summary>
    public const int Columns = 1024;

    /// <summary>Characters of one row, whatever becomes of it.</summary>
    public const int RowCharacters = 4 * 1024 * 1024;

    /// <summary>Characters in the rows of a part, which is held in memory.</summary>
    public const int PartCharacters = 8 * 1024 * 1024;

    /// <summary>Rows under way at once.</summary>
    public const int Parallel = 12;
}
