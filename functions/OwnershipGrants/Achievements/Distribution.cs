using System.Text.Json.Serialization;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

public enum DistributionStatus
{
    /// <summary>Calculated from a receipt or an entered income; not published yet.</summary>
    Draft,

    /// <summary>Published inside the organisation. This status stays after the last day of the notice, until the approval.</summary>
    OnNotice,

    /// <summary>An open objection suspends the notice.</summary>
    Objected,

    /// <summary>Approved by a second person; some awards are not fully paid.</summary>
    Approved,

    Paid,

    /// <summary>A claw-back reduced the awards, and somebody was paid more than the reduced award.</summary>
    Recovering,

    /// <summary>A claw-back reduced the pool to zero, and everything that was paid has come back.</summary>
    ClawedBack,

    Withdrawn,
}

/// <summary>
/// A distribution of income (奖酬金分配) among the team and the other holders of a share under a grant. An aggregate of its own.
/// </summary>
public sealed record Distribution
{
    /// <summary>Achievement id plus <c>.d</c> and a suffix derived from the command or receipt (a number in store version 1).</summary>
    public required string Id { get; init; }

    public DistributedAchievement Achievement { get; init; } = DistributedAchievement.Unknown;

    /// <summary>
    /// Names of all persons of the achievement's teams, starting with the team on the income's day. Each name is erased here after the
    /// achievement has erased it.
    /// </summary>
    public IReadOnlyList<NamedPerson> Persons { get; init; } = [];

    public required string GrantId { get; init; }
    public required DistributionStatus Status { get; init; }

    /// <summary>Number of the edition, from 1; rises whenever new figures replace published ones.</summary>
    public int Edition { get; init; } = 1;
    public required IncomeSource Source { get; init; }
    public required IncomeTerms Terms { get; init; }

    /// <summary>Id of the rules used for the calculation; the day of the income decides which rules apply.</summary>
    public required string RuleSet { get; init; }
    public required Figures Figures { get; init; }

    /// <summary>Recipients who are leaders of the organisation; the notice must state their posts.</summary>
    public IReadOnlyList<Leader> Leaders { get; init; } = [];

    /// <summary>Id of the approved distribution of earlier income from the same contract; null if this is the first.</summary>
    public string? Supplements { get; init; }
    public required Act Entered { get; init; }

    /// <summary>Subjects of everybody who entered, revised or published the distribution; none of them may approve it.</summary>
    public required IReadOnlyList<string> PreparedBy { get; init; }
    public DistributionNotice? Notice { get; init; }
    public IReadOnlyList<DistributionObjection> Objections { get; init; } = [];
    public Act? Approved { get; init; }

    /// <summary>Last day on which a payment keeps the tax relief (36 months after the income).</summary>
    public required DateOnly PayUntil { get; init; }

    /// <summary>In the order of recording; an amount below zero is a repayment by the person.</summary>
    public IReadOnlyList<Payment> Payments { get; init; } = [];

    /// <summary>Changes of the awards after a refund or the end of the contract's registration, oldest first.</summary>
    public IReadOnlyList<ClawBack> ClawBacks { get; init; } = [];
    public Evidence Evidence { get; init; } = new();

    /// <summary>
    /// Unique keys that this distribution holds (see <c>IncomeKeys</c>); they prevent a second distribution of the same income.
    /// </summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary><c>DueItem.Key</c> of every reminder already sent, so that no reminder is sent twice.</summary>
    public IReadOnlyList<string> Reminded { get; init; } = [];

    [JsonIgnore]
    public string AchievementId => PartIds.AchievementOf(Id);

    [JsonIgnore]
    public string Organisation => Achievement.Payer.Uscc;

    /// <summary>Null after the name was erased.</summary>
    public string? NameOf(string person) => Persons.FirstOrDefault(p => p.Person == person)?.Name;

    /// <summary>For the event that creates the distribution: without names, because events cannot be erased.</summary>
    public Distribution AsEntered() => this with { Persons = [] };

    public Yuan PaidTo(string person) => Payments.Where(p => p.Person == person).Sum(p => p.Amount);

    public Yuan Paid() => Payments.Sum(p => p.Amount);

    public Yuan DueTo(string person) => Yuan.Max(Yuan.Zero, (Figures.Of(person)?.Amount ?? Yuan.Zero) - PaidTo(person));

    public Yuan OwedBy(string person) => Yuan.Max(Yuan.Zero, PaidTo(person) - (Figures.Of(person)?.Amount ?? Yuan.Zero));

    /// <summary>True from the approval on, in every later status.</summary>
    [JsonIgnore]
    public bool IsApproved => Approved is not null;
}

/// <summary>Copy of achievement data in a distribution, updated by a message when the achievement changes.</summary>
/// <param name="Payer">The organisation that records the achievement and pays the awards.</param>
/// <param name="IsClosed">True once the achievement is closed; the distribution can then no longer be changed.</param>
public sealed record DistributedAchievement(string Name, Owner Payer, bool IsClosed)
{
    /// <summary>Placeholder for data of store version 1, in which distributions were part of their achievement.</summary>
    public static DistributedAchievement Unknown { get; } = new("", new("", "", "", "", false, Share.One), false);

    public static DistributedAchievement Of(Achievement achievement) =>
        new(achievement.Name, achievement.OrganisationAsOwner(), achievement.Status == AchievementStatus.Closed);
}

/// <summary>
/// <c>Person</c> is the key of the person in the achievement (p1, p2 …). Only the name is personal data: messages carry it, and it can be
/// erased.
/// </summary>
public sealed record NamedPerson(string Person, [property: Personal] string? Name);

/// <summary>Where the income came from: a contract with a confirmed receipt, a contract alone, or neither.</summary>
/// <param name="ContractId">Id of the contract; null for income without a registered contract.</param>
/// <param name="ContractNumber">Registration number (登记编号) of the contract.</param>
/// <param name="ReceiptId">The confirmed receipt (到账); null for an income that was only entered by hand.</param>
/// <param name="Reference">Reference of an income entered by hand, such as a voucher number.</param>
public sealed record IncomeSource(
    string? ContractId = null,
    string? ContractNumber = null,
    DateOnly? RegisteredOn = null,
    string? ReceiptId = null,
    string? Reference = null
);

/// <param name="Rank">Rank as the distribution rules name it: principal or other.</param>
public sealed record Leader(string Person, string Rank);

/// <summary>The public notice (公示) of a distribution inside the organisation.</summary>
/// <param name="Until">Last day for objections.</param>
/// <param name="Days">Length in days that the rules require.</param>
/// <param name="DayType">Whether days are working days or calendar days.</param>
/// <param name="Provisional">True while the last day depends on a holiday arrangement that is not published yet.</param>
/// <param name="RunsFrom">
/// The day from which the last day is counted: the first day of the notice, or the day on which the last objection was dismissed.
/// </param>
/// <param name="DaysLeft">Days counted from <c>RunsFrom</c> to the last day.</param>
/// <param name="Published">Who published the draft, and when.</param>
public sealed record DistributionNotice(
    DateOnly From,
    DateOnly Until,
    int Days,
    NoticeDays DayType,
    bool Provisional,
    DateOnly RunsFrom,
    int DaysLeft,
    Act Published
)
{
    public DistributionNotice Recounted(DistributionRules rules, WorkingCalendar calendar)
    {
        if (!Provisional)
            return this;
        var until = rules.Notice.Until(RunsFrom, DaysLeft, calendar);
        return this with { Until = until.Date, Provisional = until.Provisional };
    }
}

public sealed record DistributionObjection
{
    public required string Ground { get; init; }

    /// <summary>Name of the objector; null if none was given or it was erased.</summary>
    [Personal]
    public string? Objector { get; init; }
    public required Act Raised { get; init; }

    /// <summary>Days of the notice that remained when the objection suspended it.</summary>
    public required int DaysLeft { get; init; }
    public DistributionResolution? Resolution { get; init; }
}

/// <param name="Upheld">True if the distribution goes back to a draft; false if the notice resumes.</param>
/// <param name="Resolved">Who resolved the objection, and when.</param>
public sealed record DistributionResolution(bool Upheld, string Remarks, Act Resolved);

public sealed record Payment(string Person, Yuan Amount, DateOnly PaidOn, string Reference, string By);

/// <summary>
/// A change of the awards of an approved distribution after a refund, or after the source contract was cancelled or revoked.
/// </summary>
/// <param name="Edition">Number of the edition after the claw-back.</param>
/// <param name="Because">Why income was lost.</param>
/// <param name="PoolBefore">Pool before the claw-back, yuan.</param>
/// <param name="Differences">Only persons whose award changed.</param>
public sealed record ClawBack(int Edition, DateOnly On, IncomeLoss Because, Yuan PoolBefore, IReadOnlyList<PersonDifference> Differences);

/// <summary><c>Amount</c> is what the person gets less than before, yuan.</summary>
public sealed record PersonDifference(string Person, Yuan Amount);

/// <summary>What the organisation states for the tax relief's check-list of conditions; null means not stated yet.</summary>
public sealed record Evidence
{
    /// <summary>Kind of the organisation that pays the persons.</summary>
    public PayerKind? Payer { get; init; }

    /// <summary>Number of the payer's certificate as a public institution or private non-profit unit.</summary>
    public string? PayerCertificate { get; init; }

    /// <summary>True if the minutes confirm that the recipients made important contributions.</summary>
    public bool? ImportantContributions { get; init; }

    /// <summary>True if the award is not ordinary pay in disguise.</summary>
    public bool? NoOrdinaryPay { get; init; }

    /// <summary>Keys of the persons who made the main contributions.</summary>
    public IReadOnlyList<string> MainContributors { get; init; } = [];

    /// <summary>Tax that was withheld, by declaration.</summary>
    public IReadOnlyList<Withholding> Withholdings { get; init; } = [];
}

/// <summary>Kind of organisation that pays the award; the tax relief requires a non-profit one.</summary>
public enum PayerKind
{
    StateInstitution,
    PrivateNonProfit,
    Other,
}

public sealed record Withholding(DateOnly FiledOn, string Reference);
