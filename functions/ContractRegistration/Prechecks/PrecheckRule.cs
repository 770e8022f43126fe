namespace TechTransfer.ContractRegistration.Prechecks;

/// <summary>A rule of the pre-check. The class name is the sentence that holds when the rule is met.</summary>
/// <param name="code">The code of its findings.</param>
/// <param name="severity">What a finding does.</param>
/// <param name="citation">Its source, unless the rule set cites one for the code.</param>
public abstract class PrecheckRule(FindingCode code, Severity severity, Citation? citation = null)
{
    public string Code => code.Code;
    public Severity Severity => severity;
    public Citation? Citation => citation;

    /// <summary>The findings; none when the rule is met.</summary>
    public abstract IEnumerable<Finding> Check(PrecheckInput input);

    protected Finding At(string path, string zh, string en) => new(code, severity, path, new(zh, en), citation);

    protected Finding At(string path, string zh, string en, Citation other) => new(code, severity, path, new(zh, en), other);
}
