using System.Text.Json.Serialization;

namespace TechTransfer.ContractRegistration.Contracts;

public enum ContractStatus
{
    Draft,
    Submitted,

    /// <summary>Returned to the filer for correction (要求补正).</summary>
    Returned,

    /// <summary>Accepted by a registrar (受理): the statutory clock runs.</summary>
    Accepted,
    UnderReview,
    ExpertReview,

    /// <summary>The decision to register was made; the registration number is being allotted.</summary>
    Decided,
    Registered,
    Refused,
    Withdrawn,

    /// <summary>Registration ended by the filer (注销).</summary>
    Cancelled,

    /// <summary>Registration ended by the registrar (撤销).</summary>
    Revoked,
}

/// <summary>
/// State of a contract (登记事项). Its JSON stores the properties of <see cref="Contracts.Examination"/> at the top level, not in an
/// object of their own.
/// </summary>
public sealed record Contract
{
    public required string Id { get; init; }
    public required ContractStatus Status
    {
        get => Examination.Status;
        init => Examination = Examination with { Status = value };
    }
    public required Filer Filer { get; init; }

    public required ContractContent Content
    {
        get => Examination.Content;
        init => Examination = Examination with { Content = value };
    }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The registered version; before the first registration, the version under examination.</summary>
    internal Examination Examination { get; init; } = new() { Status = ContractStatus.Draft, Content = null! };

    public IReadOnlyList<Attachment> Attachments
    {
        get => Examination.Attachments;
        init => Examination = Examination with { Attachments = value };
    }

    public IReadOnlyList<AttachmentToFollow> ToFollow
    {
        get => Examination.ToFollow;
        init => Examination = Examination with { ToFollow = value };
    }

    public IReadOnlyList<Finding> Findings
    {
        get => Examination.Findings;
        init => Examination = Examination with { Findings = value };
    }

    public IReadOnlyList<WarningReason> Reasons
    {
        get => Examination.Reasons;
        init => Examination = Examination with { Reasons = value };
    }

    public IReadOnlyList<Finding> Hints
    {
        get => Examination.Hints;
        init => Examination = Examination with { Hints = value };
    }

    public DateTimeOffset? SubmittedAt
    {
        get => Examination.SubmittedAt;
        init => Examination = Examination with { SubmittedAt = value };
    }

    public string? DuplicateKey
    {
        get => Examination.DuplicateKey;
        init => Examination = Examination with { DuplicateKey = value };
    }

    public IReadOnlyList<Correction> Corrections
    {
        get => Examination.Corrections;
        init => Examination = Examination with { Corrections = value };
    }

    public IReadOnlyList<CorrectionRound> CorrectionRounds
    {
        get => Examination.CorrectionRounds;
        init => Examination = Examination with { CorrectionRounds = value };
    }

    public string? RuleSet
    {
        get => Examination.RuleSet;
        init => Examination = Examination with { RuleSet = value };
    }

    public Clock? Clock
    {
        get => Examination.Clock;
        init => Examination = Examination with { Clock = value };
    }

    public IReadOnlyList<ConfirmedZone> ConfirmedZones
    {
        get => Examination.ConfirmedZones;
        init => Examination = Examination with { ConfirmedZones = value };
    }

    public Assessment? Assessment
    {
        get => Examination.Assessment;
        init => Examination = Examination with { Assessment = value };
    }

    public Refusal? Refusal
    {
        get => Examination.Refusal;
        init => Examination = Examination with { Refusal = value };
    }

    public Act? Accepted
    {
        get => Examination.Accepted;
        init => Examination = Examination with { Accepted = value };
    }

    public Act? Assessed
    {
        get => Examination.Assessed;
        init => Examination = Examination with { Assessed = value };
    }

    public Act? Approved
    {
        get => Examination.Approved;
        init => Examination = Examination with { Approved = value };
    }

    public Act? Decided
    {
        get => Examination.Decided;
        init => Examination = Examination with { Decided = value };
    }

    public int Edition
    {
        get => Examination.Edition;
        init => Examination = Examination with { Edition = value };
    }

    /// <summary>Number of submissions, of the contract and its changes. Numbers the application forms.</summary>
    public int Submissions { get; init; }

    /// <summary>Number of returns for correction, of the contract and its changes. Numbers the correction notices.</summary>
    public int Returns { get; init; }

    /// <summary>Number of refusals, of the contract and its changes. Numbers the refusal notices.</summary>
    public int Refusals { get; init; }

    /// <summary>Registration number (登记编号); never reused. Null until it is allotted.</summary>
    public string? Number { get; init; }

    /// <summary>Number in the national system (全国登记编号), unique among contracts; null while unknown.</summary>
    public string? NationalNumber { get; init; }

    /// <summary>Day of the decision to register, in China time.</summary>
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>Day of the decision on the current edition, in China time; null for the first edition.</summary>
    public DateOnly? ChangedOn { get; init; }

    /// <summary>The change (变更登记) under examination, or the latest refused one. The registered version stays in force meanwhile.</summary>
    public PendingChange? PendingChange { get; init; }

    /// <summary>Attachments uploaded for a change that is not filed yet.</summary>
    public IReadOnlyList<Attachment> ChangePapers { get; init; } = [];

    /// <summary>The latest objection (异议); it is open until it has a resolution.</summary>
    public Objection? Objection { get; init; }

    public Ending? Ending { get; init; }

    /// <summary>A revocation that a registrar proposed and another has not confirmed yet; null for none.</summary>
    public RevocationProposal? RevocationProposal { get; init; }

    /// <summary>Stable user id of the registrar who alone may examine the contract; null if any registrar may.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>Stable user ids of officials who recused themselves (回避).</summary>
    public IReadOnlyList<string> Recused { get; init; } = [];

    /// <summary>The latest reminder of the due date. Each of the two reminders (near, passed) is sent once per due date.</summary>
    public Reminder? Reminder { get; init; }

    /// <summary>The latest reminder that the term ends before the contract is registered; null if none was sent.</summary>
    public TermReminder? TermReminder { get; init; }

    /// <summary>True for a past registration imported from records: it gets no certificate and no reward.</summary>
    public bool Historical { get; init; }

    /// <summary>The import job and row that created the contract; null for a contract filed by a party.</summary>
    public ImportOrigin? Import { get; init; }

    /// <summary>Sub-kind code: as assessed by the registrar, before that as filed.</summary>
    public string Kind => Assessment?.Kind ?? Content.Kind;

    /// <summary>
    /// Whether a party is in the high-tech zone: the directory's confirmation if there was one, else the filer's statement.
    /// </summary>
    public bool IsInZone(Party party) => ConfirmedZones.FirstOrDefault(z => z.Uscc == party.Uscc)?.InZone ?? party.InZone;

    /// <summary>The party that filed the contract; null if the filer is not a party.</summary>
    public Party? FilingParty() => Content.AllParties().Select(p => p.Party).FirstOrDefault(p => p.Uscc == Filer.Organisation);
}

/// <param name="Organisation">USCC of the organisation.</param>
/// <param name="Subject">Stable user id of the person.</param>
public sealed record Filer(string Organisation, string Subject);

/// <param name="Row">Row number in the spreadsheet, from 1.</param>
/// <param name="Sheet">Index of the imported sheet, from 0; null for the first.</param>
public sealed record ImportOrigin(string Job, int Row, int? Sheet = null);

/// <param name="Subject">Stable user id of the person.</param>
public sealed record Act(string Subject, DateTimeOffset At)
{
    public static Act Of(Caller caller, DateTimeOffset now) => new(caller.Subject, now);
}

/// <summary>The file is stored under its hash.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Kind">Kind of attachment in the rule set.</param>
/// <param name="Type">Media type of the file.</param>
/// <param name="Sha256">SHA-256 of the file, in lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
public sealed record Attachment(string Name, string Kind, string Type, string Sha256, long Size);

/// <param name="Kind">Kind of attachment in the rule set.</param>
/// <param name="By">Last day for sending it.</param>
public sealed record AttachmentToFollow(string Kind, DateOnly By);

/// <param name="Code">Code of a correction reason in the rule set.</param>
public sealed record Correction(string Code, string Message);

/// <param name="ReturnedAt">Null if an earlier release returned the contract.</param>
/// <param name="AnsweredAt">Null until the contract is submitted again.</param>
public sealed record CorrectionRound(
    IReadOnlyList<Correction> Corrections,
    DateTimeOffset? ReturnedAt,
    IReadOnlyList<CorrectionAnswer> Answers,
    DateTimeOffset? AnsweredAt = null
)
{
    public const int MostKept = 10;
}

/// <summary>How the filer met a point of the registrar's list.</summary>
/// <param name="Correction">Index of the point in the list, from 0.</param>
public sealed record CorrectionAnswer(int Correction, string Text);

/// <param name="Code">Code of the warning's finding.</param>
/// <param name="Path">Path of the field that the warning is about.</param>
public sealed record WarningReason(string Code, string Path, string Reason);

/// <param name="Organisation">USCC of the objecting filer; null if finance objected.</param>
public sealed record Objection(string Ground, string? Organisation, Act Raised, Resolution? Resolution = null)
{
    [JsonIgnore]
    public bool Stands => Resolution is null;
}

public sealed record Resolution(ObjectionOutcome Outcome, string Remarks, Act By);

public enum ObjectionOutcome
{
    /// <summary>The objection is rejected and the decision stands (维持).</summary>
    Dismissed,

    /// <summary>The objection is justified and the contract is examined again (重新认定).</summary>
    Upheld,
}

public sealed record RevocationProposal(string Reason, Act By);

public sealed record Ending(string Reason, DateOnly On, Act By);

/// <param name="Overdue">True if the reminder reported the due date as passed, false if as near.</param>
public sealed record Reminder(DateOnly DueOn, bool Overdue);

/// <param name="EndsOn">Last day of the term that the reminder was about.</param>
/// <param name="Days">Number of days before the end, of those at which the filer is reminded.</param>
public sealed record TermReminder(DateOnly EndsOn, int Days);

/// <param name="TechnicalAmount">技术交易额, yuan; zero only while the price is undetermined.</param>
public sealed record Assessment(
    string Kind,
    IReadOnlyList<CostLine> CostLines,
    Yuan TechnicalAmount,
    string? Remarks,
    IReadOnlyList<Step> Steps
)
{
    /// <summary>Answers to the recognition tests of the kind; open tests are left out.</summary>
    public IReadOnlyList<TestAnswer> Checks { get; init; } = [];
}

/// <param name="Code">Code of a test in the rule set's check-list for the kind.</param>
public sealed record TestAnswer(string Code, bool Met, string? Note = null);

/// <param name="ReasonCode">Code of a refusal reason in the rule set.</param>
public sealed record Refusal(string ReasonCode, string? Remarks);

/// <param name="AcceptedOn">
/// Day from which days are counted, not counted itself: the day of acceptance, or the day of submission after a correction.
/// </param>
/// <param name="WorkingDays">Limit in working days; null if the rule set counts calendar days.</param>
/// <param name="CalendarDays">Limit in calendar days; null if the rule set counts working days.</param>
/// <param name="ExpertReview">True if the longer limit for expert reviews applies.</param>
/// <param name="Provisional">True if the due date depends on a year whose holidays are not published yet.</param>
public sealed record Clock(DateOnly AcceptedOn, DateOnly DueOn, int? WorkingDays, int? CalendarDays, bool ExpertReview, bool Provisional);
