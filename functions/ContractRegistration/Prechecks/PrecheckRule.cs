namespace TechTransfer.ContractRegistration.Prechecks;

/// <summary>Base of all pre-check rules. The class name states what is true if the rule is met.</summary>
/// <param name="citation">Legal basis; null if the rule set cites one for the code or none is needed.</param>
public abstract class PrecheckRule(FindingCode code, Severity severity, Citation? citation = null)
{
    public string Code => code.Code;
    public Severity Severity => severity;
    public Citation? Citation => citation;

    public abstract IEnumerable<Finding> Check(PrecheckInput input);

    protected Finding At(string path, string zh, string en) => new(code, severity, path, new(zh, en), citation);

    protected Finding At(string path, string zh, string en, Citation other) => new(code, severity, path, new(zh, en), other);
}
