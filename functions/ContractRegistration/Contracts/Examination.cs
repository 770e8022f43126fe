namespace TechTransfer.ContractRegistration.Contracts;

public sealed record Examination
{
    public required ContractStatus Status { get; init; }

    /// <summary>The content as the filer submitted it, including claimed amounts.</summary>
    public required ContractContent Content { get; init; }
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Attachments that the filer promised to send after the last submission (容缺); they stay in the list when they are
    /// there.</summary>
    public IReadOnlyList<AttachmentToFollow> ToFollow { get; init; } = [];

    /// <summary>Findings of the pre-check at the last submission; not updated afterwards.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The filer's reasons for submitting despite warnings of the pre-check.</summary>
    public IReadOnlyList<WarningReason> Reasons { get; init; } = [];

    /// <summary>Findings for officials only, such as another contract with the same text.</summary>
    public IReadOnlyList<Finding> Hints { get; init; } = [];

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Stored key that prevents a second filing of the same contract; null while none is reserved.</summary>
    public string? DuplicateKey { get; init; }

    /// <summary>Corrections that the registrar requested at the last return; kept after the resubmission.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>The returns so far with the filer's answers, the oldest first; the last ten are kept.</summary>
    public IReadOnlyList<CorrectionRound> CorrectionRounds { get; init; } = [];

    /// <summary>Id of the rule set in force on the day of acceptance; null before the acceptance.</summary>
    public string? RuleSet { get; init; }
    public Clock? Clock { get; init; }

    /// <summary>Zone confirmations from the directory at the last acceptance or assessment. They override the filer's statements.</summary>
    public IReadOnlyList<ConfirmedZone> ConfirmedZones { get; init; } = [];
    public Assessment? Assessment { get; init; }
    public Refusal? Refusal { get; init; }
    public Act? Accepted { get; init; }
    public Act? Assessed { get; init; }
    public Act? Approved { get; init; }

    public Act? Decided { get; init; }

    /// <summary>1 for the first version. A change, or a correction that shows on the certificate, increases it.</summary>
    public int Edition { get; init; } = 1;
}
