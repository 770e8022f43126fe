using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Verify;

/// <summary>The verification page: the answer, if something was asked, above the two forms.</summary>
/// <param name="Number">As typed; empty at first.</param>
/// <param name="Code">As typed; empty at first.</param>
public sealed record VerifyModel(string Number = "", string Code = "")
{
    public VerifiedCertificate? Certificate { get; init; }

    public VerifiedFile? File { get; init; }

    /// <summary>The number is unknown, or the code is not the number's: the service does not say which.</summary>
    public bool IsUnknown { get; init; }

    public bool NumberMissing { get; init; }

    public bool CodeMissing { get; init; }

    /// <summary>Why the file could not be judged at all; null when it was.</summary>
    public Text? FileFault { get; init; }

    public bool HasFaults => NumberMissing || CodeMissing || FileFault is not null;
}

/// <summary>How an answer looks, besides its words.</summary>
public enum Outlook
{
    Good,
    Caution,
    Bad,
}
