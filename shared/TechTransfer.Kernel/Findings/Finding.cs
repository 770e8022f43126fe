using System.Text.Json.Serialization;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Kernel.Findings;

/// <summary>What a finding does to a filing.</summary>
public enum Severity
{
    /// <summary>Stops the filing.</summary>
    Error,

    /// <summary>Passes, and the registrar sees it.</summary>
    Warning,

    /// <summary>Only tells.</summary>
    Info,
}

/// <summary>Something a check found out about what was filed.</summary>
public sealed record Finding
{
    /// <summary>A finding of one of the codes that the system knows.</summary>
    public Finding(FindingCode code, Severity severity, string path, Text message, Citation? citation = null)
        : this(code.Code, severity, path, message, citation) { }

    // What is stored may have a code that no check has any more.
    [JsonConstructor]
    private Finding(string code, Severity severity, string path, Text message, Citation? citation = null) =>
        (Code, Severity, Path, Message, Citation) = (code, severity, path, message, citation);

    /// <summary>One of <see cref="FindingCodes"/>.</summary>
    public string Code { get; }

    /// <summary>What it does to the filing.</summary>
    public Severity Severity { get; init; }

    /// <summary>The field, as in <c>sellers[0].uscc</c>; empty for the whole.</summary>
    public string Path { get; init; }

    /// <summary>What it is and what to do.</summary>
    public Text Message { get; init; }

    /// <summary>The instrument behind it, null where it is plain logic.</summary>
    public Citation? Citation { get; init; }

    /// <summary>The problem that lists the errors among findings; null when there is none.</summary>
    public static Problem? Refusal(IEnumerable<Finding> findings)
    {
        ProblemError[] errors =
        [
            .. findings.Where(f => f.Severity == Severity.Error).Select(f => new ProblemError(f.Path, f.Code, f.Message)),
        ];
        return errors.Length == 0 ? null : Problem.Of(Catalogue.ChecksFailed, ("count", errors.Length)) with { Errors = errors };
    }
}
