using System.Text.Json.Serialization;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Where a distribution stands.</summary>
public enum DistributionStatus
{
    /// <summary>Worked out, by hand or from a receipt; nobody was told yet.</summary>
    Draft,

    /// <summary>Open to public notice inside the organisation; also after the last day, until it is approved.</summary>
    OnNotice,

    /// <summary>An objection stops the notice.</summary>
    Objected,

    /// <summary>Approved by a second person; something is still to be paid.</summary>
    Approved,

    /// <summary>Everything is paid.</summary>
    Paid,

    /// <summary>After a claw-back somebody has more than is due to him.</summary>
    Recovering,

    /// <summary>Nothing of the award is left, and nobody has anything of it.</summary>
    ClawedBack,

    /// <summary>Taken back before it was approved.</summary>
    Withdrawn,
}

/// <summary>A distribution of income (奖酬金分配) among those whom a grant gives a part of it: changed only by the decisions beside this
/// file.</summary>
public sealed record Distribution
{
    /// <summary>The achievement's id and <c>.d…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Of its achievement, as far as it shows it.</summary>
    public DistributedAchievement Achievement { get; init; } = DistributedAchievement.Unknown;

    /// <summary>Who the persons of the achievement's teams are; those of the income's day first.</summary>
    public IReadOnlyList<NamedPerson> Persons { get; init; } = [];

    /// <summary>The grant.</summary>
    public required string GrantId { get; init; }
    public required DistributionStatus Status { get; init; }

    /// <summary>Counts up whenever figures take the place of others that were published.</summary>
    public int Edition { get; init; } = 1;
    public required IncomeSource Source { get; init; }
    public required IncomeTerms Terms { get; init; }

    /// <summary>The rules that it was worked out by: those of the income's day.</summary>
    public required string RuleSet { get; init; }
    public required Figures Figures { get; init; }

    /// <summary>Leaders among the recipients.</summary>
    public IReadOnlyList<Leader> Leaders { get; init; } = [];

    /// <summary>The distribution of earlier income from the same contract, which this one supplements.</summary>
    public string? Supplements { get; init; }
    public required Act Entered { get; init; }

    /// <summary>The persons who prepared it; none of them approves it.</summary>
    public required IReadOnlyList<string> PreparedBy { get; init; }
    public DistributionNotice? Notice { get; init; }
    public IReadOnlyList<DistributionObjection> Objections { get; init; } = [];
    public Act? Approved { get; init; }

    /// <summary>The last day of the 36-month window.</summary>
    public required DateOnly PayUntil { get; init; }

    /// <summary>Payments, and what was paid back with a minus, in order.</summary>
    public IReadOnlyList<Payment> Payments { get; init; } = [];

    /// <summary>What the figures were before each claw-back, oldest first.</summary>
    public IReadOnlyList<ClawBack> ClawBacks { get; init; } = [];
    public Evidence Evidence { get; init; } = new();

    /// <summary>The places that it holds among equal incomes, which keep one income from being distributed twice.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>What the organisation was told of as falling due: each once.</summary>
    public IReadOnlyList<string> Reminded { get; init; } = [];

    [JsonIgnore]
    public string AchievementId => PartIds.AchievementOf(Id);

    [JsonIgnore]
    public string Organisation => Achievement.Payer.Uscc;

    /// <summary>Who a person is; null once that was erased.</summary>
    public string? NameOf(string person) => Persons.FirstOrDefault(p => p.Person == person)?.Name;

    /// <summary>As the event of its draft keeps it: without what stands elsewhere in the state, or belongs to persons.</summary>
    public Distribution AsEntered() => this with { Persons = [] };

    /// <summary>What a person has of it.</summary>
    public Yuan PaidTo(string person) => Payments.Where(p => p.Person == person).Sum(p => p.Amount);

    /// <summary>What everybody has of it.</summary>
    public Yuan Paid() => Payments.Sum(p => p.Amount);

    /// <summary>What is still to be paid to a person.</summary>
    public Yuan DueTo(string person) => Yuan.Max(Yuan.Zero, (Figures.Of(person)?.Amount ?? Yuan.Zero) - PaidTo(person));

    /// <summary>What a person has to pay back.</summary>
    public Yuan OwedBy(string person) => Yuan.Max(Yuan.Zero, PaidTo(person) - (Figures.Of(person)?.Amount ?? Yuan.Zero));

    /// <summary>True once it was approved, whatever came after.</summary>
    [JsonIgnore]
    public bool IsApproved => Approved is not null;
}

/// <summary>What a distribution copies of its achievement; a change there is followed.</summary>
/// <param name="Payer">The organisation that keeps the achievement and pays the awards.</param>
/// <param name="IsClosed">True once it was taken off the books: nothing changes any more.</param>
public sealed record DistributedAchievement(string Name, Owner Payer, bool IsClosed)
{
    /// <summary>In data of before distributions stood apart from their achievement.</summary>
    public static DistributedAchievement Unknown { get; } = new("", new("", "", "", "", false, Share.One), false);

    public static DistributedAchievement Of(Achievement achievement) =>
        new(achievement.Name, achievement.Keeper(), achievement.Status == AchievementStatus.Closed);
}

/// <summary>A name that a person has in the achievement: a group of its own, as messages carry it.</summary>
public sealed record NamedPerson(string Person, [property: Personal] string? Name);

/// <summary>Where the income came from.</summary>
/// <param name="ContractId">The registration case; null for income without a registered contract.</param>
/// <param name="ContractNumber">Its registration number.</param>
/// <param name="ReceiptId">The confirmed receipt; null for an income entered by hand.</param>
/// <param name="Reference">What the income is known by, when it was entered by hand: a voucher's number.</param>
public sealed record IncomeSource(
    string? ContractId = null,
    string? ContractNumber = null,
    DateOnly? RegisteredOn = null,
    string? ReceiptId = null,
    string? Reference = null
);

/// <summary>A leader among the recipients.</summary>
/// <param name="Rank">A rank of the rules: principal, other.</param>
public sealed record Leader(string Person, string Rank);

/// <summary>The public notice.</summary>
/// <param name="Until">The last day on which objections are taken.</param>
/// <param name="Days">How long it is by the rules.</param>
/// <param name="Provisional">True while the last day depends on holidays that are not published yet.</param>
/// <param name="RunsFrom">The day from which the last day was counted: the first, or that on which the last objection was rejected.</param>
/// <param name="DaysLeft">How many days were counted from there.</param>
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
    /// <summary>The notice on the calendar as it is known now: a provisional last day is counted again.</summary>
    public DistributionNotice Recounted(DistributionRules rules, WorkingCalendar calendar)
    {
        if (!Provisional)
            return this;
        var until = rules.Notice.Until(RunsFrom, DaysLeft, calendar);
        return this with { Until = until.Date, Provisional = until.Provisional };
    }
}

/// <summary>An objection in the time of the notice.</summary>
public sealed record DistributionObjection
{
    public required string Ground { get; init; }

    /// <summary>Who objects; null if the objection came without a name, or the name was erased.</summary>
    [Personal]
    public string? Objector { get; init; }
    public required Act Raised { get; init; }

    /// <summary>Days of the notice that were still to run.</summary>
    public required int DaysLeft { get; init; }
    public DistributionResolution? Resolution { get; init; }
}

/// <summary>How an objection ended.</summary>
/// <param name="Upheld">True when the distribution is worked out anew.</param>
public sealed record DistributionResolution(bool Upheld, string Remarks, Act Resolved);

/// <summary>A payment to a person; an amount below zero was paid back by the person.</summary>
public sealed record Payment(string Person, Yuan Amount, DateOnly PaidOn, string Reference, string By);

/// <summary>A claw-back: what an approved distribution was before it.</summary>
/// <param name="Edition">The edition that it made.</param>
/// <param name="PoolBefore">Yuan.</param>
/// <param name="Differences">What each person gets less: yuan.</param>
public sealed record ClawBack(int Edition, DateOnly On, IncomeLoss Because, Yuan PoolBefore, IReadOnlyList<PersonDifference> Differences);

/// <summary>What a person gets less.</summary>
public sealed record PersonDifference(string Person, Yuan Amount);

/// <summary>What the organisation states for the check-list of conditions; null while it has not.</summary>
public sealed record Evidence
{
    public PayerKind? Payer { get; init; }

    /// <summary>Number of its certificate as public institution or non-profit unit.</summary>
    public string? PayerCertificate { get; init; }

    /// <summary>The recipients made important contributions, as the minutes say.</summary>
    public bool? ImportantContributions { get; init; }

    /// <summary>It is no ordinary pay in disguise.</summary>
    public bool? NoOrdinaryPay { get; init; }

    /// <summary>The recipients whose contributions were the main ones.</summary>
    public IReadOnlyList<string> MainContributors { get; init; } = [];

    /// <summary>Withholding that was filed.</summary>
    public IReadOnlyList<Withholding> Withholdings { get; init; } = [];
}

/// <summary>What kind of payer the organisation is.</summary>
public enum PayerKind
{
    StateInstitution,
    PrivateNonProfit,
    Other,
}

/// <summary>A filing of withheld income tax.</summary>
public sealed record Withholding(DateOnly FiledOn, string Reference);
