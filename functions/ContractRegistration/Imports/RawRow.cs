namespace TechTransfer.ContractRegistration.Imports;

/// <summary>What a cell of a file is before its column is known.</summary>
public enum RawKind
{
    Text,

    /// <summary>A number of a workbook; Text has its plain decimal digits.</summary>
    Number,

    /// <summary>A moment that a workbook keeps as text; Text has it as <c>yyyy-MM-ddTHH:mm:ss.fff</c>, China time.</summary>
    Moment,

    /// <summary>A workbook's error value such as #N/A.</summary>
    Error,

    /// <summary>A formula that no program has calculated yet.</summary>
    Uncalculated,
}

/// <summary>A cell as the file has it.</summary>
public readonly record struct RawCell(string Text, RawKind Kind = RawKind.Text)
{
    /// <summary>True when a formula makes the value.</summary>
    public bool IsFormula { get; init; }

    public bool IsEmpty => Text.Length == 0;
}

/// <summary>A row as the file has it.</summary>
/// <param name="Number">As a spreadsheet counts it: 1 is the first row.</param>
public sealed record RawRow(int Number, IReadOnlyList<RawCell> Cells)
{
    /// <summary>True when the sheet hides it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>A filled cell far beyond any form, such as <c>XFD9</c>; what programs leave there is no part of the table.</summary>
    public string? Leftover { get; init; }

    public bool IsEmpty => Leftover is null && Cells.All(c => c.IsEmpty);
}

/// <summary>A sheet as the file has it; a csv file is one.</summary>
/// <param name="Name">Null for a csv file.</param>
/// <param name="Rows">Can be read once, before the next sheet is asked for.</param>
public sealed record RawSheet(string? Name, IEnumerable<RawRow> Rows)
{
    public bool IsHidden { get; init; }
    public SerialDates Dates { get; init; }

    /// <summary>How the file was read, where a reader would not expect it.</summary>
    public Text? Notice { get; init; }
}

/// <summary>Serial days of a workbook: 1 is 1900-01-01, or 0 is 1904-01-01.</summary>
/// <param name="Is1904">True for the calendar that old workbooks of the Mac count by.</param>
public readonly record struct SerialDates(bool Is1904)
{
    /// <summary>The moment; null when the number is none. Serial 60 is 1900-02-29, which was never.</summary>
    public DateTime? MomentOf(decimal serial)
    {
        var time = TimeSpan.FromMilliseconds((double)decimal.Round((serial - decimal.Floor(serial)) * 86_400_000));
        return DateOf(serial)?.ToDateTime(TimeOnly.MinValue).Add(time);
    }

    /// <summary>The day, whatever the time.</summary>
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
