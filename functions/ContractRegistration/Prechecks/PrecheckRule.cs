using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Prechecks;

/// <summary>One rule that a filing must keep. Its class is named as the sentence that holds when it is kept.</summary>
/// <param name="code">The code of its findings.</param>
/// <param name="severity">What a finding does.</param>
/// <param name="citation">The instrument behind it, where that is not a matter of the rule set, which cites its own by the code.</param>
public abstract class PrecheckRule(FindingCode code, Severity severity, Citation? citation = null)
{
    public string Code => code.Code;
    public Severity Severity => severity;
    public Citation? Citation => citation;

    /// <summary>What is wrong; nothing when the rule is kept.</summary>
    public abstract IEnumerable<Finding> Check(PrecheckInput input);

    protected Finding At(string path, string zh, string en) => new(code, severity, path, new(zh, en), citation);

    protected Finding At(string path, string zh, string en, Citation other) => new(code, severity, path, new(zh, en), other);
}
