using TechTransfer.ContractRegistration.Parties;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Where a registration case stands.</summary>
public enum CaseStatus
{
    Draft,
    Submitted,
    /// <summary>Back with the filer for correction (补正).</summary>
    Returned,
    /// <summary>Taken up (受理): the clock runs.</summary>
    Accepted,
    UnderReview,
    ExpertReview,
    /// <summary>The decision to register stands; the number is pending.</summary>
    Decided,
    Registered,
    Refused,
    Withdrawn,
    /// <summary>Taken off the register by its filer (注销).</summary>
    Cancelled,
    /// <summary>Taken off the register by the registrar (撤销).</summary>
    Revoked,
}

/// <summary>A registration case (登记事项): the whole state, changed only by the decisions beside this file.</summary>
public sealed record RegistrationCase
{
    public required string Id { get; init; }
    public required CaseStatus Status { get; init; }
    public required Filer Filer { get; init; }
    /// <summary>The filer's word, claimed amounts included.</summary>
    public required ContractContent Content { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
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
    /// <summary>How often it, or a change of it, went back for correction: notices are counted by it.</summary>
    public int Returns { get; init; }
    /// <summary>How often it, or a change of it, was refused.</summary>
    public int Refusals { get; init; }

    /// <summary>Id of the rule set that was in force on the day of acceptance.</summary>
    public string? RuleSet { get; init; }
    public Clock? Clock { get; init; }
    /// <summary>The registrar's words on which parties stand in the zone, as of the last acceptance or assessment: they stand over the filer's.</summary>
    public IReadOnlyList<ConfirmedZone> ConfirmedZones { get; init; } = [];
    public Assessment? Assessment { get; init; }
    public Refusal? Refusal { get; init; }

    public Act? Accepted { get; init; }
    public Act? Assessed { get; init; }
    public Act? Approved { get; init; }
    /// <summary>Who decided to register or to refuse.</summary>
    public Act? Decided { get; init; }

    /// <summary>Registration number, never used again.</summary>
    public string? Number { get; init; }
    /// <summary>The national system's number, once it is known; no two cases have the same.</summary>
    public string? NationalNumber { get; init; }
    /// <summary>The day of the decision to register, in China time.</summary>
    public DateOnly? RegisteredOn { get; init; }
    /// <summary>1 as first registered; a change, or a slip corrected on the certificate, makes the next.</summary>
    public int Edition { get; init; } = 1;
    /// <summary>The day of the last edition after the first, in China time.</summary>
    public DateOnly? ChangedOn { get; init; }

    /// <summary>A change (变更登记) on its way, or the last one if it was refused; what is registered stays in force meanwhile.</summary>
    public PendingChange? PendingChange { get; init; }
    /// <summary>Papers handed in for a change that is not filed yet.</summary>
    public IReadOnlyList<Attachment> ChangePapers { get; init; } = [];
    /// <summary>The last objection (异议); it stands until it has a resolution.</summary>
    public Objection? Objection { get; init; }
    /// <summary>How it left the register.</summary>
    public Ending? Ending { get; init; }

    /// <summary>The registrar whom the case was given to; null while any may take it.</summary>
    public string? AssignedTo { get; init; }
    /// <summary>Officials who stepped back (回避).</summary>
    public IReadOnlyList<string> Recused { get; init; } = [];
    /// <summary>The last word on the due date that history has.</summary>
    public Reminder? Reminder { get; init; }

    /// <summary>True for a registration of the past that was entered from records: it was not decided here, and no certificate and no reward follows from it.</summary>
    public bool Historical { get; init; }
    /// <summary>The row of an import that made it.</summary>
    public ImportOrigin? Import { get; init; }

    /// <summary>The kind as the registrar sees it, else as filed.</summary>
    public string Kind => Assessment?.Kind ?? Content.Kind;

    /// <summary>Whether a party stands in the zone, as it counts for this case.</summary>
    public bool IsInZone(Party party) => ConfirmedZones.FirstOrDefault(z => z.Uscc == party.Uscc)?.InZone ?? party.InZone;
}

/// <summary>Who filed.</summary>
/// <param name="Organisation">Its USCC.</param>
/// <param name="Subject">The person.</param>
public sealed record Filer(string Organisation, string Subject);

/// <summary>Where an imported case comes from.</summary>
/// <param name="Job">The import.</param>
/// <param name="Row">The row of its file.</param>
public sealed record ImportOrigin(string Job, int Row);

/// <summary>Who did a step, and when.</summary>
/// <param name="Subject">The person's stable id.</param>
public sealed record Act(string Subject, DateTimeOffset At)
{
    public static Act Of(Caller caller, DateTimeOffset now) => new(caller.Subject, now);
}

/// <summary>A paper handed in: the document itself lies under its hash.</summary>
/// <param name="Kind">Which paper of the rule set it is.</param>
/// <param name="Type">Media type.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
public sealed record Attachment(string Name, string Kind, string Type, string Sha256, long Size);

/// <summary>Something to correct.</summary>
/// <param name="Code">A correction reason of the rule set.</param>
/// <param name="Message">What exactly, in the registrar's words.</param>
public sealed record Correction(string Code, string Message);

/// <summary>Why a warning may stand.</summary>
/// <param name="Code">The warning's code.</param>
/// <param name="Path">Its field.</param>
/// <param name="Reason">In the filer's words.</param>
public sealed record WarningReason(string Code, string Path, string Reason);

/// <summary>A question put to a decision.</summary>
/// <param name="Ground">What is held to be wrong.</param>
/// <param name="Organisation">Of the filer; null for finance.</param>
public sealed record Objection(string Ground, string? Organisation, Act Raised, Resolution? Resolution = null)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Stands => Resolution is null;
}

/// <summary>What came of an objection.</summary>
public sealed record Resolution(ObjectionOutcome Outcome, string Remarks, Act By);

/// <summary>Whether an objection is right.</summary>
public enum ObjectionOutcome
{
    /// <summary>The decision stands (维持).</summary>
    Dismissed,
    /// <summary>It is decided again (重新认定).</summary>
    Upheld,
}

/// <summary>Cancelled or revoked.</summary>
/// <param name="On">The day, in China time.</param>
public sealed record Ending(string Reason, DateOnly On, Act By);

/// <summary>What was told about a due date.</summary>
/// <param name="Overdue">False when it was near, true when it had passed.</param>
public sealed record Reminder(DateOnly DueOn, bool Overdue);

/// <summary>The registrar's word on kind and amounts.</summary>
/// <param name="TechnicalAmount">技术交易额, yuan; zero only while the price is undetermined.</param>
/// <param name="Steps">How the amount comes about.</param>
public sealed record Assessment(string Kind, IReadOnlyList<CostLine> CostLines, Yuan TechnicalAmount, string? Remarks, IReadOnlyList<Step> Steps)
{
    /// <summary>The answers to the recognition tests of the kind, as far as they were given.</summary>
    public IReadOnlyList<TestAnswer> Checks { get; init; } = [];
}

/// <summary>Whether a recognition test is met.</summary>
/// <param name="Code">A test of the rule set's check-list for the kind.</param>
public sealed record TestAnswer(string Code, bool Met, string? Note = null);

/// <summary>不予登记.</summary>
/// <param name="ReasonCode">A refusal reason of the rule set.</param>
public sealed record Refusal(string ReasonCode, string? Remarks);

/// <summary>The statutory clock of a case.</summary>
/// <param name="AcceptedOn">Day of acceptance, which itself does not count; after a correction the day it came in.</param>
/// <param name="DueOn">Last day for the decision.</param>
/// <param name="WorkingDays">The limit in working days; null when the rule set counts calendar days.</param>
/// <param name="CalendarDays">The limit in calendar days, where those count.</param>
/// <param name="ExpertReview">True when the longer limit of an expert review holds.</param>
/// <param name="Provisional">True when the due date depends on a year whose holidays are not published yet.</param>
public sealed record Clock(DateOnly AcceptedOn, DateOnly DueOn, int? WorkingDays, int? CalendarDays, bool ExpertReview, bool Provisional);
