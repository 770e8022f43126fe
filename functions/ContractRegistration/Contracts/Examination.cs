using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>One version of a contract under examination: what was filed, and what the examination says of it. A change of a registered
/// contract has one of its own.</summary>
public sealed record Examination
{
    public required ContractStatus Status { get; init; }

    /// <summary>The filer's word, claimed amounts included.</summary>
    public required ContractContent Content { get; init; }
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>What the pre-check found at the last submission.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Why the filer lets each of those warnings stand.</summary>
    public IReadOnlyList<WarningReason> Reasons { get; init; } = [];

    /// <summary>What only registrars are told, such as another filing with the same text.</summary>
    public IReadOnlyList<Finding> Hints { get; init; } = [];

    /// <summary>When it was handed in last.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The reservation that keeps the same contract from being filed twice; null while it is not held.</summary>
    public string? DuplicateKey { get; init; }

    /// <summary>What the registrar asked to have corrected last; kept after the correction came in.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>Id of the rule set that was in force on the day of acceptance.</summary>
    public string? RuleSet { get; init; }
    public Clock? Clock { get; init; }

    /// <summary>The registrar's words on which parties stand in the zone, as of the last acceptance or assessment: they stand over the
    /// filer's.</summary>
    public IReadOnlyList<ConfirmedZone> ConfirmedZones { get; init; } = [];
    public Assessment? Assessment { get; init; }
    public Refusal? Refusal { get; init; }
    public Act? Accepted { get; init; }
    public Act? Assessed { get; init; }
    public Act? Approved { get; init; }

    /// <summary>Who decided to register or to refuse.</summary>
    public Act? Decided { get; init; }

    /// <summary>1 as first registered; a change, or a slip corrected on the certificate, makes the next.</summary>
    public int Edition { get; init; } = 1;
}
