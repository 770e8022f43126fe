using System.Text.Json.Serialization;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>Where a contract stands.</summary>
public enum ContractStatus
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

/// <summary>The state of a contract (登记事项), changed only by decisions. The properties of <see cref="Contracts.Examination"/> are stored in
/// JSON as if they were its own.</summary>
public sealed record Contract
{
    public required string Id { get; init; }
    public required ContractStatus Status
    {
        get => Examination.Status;
        init => Examination = Examination with { Status = value };
    }
    public required Filer Filer { get; init; }

    /// <inheritdoc cref="Examination.Content"/>
    public required ContractContent Content
    {
        get => Examination.Content;
        init => Examination = Examination with { Content = value };
    }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The registered version, or the one under examination while none is registered.</summary>
    internal Examination Examination { get; init; } = new() { Status = ContractStatus.Draft, Content = null! };

    /// <inheritdoc cref="Examination.Attachments"/>
    public IReadOnlyList<Attachment> Attachments
    {
        get => Examination.Attachments;
        init => Examination = Examination with { Attachments = value };
    }

    /// <inheritdoc cref="Examination.Findings"/>
    public IReadOnlyList<Finding> Findings
    {
        get => Examination.Findings;
        init => Examination = Examination with { Findings = value };
    }

    /// <inheritdoc cref="Examination.Reasons"/>
    public IReadOnlyList<WarningReason> Reasons
    {
        get => Examination.Reasons;
        init => Examination = Examination with { Reasons = value };
    }

    /// <inheritdoc cref="Examination.Hints"/>
    public IReadOnlyList<Finding> Hints
    {
        get => Examination.Hints;
        init => Examination = Examination with { Hints = value };
    }

    /// <inheritdoc cref="Examination.SubmittedAt"/>
    public DateTimeOffset? SubmittedAt
    {
        get => Examination.SubmittedAt;
        init => Examination = Examination with { SubmittedAt = value };
    }

    /// <inheritdoc cref="Examination.DuplicateKey"/>
    public string? DuplicateKey
    {
        get => Examination.DuplicateKey;
        init => Examination = Examination with { DuplicateKey = value };
    }

    /// <inheritdoc cref="Examination.Corrections"/>
    public IReadOnlyList<Correction> Corrections
    {
        get => Examination.Corrections;
        init => Examination = Examination with { Corrections = value };
    }

    /// <inheritdoc cref="Examination.RuleSet"/>
    public string? RuleSet
    {
        get => Examination.RuleSet;
        init => Examination = Examination with { RuleSet = value };
    }

    /// <inheritdoc cref="Examination.Clock"/>
    public Clock? Clock
    {
        get => Examination.Clock;
        init => Examination = Examination with { Clock = value };
    }

    /// <inheritdoc cref="Examination.ConfirmedZones"/>
    public IReadOnlyList<ConfirmedZone> ConfirmedZones
    {
        get => Examination.ConfirmedZones;
        init => Examination = Examination with { ConfirmedZones = value };
    }

    /// <inheritdoc cref="Examination.Assessment"/>
    public Assessment? Assessment
    {
        get => Examination.Assessment;
        init => Examination = Examination with { Assessment = value };
    }

    /// <inheritdoc cref="Examination.Refusal"/>
    public Refusal? Refusal
    {
        get => Examination.Refusal;
        init => Examination = Examination with { Refusal = value };
    }

    /// <inheritdoc cref="Examination.Accepted"/>
    public Act? Accepted
    {
        get => Examination.Accepted;
        init => Examination = Examination with { Accepted = value };
    }

    /// <inheritdoc cref="Examination.Assessed"/>
    public Act? Assessed
    {
        get => Examination.Assessed;
        init => Examination = Examination with { Assessed = value };
    }

    /// <inheritdoc cref="Examination.Approved"/>
    public Act? Approved
    {
        get => Examination.Approved;
        init => Examination = Examination with { Approved = value };
    }

    /// <inheritdoc cref="Examination.Decided"/>
    public Act? Decided
    {
        get => Examination.Decided;
        init => Examination = Examination with { Decided = value };
    }

    /// <inheritdoc cref="Examination.Edition"/>
    public int Edition
    {
        get => Examination.Edition;
        init => Examination = Examination with { Edition = value };
    }

    /// <summary>How often it, or a change of it, was returned for correction. Numbers the notices.</summary>
    public int Returns { get; init; }

    /// <summary>How often it, or a change of it, was refused.</summary>
    public int Refusals { get; init; }

    /// <summary>Registration number, never used again.</summary>
    public string? Number { get; init; }

    /// <summary>The national system's number, once it is known; no two contracts have the same.</summary>
    public string? NationalNumber { get; init; }

    /// <summary>The day of the decision to register, in China time.</summary>
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>The day of the last edition after the first, in China time.</summary>
    public DateOnly? ChangedOn { get; init; }

    /// <summary>A change (变更登记) under examination, or the last refused one. The registered version stays in force meanwhile.</summary>
    public PendingChange? PendingChange { get; init; }

    /// <summary>Papers handed in for a change that is not filed yet.</summary>
    public IReadOnlyList<Attachment> ChangePapers { get; init; } = [];

    /// <summary>The last objection (异议); it stands until it has a resolution.</summary>
    public Objection? Objection { get; init; }

    /// <summary>How it left the register.</summary>
    public Ending? Ending { get; init; }

    /// <summary>The registrar to whom it is assigned; null while any may take it.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>Officials who stepped back (回避).</summary>
    public IReadOnlyList<string> Recused { get; init; } = [];

    /// <summary>The last word on the due date that history has.</summary>
    public Reminder? Reminder { get; init; }

    /// <summary>True for a past registration entered from records: no certificate and no reward follows from it.</summary>
    public bool Historical { get; init; }

    /// <summary>The row of an import that made it.</summary>
    public ImportOrigin? Import { get; init; }

    /// <summary>The kind as the registrar sees it, else as filed.</summary>
    public string Kind => Assessment?.Kind ?? Content.Kind;

    /// <summary>Whether a party stands in the zone, as it counts for this contract.</summary>
    public bool IsInZone(Party party) => ConfirmedZones.FirstOrDefault(z => z.Uscc == party.Uscc)?.InZone ?? party.InZone;
}

/// <summary>Who filed.</summary>
/// <param name="Organisation">Its USCC.</param>
/// <param name="Subject">The person.</param>
public sealed record Filer(string Organisation, string Subject);

/// <summary>Where an imported contract comes from.</summary>
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
    [JsonIgnore]
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

/// <summary>The last reminder of a due date.</summary>
/// <param name="Overdue">Whether the reminder said overdue, not due soon.</param>
public sealed record Reminder(DateOnly DueOn, bool Overdue);

/// <summary>The registrar's word on kind and amounts.</summary>
/// <param name="TechnicalAmount">技术交易额, yuan; zero only while the price is undetermined.</param>
/// <param name="Steps">How the amount comes about.</param>
public sealed record Assessment(
    string Kind,
    IReadOnlyList<CostLine> CostLines,
    Yuan TechnicalAmount,
    string? Remarks,
    IReadOnlyList<Step> Steps
)
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

/// <summary>The statutory clock of a contract.</summary>
/// <param name="AcceptedOn">Day of acceptance, which does not count itself; after a correction, the day it was submitted.</param>
/// <param name="DueOn">Last day for the decision.</param>
/// <param name="WorkingDays">The limit in working days; null when the rule set counts calendar days.</param>
/// <param name="CalendarDays">The limit in calendar days, where those count.</param>
/// <param name="ExpertReview">True when the longer limit of an expert review holds.</param>
/// <param name="Provisional">True when the due date depends on a year whose holidays are not published yet.</param>
public sealed record Clock(DateOnly AcceptedOn, DateOnly DueOn, int? WorkingDays, int? CalendarDays, bool ExpertReview, bool Provisional);
