namespace TechTransfer.ContractRegistration.Imports;

/// <summary>What a cell of a file is before its column is known.</summary>
public enum RawKind
{
    Text,

    /// <summary>A number of a workbook; Text has its plain decimal digits.</summary>
    Number,

    /// <summary>A workbook's error value such as #N/A.</summary>
    Error,
}

/// <summary>A cell as the file has it.</summary>
public readonly record struct RawCell(string Text, RawKind Kind = RawKind.Text)
{
    public bool IsEmpty => Text.Length == 0;
}

/// <summary>A row as the file has it.</summary>
/// <param name="Number">As a spreadsheet counts it: 1 is the headings.</param>
public sealed record RawRow(int Number, IReadOnlyList<RawCell> Cells)
{
    public bool IsEmpty => Cells.All(c => c.IsEmpty);
}

/// <summary>Serial days of a workbook: 1 is 1900-01-01, or 0 is 1904-01-01.</summary>
/// <param name="Is1904">True for the calendar that old workbooks of the Mac count by.</param>
public readonly record struct SerialDates(bool Is1904)
{
    /// <summary>The date; null when the number is none. Serial 60 is 1900-02-29, which was never.</summary>
    public DateOnly? DateOf(decimal serial)
    {
        var day = decimal.Floor(serial);
        if (Is1904)
            return day is >= 0 and < 2_950_000 ? new DateOnly(1904, 1, 1).AddDays((int)day) : null;
        return day switch
        {
            >= 1 and < 60 => new DateOnly(1899, 12, 31).AddDays((int)day),
            > 60 and < 2_958_466 => new DateOnly(1899, 12, 30).AddDays((int)day),
            _ => null,
        };
    }
}

/// <summary>The file as a whole cannot be taken.</summary>
public sealed class ImportFileException(Problem problem) : Exception(problem.Message.En)
{
    public Problem Problem { get; } = problem;

    public static ImportFileException Unreadable(string zh, string en) =>
        new(Problem.Of(Catalogue.ImportFileUnreadable, ("reason", new Text(zh, en))));
}
