using System.Text.Json.Serialization;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Kernel.Findings;

/// <summary>What a finding means for the filing.</summary>
public enum Severity
{
    /// <summary>The content cannot be submitted before this is corrected.</summary>
    Error,

    /// <summary>The content can be submitted; the official who decides sees the warning.</summary>
    Warning,

    /// <summary>For information only; neither the filer nor an official must act on the finding.</summary>
    Info,
}

/// <summary>A result of an automatic check of a filing, for the filer and for the official who decides.</summary>
public sealed record Finding
{
    /// <summary>For new findings; a private constructor reads stored ones, whose codes may no longer exist.</summary>
    public Finding(FindingCode code, Severity severity, string path, Text message, Citation? citation = null)
        : this(code.Code, severity, path, message, citation) { }

    [JsonConstructor]
    private Finding(string code, Severity severity, string path, Text message, Citation? citation = null) =>
        (Code, Severity, Path, Message, Citation) = (code, severity, path, message, citation);

    /// <summary>One of <see cref="FindingCodes"/>; old stored findings may have a code that was removed since.</summary>
    public string Code { get; }

    /// <summary>Only errors prevent the submission.</summary>
    public Severity Severity { get; init; }

    /// <summary>Path of the field, as in <c>sellers[0].uscc</c>; empty for the whole content.</summary>
    public string Path { get; init; }

    /// <summary>What was found, and what the user can do about it.</summary>
    public Text Message { get; init; }

    /// <summary>Source of the rule behind the check; null when it is plain logic.</summary>
    public Citation? Citation { get; init; }

    /// <summary>The problem <c>checks_failed</c>, listing all errors among the findings; null when there are none.</summary>
    public static Problem? Refusal(IEnumerable<Finding> findings)
    {
        ProblemError[] errors =
        [
            .. findings.Where(f => f.Severity == Severity.Error).Select(f => new ProblemError(f.Path, f.Code, f.Message)),
        ];
        return errors.Length == 0 ? null : Problem.Of(Catalogue.ChecksFailed, ("count", errors.Length)) with { Errors = errors };
    }
}
