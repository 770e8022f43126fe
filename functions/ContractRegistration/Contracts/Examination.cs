namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>The examination of one version of a contract. A change of a registered contract has its own.</summary>
public sealed record Examination
{
    public required ContractStatus Status { get; init; }

    /// <summary>What the filer stated, claimed amounts included.</summary>
    public required ContractContent Content { get; init; }
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>What the pre-check found at the last submission.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Why the filer lets each of those warnings stand.</summary>
    public IReadOnlyList<WarningReason> Reasons { get; init; } = [];

    /// <summary>Findings for officials only, such as another contract with the same text.</summary>
    public IReadOnlyList<Finding> Hints { get; init; } = [];

    /// <summary>When it was handed in last.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Reserved so that the same contract is not filed twice; null while not reserved.</summary>
    public string? DuplicateKey { get; init; }

    /// <summary>The corrections requested last; kept after the resubmission.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>Id of the rule set that was in force on the day of acceptance.</summary>
    public string? RuleSet { get; init; }
    public Clock? Clock { get; init; }

    /// <summary>The confirmed zones at the last acceptance or assessment. They override the filer's statement.</summary>
    public IReadOnlyList<ConfirmedZone> ConfirmedZones { get; init; } = [];
    public Assessment? Assessment { get; init; }
    public Refusal? Refusal { get; init; }
    public Act? Accepted { get; init; }
    public Act? Assessed { get; init; }
    public Act? Approved { get; init; }

    /// <summary>Who decided to register or to refuse.</summary>
    public Act? Decided { get; init; }

    /// <summary>1 at first; a change, or a correction that shows on the certificate, makes the next.</summary>
    public int Edition { get; init; } = 1;
}
