using TechTransfer.ContractRegistration.Registration;

namespace TechTransfer.ContractRegistration.Imports;

public enum RowOutcome
{
    Drafted,
    Registered,

    Duplicate,

    Refused,

    /// <summary>Drafted, but the pre-check found errors other than missing attachments, which are added later.</summary>
    DraftedWithErrors,
}

internal static class RowOutcomeNames
{
    public static Text Name(this RowOutcome outcome) =>
        outcome switch
        {
            RowOutcome.Drafted => new("已存为草稿", "drafted"),
            RowOutcome.DraftedWithErrors => new("已存为草稿，有错误待更正", "drafted with errors"),
            RowOutcome.Registered => new("已录入登记", "registered"),
            RowOutcome.Duplicate => new("重复，未导入", "duplicate"),
            RowOutcome.Refused => new("有误，未导入", "refused"),
        };
}

/// <param name="Cell">Cell name such as <c>C2</c>.</param>
public sealed record CellLocation(string Heading, string Cell);

/// <param name="Row">Row number in the spreadsheet, from 1.</param>
/// <param name="ContractId">The new or the existing contract; null if there is none.</param>
/// <param name="Code">Problem code of a duplicate or refused row; otherwise null.</param>
/// <param name="Errors">Cells to correct. The path of each starts with a column name.</param>
/// <param name="Findings">Findings of the pre-check on an accepted row; they do not prevent the creation of the contract.</param>
public sealed record RowReport(
    int Row,
    RowOutcome Outcome,
    string? Title,
    string? ContractId,
    string? Code = null,
    Text? Message = null,
    IReadOnlyList<ProblemError>? Errors = null,
    IReadOnlyList<FindingView>? Findings = null
)
{
    /// <summary>Name of the sheet; null unless several sheets are imported.</summary>
    public string? Sheet { get; init; }

    /// <summary>Remarks on cells whose value was adjusted, such as replaced line breaks.</summary>
    public IReadOnlyList<ProblemError>? Notices { get; init; }

    /// <summary>Cells of the errors, findings and notices, by the path of the error, finding or notice.</summary>
    public IReadOnlyDictionary<string, CellLocation>? Cells { get; init; }

    public static RowReport Imported(ImportRow row, RowOutcome outcome, string contractId, IEnumerable<Finding> findings) =>
        new(
            row.Number,
            outcome,
            TitleOf(row),
            contractId,
            Findings: [.. findings.Select(f => FindingView.Of(f with { Path = PathOf(row, f.Path) }, reasons: []))]
        );

    public static RowReport Duplicate(ImportRow row, string? contractId, Problem problem) =>
        new(row.Number, RowOutcome.Duplicate, TitleOf(row), contractId, problem.Kind.Code, problem.Message);

    public static RowReport Refused(ImportRow row, Problem problem) =>
        new(
            row.Number,
            RowOutcome.Refused,
            TitleOf(row),
            null,
            problem.Kind.Code,
            problem.Message,
            [.. problem.Errors.Select(e => e with { Path = PathOf(row, e.Path) })]
        );

    public static RowReport Malformed(ImportRow row, IReadOnlyList<ProblemError> errors) =>
        new(
            row.Number,
            RowOutcome.Refused,
            TitleOf(row),
            null,
            Catalogue.RowMalformed.Code,
            Problem.Of(Catalogue.RowMalformed, ("count", errors.Count)).Message,
            errors
        );

    /// <summary>Adds sheet name and cell locations.</summary>
    /// <param name="sheets">Empty for imports of earlier releases, which stored no headings; the report is then returned unchanged.</param>
    public RowReport At(ImportRow row, IReadOnlyList<SheetLayout> sheets)
    {
        if (row.Sheet >= sheets.Count)
            return this;
        var layout = sheets[row.Sheet];
        var paths = (Errors ?? []).Concat(Notices ?? []).Select(e => e.Path).Concat((Findings ?? []).Select(f => f.Path)).Distinct();
        var cells = new Dictionary<string, CellLocation>();
        foreach (var path in paths)
        {
            if (layout.Find(path) is { } laid)
                cells[path] = new(laid.Heading, laid.CellIn(row.Number));
        }
        return this with { Sheet = sheets.Count > 1 ? layout.Sheet : null, Cells = cells.Count > 0 ? cells : null };
    }

    private static string? TitleOf(ImportRow row) =>
        row.Cells.GetValueOrDefault(NationalForm.Title) is { } title ? title[..Math.Min(title.Length, 200)] : null;

    // A draft without a claimed technical amount takes it from the column of the assessed one; errors then point to that column.
    private static string PathOf(ImportRow row, string field)
    {
        var path = NationalForm.PathOf(field);
        return path == NationalForm.ClaimedTechnicalAmount && !row.Cells.ContainsKey(path) ? NationalForm.TechnicalAmount : path;
    }
}
