using System.Collections.ObjectModel;

namespace TechTransfer.ContractRegistration.Imports;

public enum RawKind
{
    Text,

    /// <summary>A number of a workbook. <c>Text</c> contains its plain decimal digits.</summary>
    Number,

    /// <summary>
    /// A date and time that a workbook stores as text. <c>Text</c> contains it as <c>yyyy-MM-ddTHH:mm:ss.fff</c>, China time.
    /// </summary>
    Moment,

    /// <summary>An error value of a workbook, such as #N/A.</summary>
    Error,

    /// <summary>A formula without a stored result.</summary>
    Uncalculated,
}

public readonly record struct RawCell(string Text, RawKind Kind = RawKind.Text)
{
    public bool IsFormula { get; init; }

    public bool IsEmpty => Text.Length == 0;
}

/// <param name="Number">Row number in the spreadsheet, from 1.</param>
public sealed record RawRow(int Number, IReadOnlyList<RawCell> Cells)
{
    public bool IsHidden { get; init; }

    /// <summary>Ranges such as <c>A3:A5</c> by column, for cells that are merged over several rows and have content.</summary>
    public IReadOnlyDictionary<int, string> Merged { get; init; } = ReadOnlyDictionary<int, string>.Empty;

    /// <summary>
    /// Name of the first filled cell beyond <see cref="ImportLimits.Columns"/>, such as <c>XFD9</c>; null for none. It is reported and not
    /// imported.
    /// </summary>
    public string? Leftover { get; init; }

    public bool IsEmpty => Leftover is null && Cells.All(c => c.IsEmpty);
}

/// <summary>A sheet of a workbook, or a whole CSV file.</summary>
/// <param name="Name">Null for a CSV file.</param>
/// <param name="Rows">Can be enumerated once, and only before the next sheet is requested.</param>
public sealed record RawSheet(string? Name, IEnumerable<RawRow> Rows)
{
    public bool IsHidden { get; init; }
    public SerialDates Dates { get; init; }

    /// <summary>Remarks on how the file was read, such as an unusual separator.</summary>
    public IReadOnlyList<Text> Notices { get; init; } = [];
}

/// <summary>Converts the serial day numbers of a workbook: day 1 is 1900-01-01, or day 0 is 1904-01-01.</summary>
/// <param name="Is1904">True for the calendar of old Excel versions for Mac.</param>
public readonly record struct SerialDates(bool Is1904)
{
    /// <summary>
    /// Null if the number is not a date up to the year 9999, or is 60, which Excel shows as 1900-02-29, a day that never existed.
    /// </summary>
    public DateTime? MomentOf(decimal serial)
    {
        var time = TimeSpan.FromMilliseconds((double)decimal.Round((serial - decimal.Floor(serial)) * 86_400_000));
        return DateOf(serial)?.ToDateTime(TimeOnly.MinValue).Add(time);
    }

    /// <summary>Ignores the time of day; null as for <see cref="MomentOf"/>.</summary>
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

/// <summary>Refuses the whole file, not a single row.</summary>
public sealed class ImportFileException(Problem problem) : Exception(problem.Message.En)
{
    public Problem Problem { get; } = problem;

    public static ImportFileException Unreadable(string zh, string en) =>
        new(Problem.Of(Catalogue.ImportFileUnreadable, ("reason", new Text(zh, en))));
}
