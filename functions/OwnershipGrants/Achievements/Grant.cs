using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Where a grant stands.</summary>
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

/// <summary>A grant of ownership or long-term use (赋权).</summary>
public sealed record Grant
{
    /// <summary>The achievement's id and <c>.g1</c>, <c>.g2</c> …</summary>
    public required string Id { get; init; }
    public required GrantStatus Status { get; init; }

    /// <summary>The rule set that it is under.</summary>
    public required string RuleSet { get; init; }
    public required GrantTerms Terms { get; init; }

    /// <summary>Warnings that those who decide should see.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Who did each step last.</summary>
    public required IReadOnlyDictionary<GrantAction, Act> Acts { get; init; }
    public FormCheck? Form { get; init; }
    public TitleCheck? Title { get; init; }
    public Appraisal? Appraisal { get; init; }
    public GrantDecision? Decision { get; init; }
    public Notice? Notice { get; init; }
    public IReadOnlyList<Objection> Objections { get; init; } = [];
    public Agreement? Agreement { get; init; }
    public IReadOnlyList<HolderRecord> HolderRecords { get; init; } = [];

    /// <summary>The day it came into force.</summary>
    public DateOnly? InForceOn { get; init; }

    /// <summary>First day of the right; null before it is in force.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Last day of the right; null where it has no end.</summary>
    public DateOnly? EndsOn { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
    public IReadOnlyList<YearReport> Reports { get; init; } = [];
    public Ending? Ending { get; init; }

    /// <summary>How many papers replaced the last: 1 when it came into force, 2 when it was extended …</summary>
    public int Edition { get; init; }

    public DateTimeOffset AppliedAt() => Acts[GrantAction.Apply].At;

    /// <summary>True while the right is somebody's.</summary>
    public bool IsInForce() => Status is GrantStatus.InForce or GrantStatus.Extended;

    /// <summary>True from the decision on until it falls: what it gives is nobody else's.</summary>
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

    /// <summary>True when nothing more happens to it.</summary>
    public bool IsOver() =>
        Status is GrantStatus.Ended or GrantStatus.TakenBack or GrantStatus.Terminated or GrantStatus.Refused or GrantStatus.Withdrawn;
}

/// <summary>The check of the application's form.</summary>
/// <param name="Papers">SHA-256 of the papers that were looked at.</param>
public sealed record FormCheck(IReadOnlyList<string> Papers, string? Remarks);

/// <summary>The check of title and negative list.</summary>
public sealed record TitleCheck(DateOnly SearchedOn, string? ReportSha256, IReadOnlyList<NegativeAnswer> NegativeList);

/// <summary>What was found on an item of the negative list.</summary>
public sealed record NegativeAnswer(string Code, bool Applies, string? Remarks = null);

/// <summary>How the price comes about.</summary>
public enum PriceManner
{
    /// <summary>协议定价, which is to be made public.</summary>
    Agreement,

    /// <summary>挂牌交易.</summary>
    Listing,
    Auction,

    /// <summary>Nothing is paid.</summary>
    None,
}

/// <summary>How the achievement was valued.</summary>
/// <param name="Value">Yuan; null when it was not valued.</param>
public sealed record Appraisal(PriceManner Manner, Yuan? Value, string? Appraiser, string? ReportSha256, DateOnly On);

/// <summary>The organisation's decision.</summary>
/// <param name="Minutes">The decision, as the minutes name it.</param>
public sealed record GrantDecision(string Minutes, string MinutesSha256, DateOnly On, bool Collective, string? Remarks);

/// <summary>The public notice.</summary>
/// <param name="DaysLeft">While an objection stops the clock: the days that are left.</param>
/// <param name="Sha256">A copy of the notice as it was posted.</param>
/// <param name="Edition">Counts its openings, and each time that it went on with another last day.</param>
public sealed record Notice(DateOnly From, DateOnly Until, int? DaysLeft = null, int Edition = 1, string? Sha256 = null);

/// <summary>What became of an objection.</summary>
public enum ObjectionOutcome
{
    /// <summary>It has no ground: the notice goes on.</summary>
    Dismissed,

    /// <summary>It has ground, and the application was put right: the notice begins anew.</summary>
    Amended,

    /// <summary>It has ground: the grant is refused.</summary>
    Upheld,
}

/// <summary>An objection.</summary>
public sealed record Objection(Objector Objector, string Ground, DateOnly RaisedOn, Resolution? Resolution = null);

/// <summary>Who objected.</summary>
/// <param name="Person">The key of a person of the team, now or before.</param>
public sealed record Objector([property: Personal] string? Name, string? Person = null);

/// <summary>How an objection was resolved.</summary>
public sealed record Resolution(ObjectionOutcome Outcome, string Remarks, Act By);

/// <summary>The agreement with the team.</summary>
public sealed record Agreement(string Sha256, DateOnly SignedOn);

/// <summary>A right's holder was recorded by its office.</summary>
/// <param name="Right">Its place among the achievement's rights, from 0.</param>
public sealed record HolderRecord(int Right, DateOnly RecordedOn, string? CertificateSha256 = null);

/// <summary>The right was extended.</summary>
public sealed record Extension(int Years, DateOnly EndsOn, string AgreementSha256, string Reason, Act By);

/// <summary>What became of the grant in a year.</summary>
/// <param name="Income">Yuan that conversion brought in the year.</param>
public sealed record YearReport(int Year, string Progress, Yuan Income, string? Sha256, Act By);

/// <summary>Why a grant is over.</summary>
/// <param name="Code">An item of the negative list, or ended, takenBack, agreed, breach, rightsLost, objection, decision, withdrawn,
/// other.</param>
public sealed record Ending(DateOnly On, string Code, Text Reason, string? Remarks = null, string? Sha256 = null);
