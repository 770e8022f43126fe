using TechTransfer.ContractRegistration.Registration;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>What became of a row.</summary>
public enum RowOutcome
{
    Drafted,
    Registered,

    /// <summary>Its contract was there before.</summary>
    Duplicate,

    /// <summary>Nothing was made of it.</summary>
    Refused,

    /// <summary>Drafted, with errors of the pre-check besides missing attachments, which always follow later.</summary>
    DraftedWithErrors,
}

/// <summary>The outcomes as people call them.</summary>
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

/// <summary>Where something stands in the file.</summary>
/// <param name="Heading">The file's own heading.</param>
/// <param name="Cell">As a spreadsheet names it: <c>C2</c>.</param>
public sealed record CellPlace(string Heading, string Cell);

/// <summary>A row's line in the report.</summary>
/// <param name="Row">As a spreadsheet counts it.</param>
/// <param name="ContractId">The new or the existing contract.</param>
/// <param name="Code">The problem's code, of a row that is a duplicate or refused.</param>
/// <param name="Message">The problem's sentence.</param>
/// <param name="Errors">Cells to correct: the path is a column's name.</param>
/// <param name="Findings">Findings of the pre-check on an accepted row; they do not block it.</param>
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
    /// <summary>The sheet's name, in a workbook of which several are imported.</summary>
    public string? Sheet { get; init; }

    /// <summary>Cells that were read otherwise than they stand.</summary>
    public IReadOnlyList<ProblemError>? Notices { get; init; }

    /// <summary>Where the file has what errors, findings and notices are about, by their paths.</summary>
    public IReadOnlyDictionary<string, CellPlace>? Cells { get; init; }

    public static RowReport Taken(ImportRow row, RowOutcome outcome, string contractId, IEnumerable<Finding> findings) =>
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

    /// <summary>The report with the file's own places.</summary>
    /// <param name="sheets">All sheets that are imported; none for an import of before they were kept.</param>
    public RowReport At(ImportRow row, IReadOnlyList<SheetLayout> sheets)
    {
        if (row.Sheet >= sheets.Count)
            return this;
        var layout = sheets[row.Sheet];
        var paths = (Errors ?? []).Concat(Notices ?? []).Select(e => e.Path).Concat((Findings ?? []).Select(f => f.Path)).Distinct();
        var cells = new Dictionary<string, CellPlace>();
        foreach (var path in paths)
        {
            var end = path.IndexOfAny(['[', '.']);
            if (layout.Find(end < 0 ? path : path[..end]) is { } laid)
                cells[path] = new(laid.Heading, laid.CellIn(row.Number));
        }
        return this with { Sheet = sheets.Count > 1 ? layout.Sheet : null, Cells = cells.Count > 0 ? cells : null };
    }

    private static string? TitleOf(ImportRow row) =>
        row.Cells.GetValueOrDefault(NationalForm.Title) is { } title ? title[..Math.Min(title.Length, 200)] : null;

    // What the row says in one column for both, the finding finds there.
    private static string PathOf(ImportRow row, string field)
    {
        var path = NationalForm.PathOf(field);
        return path == NationalForm.ClaimedTechnicalAmount && !row.Cells.ContainsKey(path) ? NationalForm.TechnicalAmount : path;
    }
}
