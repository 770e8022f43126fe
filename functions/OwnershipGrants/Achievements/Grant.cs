using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

public enum GrantStatus
{
    Applied,
    FormChecked,
    TitleCleared,
    Appraised,
    Decided,
    OnNotice,
    Objected,
    NoticeEnded,
    Signed,
    RightHolderRecorded,
    InForce,
    Extended,
    Ended,
    TakenBack,
    Terminated,
    Refused,
    Withdrawn,
}

/// <summary>A grant of ownership or long-term use (赋权) to the team.</summary>
public sealed record Grant
{
    /// <summary>Achievement id plus <c>.g1</c>, <c>.g2</c> and so on.</summary>
    public required string Id { get; init; }
    public required GrantStatus Status { get; init; }

    /// <summary>Id of the rule set that was in force at the application; it stays pinned to the grant.</summary>
    public required string RuleSet { get; init; }

    /// <summary>The terms that were applied for.</summary>
    public required GrantTerms Terms { get; init; }

    /// <summary>Warnings found when the grant was applied for, shown to the persons who decide; no warning blocks the grant.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Who performed each step, and when; the last time if a step was repeated.</summary>
    public required IReadOnlyDictionary<GrantAction, Act> Acts { get; init; }

    /// <summary>Result of the formal check; absent before.</summary>
    public FormCheck? Form { get; init; }

    /// <summary>Result of the title search; absent before.</summary>
    public TitleCheck? Title { get; init; }

    /// <summary>How the price was set; absent before.</summary>
    public Appraisal? Appraisal { get; init; }

    /// <summary>The decision of the organisation; absent before.</summary>
    public GrantDecision? Decision { get; init; }
    public Notice? Notice { get; init; }
    public IReadOnlyList<Objection> Objections { get; init; } = [];

    /// <summary>The signed agreement; absent before.</summary>
    public Agreement? Agreement { get; init; }

    /// <summary>Entries of the new holder in the registers of rights.</summary>
    public IReadOnlyList<HolderRecord> HolderRecords { get; init; } = [];

    /// <summary>Day of the entry into force (生效); null before it.</summary>
    public DateOnly? InForceOn { get; init; }

    /// <summary>
    /// First day of the right: the day of the entry into force, or a later agreed day. Null before the entry into force.
    /// </summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Last day of the right; null if it has no end.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>Extensions of the term, oldest first.</summary>
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Yearly reports on conversion, oldest first.</summary>
    public IReadOnlyList<YearReport> Reports { get; init; } = [];
    public Ending? Ending { get; init; }

    /// <summary>
    /// Number of issued editions of the grant: 0 before the entry into force, 1 from then on, plus 1 for each extension.
    /// </summary>
    public int Edition { get; init; }

    public DateTimeOffset AppliedAt() => Acts[GrantAction.Apply].At;

    public bool IsInForce() => Status is GrantStatus.InForce or GrantStatus.Extended;

    /// <summary>True from the decision until the grant ends: its share or exclusive use cannot be given to another grant.</summary>
    public bool IsCommitted() =>
        Status
            is GrantStatus.Decided
                or GrantStatus.OnNotice
                or GrantStatus.Objected
                or GrantStatus.NoticeEnded
                or GrantStatus.Signed
                or GrantStatus.RightHolderRecorded
                or GrantStatus.InForce
                or GrantStatus.Extended;

    /// <summary>True in the final statuses; no further step is possible except a yearly report after the term ended.</summary>
    public bool IsOver() =>
        Status is GrantStatus.Ended or GrantStatus.TakenBack or GrantStatus.Terminated or GrantStatus.Refused or GrantStatus.Withdrawn;
}

/// <summary>Result of the formal check (形式审查) of an application.</summary>
/// <param name="Papers">SHA-256 hashes of the checked documents.</param>
public sealed record FormCheck(IReadOnlyList<string> Papers, string? Remarks);

/// <summary>Result of the title search and of the negative list (负面清单).</summary>
/// <param name="SearchedOn">Day of the title search.</param>
/// <param name="NegativeList">Answers to the items of the negative list (负面清单).</param>
public sealed record TitleCheck(DateOnly SearchedOn, string? ReportSha256, IReadOnlyList<NegativeAnswer> NegativeList);

/// <param name="Code">Code of the item in the rule set's negative list.</param>
/// <param name="Applies">True when the item applies.</param>
public sealed record NegativeAnswer(string Code, bool Applies, string? Remarks = null);

/// <summary>How the price of the grant was set (定价方式).</summary>
public enum PriceManner
{
    /// <summary>Agreed price (协议定价), which must be published.</summary>
    Agreement,

    /// <summary>Listing on an exchange (挂牌交易).</summary>
    Listing,
    Auction,

    /// <summary>Granted free of charge (无偿).</summary>
    None,
}

/// <param name="Manner">How the price was set (定价方式).</param>
/// <param name="Value">Yuan; null if the grant is free of charge.</param>
/// <param name="Appraiser">Name of the appraiser; null for none.</param>
public sealed record Appraisal(PriceManner Manner, Yuan? Value, string? Appraiser, string? ReportSha256, DateOnly On);

/// <param name="Minutes">Name of the decision in the minutes, for example its number.</param>
/// <param name="MinutesSha256">SHA-256 of the minutes, 64 hexadecimal digits.</param>
/// <param name="Collective">True if a body decided, false if one person did.</param>
public sealed record GrantDecision(string Minutes, string MinutesSha256, DateOnly On, bool Collective, string? Remarks);

/// <summary>The public notice (公示) of a grant inside the organisation.</summary>
/// <param name="DaysLeft">Remaining days while an open objection suspends the notice; otherwise null.</param>
/// <param name="Sha256">SHA-256 of a copy of the notice as it was posted; null if none was given.</param>
/// <param name="Edition">Starts at 1; rises when the notice is opened again or resumes with a new last day.</param>
public sealed record Notice(DateOnly From, DateOnly Until, int? DaysLeft = null, int Edition = 1, string? Sha256 = null);

public enum ObjectionOutcome
{
    /// <summary>Not justified: the notice resumes.</summary>
    Dismissed,

    /// <summary>Justified, and the application is corrected: the notice starts again from its first day.</summary>
    Amended,

    /// <summary>Justified: the grant is refused.</summary>
    Upheld,
}

/// <param name="Objector">Who objected.</param>
public sealed record Objection(Objector Objector, string Ground, DateOnly RaisedOn, Resolution? Resolution = null);

/// <param name="Person">Key of the objector if he or she is or was in the team; otherwise null.</param>
public sealed record Objector([property: Personal] string? Name, string? Person = null);

public sealed record Resolution(ObjectionOutcome Outcome, string Remarks, Act By);

public sealed record Agreement(string Sha256, DateOnly SignedOn);

/// <summary>Entry of the new holder in the register of a right, for example by the patent office.</summary>
/// <param name="Right">Index of the right in the achievement's list, from 0.</param>
public sealed record HolderRecord(int Right, DateOnly RecordedOn, string? CertificateSha256 = null);

/// <param name="Years">Number of years by which the term is extended.</param>
/// <param name="EndsOn">Last day of the extended term.</param>
public sealed record Extension(int Years, DateOnly EndsOn, string AgreementSha256, string Reason, Act By);

/// <param name="Income">Income from conversion in that year, yuan.</param>
public sealed record YearReport(int Year, string Progress, Yuan Income, string? Sha256, Act By);

/// <param name="Code">
/// Code of the negative-list item that refused the grant, or one of: form, ended, takenBack, agreed, breach, rightsLost, objection,
/// decision, withdrawn, other.
/// </param>
public sealed record Ending(DateOnly On, string Code, Text Reason, string? Remarks = null, string? Sha256 = null);
