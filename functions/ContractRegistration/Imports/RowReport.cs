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
}

/// <summary>The outcomes as people call them.</summary>
internal static class RowOutcomeNames
{
    public static Text Name(this RowOutcome outcome) =>
        outcome switch
        {
            RowOutcome.Drafted => new("已存为草稿", "drafted"),
            RowOutcome.Registered => new("已录入登记", "registered"),
            RowOutcome.Duplicate => new("重复，未导入", "duplicate"),
            RowOutcome.Refused => new("有误，未导入", "refused"),
        };
}

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

    private static string? TitleOf(ImportRow row) =>
        row.Cells.GetValueOrDefault(NationalForm.Title) is { } title ? title[..Math.Min(title.Length, 200)] : null;

    // What the row says in one column for both, the finding finds there.
    private static string PathOf(ImportRow row, string field)
    {
        var path = NationalForm.PathOf(field);
        return path == NationalForm.ClaimedTechnicalAmount && !row.Cells.ContainsKey(path) ? NationalForm.TechnicalAmount : path;
    }
}
